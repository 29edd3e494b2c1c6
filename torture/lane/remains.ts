import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lives } from '../../packages/go-plugin/test/support/processes.js';

/** What this process has now. */
export interface Belongings {
  readonly files: readonly string[];
  readonly sockets: number;
  readonly otherDescriptors: number;
  readonly handles: ReadonlyMap<string, number>;
}

/** The promise is 2 s. The rest is for a machine with other work; what is there for longer than that stays. */
const patienceMs = 5_000;

/** Named pipes that a host keeps for its next plugins. */
const keptPipes = 8;

const watchedHandles = ['ProcessWrap', 'PipeWrap', 'PipeServerWrap', 'TCPSocketWrap', 'TCPServerWrap', 'TLSWrap'];

/** Looks at the temp folder, the descriptors and the handles of this process. */
export function belongings(): Belongings {
  const handles = new Map<string, number>();
  for (const kind of process.getActiveResourcesInfo().filter((name) => watchedHandles.includes(name)))
    handles.set(kind, (handles.get(kind) ?? 0) + 1);
  const descriptors = readdirSync('/proc/self/fd').map(targetOf);
  const sockets = descriptors.filter((target) => target.startsWith('socket:')).length;
  return {
    files: [...readdirSync(tmpdir()), ...foldersElsewhere()],
    sockets,
    otherDescriptors: descriptors.length - sockets,
    handles,
  };
}

/** Waits until nothing of an injection remains, and ends what does. @returns what remained */
export async function remainsOf(dir: string, before: Belongings): Promise<readonly string[]> {
  const deadline = performance.now() + patienceMs;
  let left = look(dir, before);
  while (left.length > 0 && performance.now() < deadline) {
    await new Promise((resolve) => setTimeout(resolve, 10));
    left = look(dir, before);
  }
  for (const pid of processesOf(dir)) process.kill(pid, 'SIGKILL');
  return left;
}

function look(dir: string, before: Belongings): readonly string[] {
  const now = belongings();
  const more = (what: string, count: number): readonly string[] => (count > 0 ? [`${count} more ${what}`] : []);
  return [
    ...processesOf(dir).map((pid) => `process ${pid}`),
    ...now.files.filter((name) => !before.files.includes(name)).map((name) => `file ${name}`),
    ...more('sockets', now.sockets - before.sockets),
    ...more('descriptors', now.otherDescriptors - before.otherDescriptors - keptPipes),
    ...[...now.handles].flatMap(([kind, count]) => more(kind, count - (before.handles.get(kind) ?? 0))),
  ];
}

/** Processes whose environment has the folder of an injection, which is in the order of its victim. */
function processesOf(dir: string): readonly number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => pid !== process.pid && environmentOf(pid).includes(dir) && lives(pid));
}

function environmentOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'latin1');
  } catch {
    return '';
  }
}

function targetOf(fd: string): string {
  try {
    return readlinkSync(`/proc/self/fd/${fd}`);
  } catch {
    return '';
  }
}

/** A host whose temp folder cannot be written to makes its folders here. A link in them names the host. */
function foldersElsewhere(): readonly string[] {
  return [process.env['XDG_RUNTIME_DIR'] ?? '', '/tmp']
    .filter((parent) => parent !== '' && parent !== tmpdir())
    .flatMap((parent) => entriesOf(parent).map((name) => join(parent, name)))
    .filter((folder) => hostOf(folder).startsWith(`${process.pid}|`));
}

function entriesOf(parent: string): readonly string[] {
  try {
    return readdirSync(parent).filter((name) => name.startsWith('plugin-'));
  } catch {
    return [];
  }
}

function hostOf(folder: string): string {
  try {
    return readlinkSync(join(folder, 'host'));
  } catch {
    return '';
  }
}
