import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, type Dirent } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hostFixture } from './fixtures.js';
import { lives } from './processes.js';

const program = hostFixture('busy-host');

/** What still exists of a host's plugins. */
export interface Remains {
  /** The plugins and what they started. */
  readonly processes: number;
  /** Processes of the host's own that were to clean up. */
  readonly reapers: number;
  readonly sockets: number;
  readonly folders: number;
}

/** What happened after a host was killed. */
export interface HostDeath {
  /** How many processes there were at the kill, without the host. */
  readonly killed: number;
  /** When nothing remained, in milliseconds after the kill. Undefined if something remained until the end of the wait. */
  readonly goneAfterMs: number | undefined;
  /** What remained after 2 s. */
  readonly afterTwoSeconds: Remains;
}

/** How to run and kill a host. */
export interface HostDeathOptions {
  /** Programs with arguments, which serve Interop. */
  readonly plugins: readonly (readonly string[])[];
  /** Ends the host. Default: SIGKILL. */
  readonly signal?: NodeJS.Signals | undefined;
}

const promiseMs = 2_000;
const patienceMs = 10_000;

/** Runs a host whose plugins are all busy, kills it, and reports what remains. Afterwards nothing does. */
export async function killBusyHost({ plugins, signal = 'SIGKILL' }: HostDeathOptions): Promise<HostDeath> {
  const directory = await mkdtemp(join(tmpdir(), 'kill-'));
  const host = spawn(process.execPath, [program, JSON.stringify(plugins)], {
    env: { ...process.env, TMPDIR: directory },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(host, 'exit');
  const report = await Promise.race([firstLine(host.stdout), exited.then(() => undefined)]);
  if (report === undefined) throw new Error('the host ended before its plugins had started');
  const pids = pidsOf(report);
  const processes = [...new Set([...pids, ...processesWith(directory)])].filter((pid) => pid !== host.pid);
  const reapers = reapersOf(host.pid);
  const look = (): Remains => ({
    processes: processes.filter(lives).length,
    reapers: reapers.filter(lives).length,
    ...filesIn(directory),
  });
  try {
    host.kill(signal);
    const began = performance.now();
    await exited;
    return { killed: processes.length, ...(await watchRemains(look, began)) };
  } finally {
    for (const pid of [...processes, ...processesWith(directory)].filter(lives)) process.kill(pid, 'SIGKILL');
    await rm(directory, { recursive: true, force: true });
  }
}

async function watchRemains(look: () => Remains, began: number): Promise<Omit<HostDeath, 'killed'>> {
  const passed = (): number => performance.now() - began;
  let last = look();
  let afterTwoSeconds: Remains | undefined;
  while (total(last) > 0 && passed() < patienceMs) {
    await new Promise((resolve) => setTimeout(resolve, 10));
    last = look();
    if (passed() >= promiseMs) afterTwoSeconds ??= last;
  }
  return { goneAfterMs: total(last) > 0 ? undefined : passed(), afterTwoSeconds: afterTwoSeconds ?? last };
}

/** How many things these are. */
export const total = ({ processes, reapers, sockets, folders }: Remains): number =>
  processes + reapers + sockets + folders;

async function firstLine(stdout: NodeJS.ReadableStream): Promise<string> {
  let text = '';
  for await (const chunk of stdout) {
    text += String(chunk);
    if (text.includes('\n')) break;
  }
  return text;
}

function pidsOf(report: string): readonly number[] {
  const { plugins, grandchildren } = JSON.parse(report) as Record<'plugins' | 'grandchildren', readonly number[]>;
  return [...plugins, ...grandchildren];
}

/** The processes of this temp directory: the host, its plugins, and what they started. The reaper has no environment. */
function processesWith(directory: string): readonly number[] {
  return allPids().filter((pid) => readProcess(pid, 'environ').includes(`TMPDIR=${directory}`) && lives(pid));
}

function reapersOf(host: number | undefined): readonly number[] {
  return allPids().filter((pid) => readProcess(pid, 'cmdline').includes(`\0go-plugin-reaper\0${host}\0`));
}

const allPids = (): readonly number[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number);

function readProcess(pid: number, file: 'environ' | 'cmdline'): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'latin1');
  } catch {
    return '';
  }
}

/** The reaper may be removing them at this moment. */
function filesIn(directory: string): Pick<Remains, 'sockets' | 'folders'> {
  const folders = readdirSync(directory);
  const sockets = folders.flatMap((folder) => entriesOf(join(directory, folder)).filter((entry) => entry.isSocket()));
  return { sockets: sockets.length, folders: folders.length };
}

function entriesOf(folder: string): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}
