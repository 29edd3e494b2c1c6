import { execFile } from 'node:child_process';
import { constants } from 'node:fs';
import { access, chmod, chown, readFile, stat } from 'node:fs/promises';
import { promisify } from 'node:util';

/**
 * All in which go-plugin differs between operating systems, and every call that only some of them have. No other file of go_plugin asks
 * which system it runs on; it is given one of these.
 */
export interface Platform {
  readonly name: NodeJS.Platform;
  /** Where plugins and brokered servers listen unless they are told otherwise. */
  readonly defaultNetwork: 'unix' | 'tcp';
  /** Why unix sockets cannot be used; undefined where they can. */
  readonly unixSocketProblem: string | undefined;
  /**
   * Bytes that a unix socket path may have, the terminating zero of `sockaddr_un` not counted. libuv in Node 20 cuts a longer one off
   * and listens somewhere else without a word (T28).
   */
  readonly socketPathLimit: number;
  /** Whether PATH and Path are one variable. */
  readonly variablesIgnoreCase: boolean;
  /** Whether a bare command may stand for a file with a suffix, such as .exe; finding it is then left to the system. */
  readonly programsHaveSuffixes: boolean;
  /** The kind of binary that it starts. */
  readonly programKind: 'ELF' | 'Mach-O' | 'PE';
  readonly filesHaveOwners: boolean;
  /** Whether a copy of a program that was checked may be started in the program's place. */
  readonly startsCopies: boolean;
  /** Whether the process that started this one, which was `parent` then, has ended. */
  parentGone(parent: number): boolean;
  /** Asks a process to end, by a signal that `send` sends; does nothing where there is no such signal. */
  terminate(send: (signal: NodeJS.Signals) => unknown): void;
  /** Ends a process by force. */
  kill(send: (signal: NodeJS.Signals) => unknown): void;
  /**
   * A program that reads stdin, and unless it gets a line before the end, kills the process and removes the folders; undefined where there is
   * none.
   */
  watcher(pid: number, folders: readonly string[]): readonly [string, ...string[]] | undefined;
  /** Lets the members of a group, a name or a gid, use a socket, or make sockets in a directory; go-plugin's `UnixSocketConfig.Group`. */
  giveToGroup(path: string, group: string, kind: 'socket' | 'directory'): Promise<void>;
}

/** What holds on a system of this name. */
export function platformOf(name: NodeJS.Platform): Platform {
  return name === 'win32' ? windows : { ...unix, ...unixKinds[name], name };
}

const groupModes = { socket: 0o660, directory: 0o770 } as const;

const watcherScript = 'read -r line || { kill -KILL "$1"; shift; rm -rf -- "$@"; }';

const unix: Omit<Platform, 'name'> = {
  defaultNetwork: 'unix',
  unixSocketProblem: undefined,
  socketPathLimit: 103,
  variablesIgnoreCase: false,
  programsHaveSuffixes: false,
  programKind: 'ELF',
  filesHaveOwners: true,
  startsCopies: false,
  // Not "is it 1": an orphan may be adopted by any subreaper (T20).
  parentGone: (parent) => process.ppid !== parent,
  terminate: (send) => send('SIGTERM'),
  kill: (send) => send('SIGKILL'),
  watcher: (pid, folders) => ['/bin/sh', '-c', watcherScript, 'sh', String(pid), ...folders],
  giveToGroup: async (path, group, kind) => {
    await chown(path, -1, await findGroupId(group));
    await chmod(path, groupModes[kind]);
  },
};

const unixKinds: Partial<Record<NodeJS.Platform, Partial<Platform>>> = {
  linux: { socketPathLimit: 107, startsCopies: true },
  darwin: { programKind: 'Mach-O' },
};

const windows: Platform = {
  name: 'win32',
  defaultNetwork: 'tcp',
  // A path means a named pipe to Node there, whatever Go takes it for (T38).
  unixSocketProblem: 'Node has no unix sockets on Windows; let the other side use tcp',
  socketPathLimit: 103,
  variablesIgnoreCase: true,
  programsHaveSuffixes: true,
  programKind: 'PE',
  filesHaveOwners: false,
  startsCopies: false,
  // The number of a parent that has ended stays.
  parentGone: (parent) => !isAlive(parent),
  // Every signal is TerminateProcess there: to ask with one would cut the plugin's own shutdown off.
  terminate: () => undefined,
  kill: (send) => send('SIGKILL'),
  watcher: () => undefined,
  giveToGroup: () => Promise.reject(new Error('Windows has no groups of unix sockets')),
};

/** The system that this process runs on. */
export const thisPlatform: Platform = platformOf(process.platform);

/** Sends a signal to a process, or with 0 only looks whether it is there; as `process.kill`. */
export type SendSignal = (pid: number, signal: NodeJS.Signals | 0) => unknown;

/** {@link SendSignal} by the operating system. */
export const sendSignal: SendSignal = (pid, signal) => process.kill(pid, signal);

/** A process of another user, which may not be sent signals, is alive as well. */
export function isAlive(pid: number, send: SendSignal = sendSignal): boolean {
  try {
    send(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** Whether this user may start the file; on Windows, whether it is there. */
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

/** Groups of LDAP and the like stand in no file. */
async function askNameService(group: string): Promise<number> {
  const answer = await promisify(execFile)('getent', ['group', group]).catch(() => ({ stdout: '' }));
  const id = parseGroupId(answer.stdout, group);
  if (id === undefined) throw new Error(`there is no group ${JSON.stringify(group)}`);
  return id;
}
