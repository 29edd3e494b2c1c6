import { execFile } from 'node:child_process';
import { constants, writeFileSync, type Stats } from 'node:fs';
import { access, chmod, chown, readFile, readlink, stat } from 'node:fs/promises';
import { hostname } from 'node:os';
import { promisify } from 'node:util';
import { withEntry, withPath, withPinned, type FileKind } from './pinned-file.js';

/**
 * All differences between operating systems, and all calls that only some systems have. No other file checks which
 * system it runs on; it gets a Platform instead.
 */
export interface Platform {
  readonly name: NodeJS.Platform;
  /** The network on which plugins and brokered servers listen by default. */
  readonly defaultNetwork: 'unix' | 'tcp';
  /** Why unix sockets cannot be used. Undefined if they can. */
  readonly unixSocketProblem: string | undefined;
  /**
   * The longest unix socket path in bytes, without the terminating zero of `sockaddr_un`. libuv in Node 20 truncates a
   * longer path, and listens on another path without an error.
   */
  readonly socketPathLimit: number;
  /** Whether PATH and Path are one variable. */
  readonly variablesIgnoreCase: boolean;
  /** Whether a command without a path may mean a file with a suffix, such as .exe. The system then finds it. */
  readonly programsHaveSuffixes: boolean;
  /** The kind of binary that the system can start. */
  readonly programKind: 'ELF' | 'Mach-O' | 'PE';
  readonly filesHaveOwners: boolean;
  /** Whether a verified copy of a program can be started instead of the program. */
  readonly startsCopies: boolean;
  /** Whether the process that started this one has exited. `parent` is its pid. */
  parentGone(parent: number): boolean;
  /** Asks a process to exit with a signal. Does nothing on a system without such a signal. */
  terminate(send: (signal: NodeJS.Signals) => unknown): void;
  /** Kills a process. */
  kill(send: (signal: NodeJS.Signals) => unknown): void;
  /** Leaves the memory of this process, and of all that it starts, out of core dumps. Does nothing where the system cannot. Never throws. */
  leaveMemoryOutOfCoreDumps(): void;
  /** A POSIX shell. Undefined where there is none. */
  readonly shell: string | undefined;
  /** The folder in which the kernel lists the processes. Empty where only ps can tell. */
  readonly processTable: string;
  /** Folders for sockets if the temp directory cannot be used, the best first. */
  readonly shortFolders: readonly string[];
  /** Whether no other user can replace what this user creates in the folder. False if it does not exist. */
  isSafeFolder(path: string): Promise<boolean>;
  /** Takes all permissions of others away, whatever the umask was when the file was made. Follows no link. @throws Error if something else is there */
  makePrivate(path: string, kind: FileKind): Promise<void>;
  /** Does something with an entry of a folder. Where the system can, the folder stays the same, even if something else takes its place. */
  withEntry(path: string, work: (entry: string) => Promise<void>): Promise<void>;
  /** Whether the file or folder belongs to this user. */
  isOwn(status: Stats): boolean;
  /** Identifies a process of this machine and container, also after its pid was used again. Undefined if there is no such process. */
  identify(pid: number): Promise<ProcessIdentity | undefined>;
  /**
   * Lets the members of a group (a name or a gid) use a socket, or create sockets in a directory. go-plugin's
   * `UnixSocketConfig.Group`. Follows no link.
   */
  giveToGroup(path: string, group: string, kind: FileKind): Promise<void>;
}

/** What tells a process from any other. */
export interface ProcessIdentity {
  readonly pid: number;
  /** When it started, in a form that only comparison understands. */
  readonly start: string;
  /** The machine since its last start, and the container. A pid has no meaning anywhere else. */
  readonly space: string;
}

/** The platform with this name. */
export function platformOf(name: NodeJS.Platform): Platform {
  return name === 'win32' ? windows : { ...unix, ...unixKinds[name], name };
}

const groupModes = { socket: 0o660, directory: 0o770 } as const;

const privateModes = { socket: 0o600, directory: 0o700 } as const;

const setPrivate =
  (kind: FileKind) =>
  (path: string): Promise<void> =>
    chmod(path, privateModes[kind]);

const setGroup =
  (group: number, kind: FileKind) =>
  async (path: string): Promise<void> => {
    await chown(path, -1, group);
    await chmod(path, groupModes[kind]);
  };

const unix: Omit<Platform, 'name'> = {
  defaultNetwork: 'unix',
  unixSocketProblem: undefined,
  socketPathLimit: 103,
  variablesIgnoreCase: false,
  programsHaveSuffixes: false,
  programKind: 'ELF',
  filesHaveOwners: true,
  startsCopies: false,
  // Do not test for pid 1: any subreaper may adopt an orphan.
  parentGone: (parent) => process.ppid !== parent,
  terminate: (send) => send('SIGTERM'),
  kill: (send) => send('SIGKILL'),
  leaveMemoryOutOfCoreDumps: () => undefined,
  shell: '/bin/sh',
  processTable: '',
  shortFolders: ['/tmp', '/var/tmp'],
  isSafeFolder: async (path) => {
    const status = await stat(path).catch(() => undefined);
    if (status?.isDirectory() !== true) return false;
    const othersMayWrite = (status.mode & 0o022) !== 0;
    return [0, process.getuid?.()].includes(status.uid) && (!othersMayWrite || isSticky(status));
  },
  isOwn: ({ uid }) => uid === process.getuid?.(),
  makePrivate: (path, kind) => withPath(path, kind, setPrivate(kind)),
  withEntry: (path, work) => work(path),
  identify: identifyByPs,
  giveToGroup: async (path, group, kind) => withPath(path, kind, setGroup(await findGroupId(group), kind)),
};

const unixKinds: Partial<Record<NodeJS.Platform, Partial<Platform>>> = {
  linux: {
    socketPathLimit: 107,
    startsCopies: true,
    processTable: '/proc',
    leaveMemoryOutOfCoreDumps: filterCoreDumps,
    identify: identifyByProc,
    makePrivate: (path, kind) => withPinned(path, kind, setPrivate(kind)),
    withEntry,
    giveToGroup: async (path, group, kind) => withPinned(path, kind, setGroup(await findGroupId(group), kind)),
  },
  darwin: { programKind: 'Mach-O' },
};

const windows: Platform = {
  name: 'win32',
  defaultNetwork: 'tcp',
  // On Windows, Node treats a path as a named pipe. Go treats it as a unix socket.
  unixSocketProblem: 'Node has no unix sockets on Windows; let the other side use tcp',
  socketPathLimit: 103,
  variablesIgnoreCase: true,
  programsHaveSuffixes: true,
  programKind: 'PE',
  filesHaveOwners: false,
  startsCopies: false,
  // After the parent's exit, ppid does not change on Windows.
  parentGone: (parent) => !isAlive(parent),
  // On Windows, every signal is TerminateProcess, which would interrupt the plugin's own shutdown.
  terminate: () => undefined,
  kill: (send) => send('SIGKILL'),
  leaveMemoryOutOfCoreDumps: () => undefined,
  shell: undefined,
  processTable: '',
  shortFolders: [],
  isSafeFolder: () => Promise.resolve(false),
  isOwn: () => false,
  makePrivate: () => Promise.resolve(),
  withEntry: (path, work) => work(path),
  identify: () => Promise.resolve(undefined),
  giveToGroup: () => Promise.reject(new Error('Windows has no groups of unix sockets')),
};

/** The system that this process runs on. */
export const thisPlatform: Platform = platformOf(process.platform);

/** Sends a signal to a process, or with 0 only checks that it exists. Like `process.kill`. */
export type SendSignal = (pid: number, signal: NodeJS.Signals | 0) => unknown;

/** {@link SendSignal} of the operating system. */
export const sendSignal: SendSignal = (pid, signal) => process.kill(pid, signal);

/** Whether a process is alive. It is also alive if it belongs to another user, so that it cannot be signalled. */
export function isAlive(pid: number, send: SendSignal = sendSignal): boolean {
  try {
    send(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** A filter without bits is inherited over fork and exec. It holds also where a program takes the dump, which a limit of the size does not. */
function filterCoreDumps(): void {
  try {
    writeFileSync('/proc/self/coredump_filter', '0');
  } catch {
    // A container without /proc.
  }
}

/** Only its owner can rename or remove an entry of a sticky folder. */
const isSticky = ({ mode }: Stats): boolean => (mode & 0o1000) !== 0;

/** The start time is in ticks since the start of the machine. A container has its own pid namespace, and the number of that. */
async function identifyByProc(pid: number): Promise<ProcessIdentity | undefined> {
  try {
    const status = await readFile(`/proc/${pid}/stat`, 'utf8');
    // The name before the last parenthesis may contain blanks. The start time is the 22nd value.
    const start = status.slice(status.lastIndexOf(')') + 2).split(' ')[19] ?? '';
    const boot = await readFile('/proc/sys/kernel/random/boot_id', 'utf8');
    return { pid, start, space: `${boot.trim()}-${await readlink('/proc/self/ns/pid')}` };
  } catch {
    return undefined;
  }
}

async function identifyByPs(pid: number): Promise<ProcessIdentity | undefined> {
  const answer = await promisify(execFile)('ps', ['-o', 'lstart=', '-p', String(pid)]).catch(() => undefined);
  const start = answer?.stdout.trim().replace(/ +/g, '-') ?? '';
  return start === '' ? undefined : { pid, start, space: hostname() };
}

/** Whether this user may execute the file. On Windows, whether it exists. */
export async function isExecutableFile(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK);
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}

async function findGroupId(group: string): Promise<number> {
  if (/^\d+$/.test(group)) return Number(group);
  const id = parseGroupId(await readFile('/etc/group', 'utf8').catch(() => ''), group);
  return id ?? (await askNameService(group));
}

/** Finds a group in the format of group(5). */
export function parseGroupId(file: string, group: string): number | undefined {
  for (const line of file.split('\n')) {
    const [name, , id = ''] = line.split(':');
    if (name === group && /^\d+$/.test(id)) return Number(id);
  }
  return undefined;
}

/** Groups of LDAP and similar services are not in a file. */
async function askNameService(group: string): Promise<number> {
  const answer = await promisify(execFile)('getent', ['group', group]).catch(() => ({ stdout: '' }));
  const id = parseGroupId(answer.stdout, group);
  if (id === undefined) throw new Error(`there is no group ${JSON.stringify(group)}`);
  return id;
}
