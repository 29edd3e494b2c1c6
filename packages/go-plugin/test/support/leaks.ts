import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Context, RootHookObject } from 'mocha';

/** The resources that a test must not leave behind. */
export interface LeakSnapshot {
  /** Running child processes, by pid. */
  readonly children: ReadonlyMap<number, string>;
  /** Entries of the temp directory with go-plugin's names: sockets and their directories. */
  readonly files: ReadonlySet<string>;
  /** Open sockets, pipes, servers and process handles of this process, by kind. */
  readonly handles: ReadonlyMap<string, number>;
}

const watchedHandles = new Set([
  'ProcessWrap',
  'PipeWrap',
  'PipeServerWrap',
  'TCPSocketWrap',
  'TCPServerWrap',
  'TLSWrap',
]);

/** The resources that exist now. */
export function takeSnapshot(): LeakSnapshot {
  const handles = new Map<string, number>();
  for (const kind of process.getActiveResourcesInfo()) {
    if (watchedHandles.has(kind)) handles.set(kind, (handles.get(kind) ?? 0) + 1);
  }
  const files = readdirSync(tmpdir()).filter((name) => name.startsWith('plugin'));
  return { children: livingChildren(), files: new Set(files), handles };
}

/** The resources of `after` that are not in `before`, as text. */
export function describeLeaks(before: LeakSnapshot, after: LeakSnapshot): readonly string[] {
  const children = [...after.children].filter(([pid]) => !before.children.has(pid));
  const files = [...after.files].filter((name) => !before.files.has(name));
  const handles = [...after.handles].filter(([kind, count]) => count > (before.handles.get(kind) ?? 0));
  return [
    ...children.map(([pid, command]) => `process ${pid}: ${command}`),
    ...files.map((name) => `temp file ${name}`),
    ...handles.map(([kind, count]) => `${count - (before.handles.get(kind) ?? 0)} more ${kind}`),
  ];
}

/** The longest wait. Only a real leak takes this long; other resources disappear soon. */
const longestPatienceMs = 10_000;

/**
 * Waits until nothing has leaked, or until the longest wait is over, because closing a handle takes turns of the event
 * loop.
 */
export async function findLeaks(before: LeakSnapshot, patienceMs = longestPatienceMs): Promise<readonly string[]> {
  return lastingLeaks(() => describeLeaks(before, takeSnapshot()), patienceMs);
}

async function lastingLeaks(look: () => readonly string[], patienceMs: number): Promise<readonly string[]> {
  const deadline = Date.now() + patienceMs;
  let leaks = look();
  while (leaks.length > 0 && Date.now() < deadline) {
    await new Promise((resolve) => setTimeout(resolve, 5));
    leaks = look();
  }
  return leaks;
}

/** Linux lists the children of a process. On other systems, the handles must be enough. */
function livingChildren(): ReadonlyMap<number, string> {
  const living = new Map<number, string>();
  for (const task of readOrNothing(() => readdirSync('/proc/self/task')) ?? []) {
    const children = readOrNothing(() => readFileSync(`/proc/self/task/${task}/children`, 'utf8')) ?? '';
    for (const pid of children
      .split(' ')
      .filter((text) => text !== '')
      .map(Number)) {
      const state = readOrNothing(() => readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\) /s, '')[0]);
      // A zombie has exited and will be reaped soon.
      if (state !== undefined && state !== 'Z') living.set(pid, commandOf(pid));
    }
  }
  return living;
}

function commandOf(pid: number): string {
  return readOrNothing(() => readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim()) ?? 'unknown';
}

function readOrNothing<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

/** Resources that a test opened and did not close. Its suite may still close them. */
interface Suspicion {
  readonly title: string;
  readonly suite: string;
  readonly opened: LeakSnapshot;
}

const nothing: LeakSnapshot = { children: new Map(), files: new Set(), handles: new Map() };
const found: string[] = [];
let suspicions: readonly Suspicion[] = [];
let atStart = nothing;
let beforeTest = nothing;

function suspect(title: string, suite: string): void {
  const now = takeSnapshot();
  const children = new Map([...now.children].filter(([pid]) => !beforeTest.children.has(pid)));
  const files = new Set([...now.files].filter((name) => !beforeTest.files.has(name)));
  if (children.size + files.size > 0) {
    suspicions = [...suspicions, { title, suite, opened: { children, files, handles: new Map() } }];
  }
}

/** The suite's own hooks have run, so the remaining suspects have leaked. */
async function confirm(): Promise<void> {
  const suspected = suspicions;
  suspicions = [];
  for (const { title, opened } of suspected) {
    const look = (): readonly string[] => {
      const now = takeSnapshot();
      const children = new Map([...opened.children].filter(([pid]) => now.children.has(pid)));
      const files = new Set([...opened.files].filter((name) => now.files.has(name)));
      return describeLeaks(nothing, { children, files, handles: new Map() });
    };
    const leaks = await lastingLeaks(look, longestPatienceMs);
    if (leaks.length > 0) found.push(`"${title}" left behind: ${leaks.join(', ')}`);
  }
}

/**
 * All tests of a process share one temp directory, because a plugin asks only once where it is. Its name is short, because
 * unix socket paths have at most about 100 bytes.
 */
const privateTmp = mkdtempSync(join(tmpdir(), 'awf-'));
process.env['TMPDIR'] = privateTmp;
process.once('exit', () => rmSync(privateTmp, { recursive: true, force: true }));

/**
 * Mocha's root hooks, which run once for each file where files run in parallel. A run that leaves something behind fails. A process or
 * file that outlives its outermost suite counts against the test that left it. Handles have no name, so they count at
 * the end of the run.
 */
export const mochaHooks: RootHookObject = {
  beforeAll() {
    atStart = takeSnapshot();
  },
  async beforeEach(this: Context) {
    if (suspicions.length > 0 && suspicions[0]?.suite !== outermostSuite(this)) await confirm();
    beforeTest = takeSnapshot();
  },
  afterEach(this: Context) {
    suspect(this.currentTest?.fullTitle() ?? 'a test', outermostSuite(this));
  },
  async afterAll() {
    await confirm();
    found.push(...(await findLeaks(atStart)).map((leak) => `the run left behind: ${leak}`));
    if (found.length > 0) throw new Error(found.join('\n'));
  },
};

const outermostSuite = (context: Context): string => context.currentTest?.titlePath()[0] ?? '';
