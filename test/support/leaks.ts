import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RootHookObject } from 'mocha';

/** What a test must not leave behind. */
export interface LeakSnapshot {
  /** Child processes that live, by pid. */
  readonly children: ReadonlyMap<number, string>;
  /** Entries of the temp directory that go-plugin names so: sockets and their directories. */
  readonly files: ReadonlySet<string>;
  /** Open sockets, pipes, servers and process handles of this process, by kind. */
  readonly handles: ReadonlyMap<string, number>;
}

const watchedHandles = new Set(['ProcessWrap', 'PipeWrap', 'PipeServerWrap', 'TCPSocketWrap', 'TCPServerWrap', 'TLSWrap']);

/** What is there now. */
export function takeSnapshot(): LeakSnapshot {
  const handles = new Map<string, number>();
  for (const kind of process.getActiveResourcesInfo()) {
    if (watchedHandles.has(kind)) handles.set(kind, (handles.get(kind) ?? 0) + 1);
  }
  const files = readdirSync(tmpdir()).filter((name) => name.startsWith('plugin'));
  return { children: livingChildren(), files: new Set(files), handles };
}

/** What `after` has and `before` has not, in words. */
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

/** Closing a handle takes turns of the event loop: waits until nothing has leaked, or half a second. */
export async function findLeaks(before: LeakSnapshot): Promise<readonly string[]> {
  const deadline = Date.now() + 500;
  let leaks = describeLeaks(before, takeSnapshot());
  while (leaks.length > 0 && Date.now() < deadline) {
    await new Promise((resolve) => setTimeout(resolve, 5));
    leaks = describeLeaks(before, takeSnapshot());
  }
  return leaks;
}

/** Linux tells a process its children; elsewhere the handles have to do. */
function livingChildren(): ReadonlyMap<number, string> {
  const living = new Map<number, string>();
  for (const task of readOrNothing(() => readdirSync('/proc/self/task')) ?? []) {
    const children = readOrNothing(() => readFileSync(`/proc/self/task/${task}/children`, 'utf8')) ?? '';
    for (const pid of children.split(' ').filter((text) => text !== '').map(Number)) {
      const state = readOrNothing(() => readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\) /s, '')[0]);
      // A zombie has ended, and is about to be reaped.
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

let privateTmp: string | undefined;
let outerTmp: string | undefined;
let before: LeakSnapshot | undefined;
const found: string[] = [];

/**
 * Mocha's root hooks: all tests share a temp directory of their own, and a run in which a test left something behind fails, naming the
 * test. What a suite opens in its `before` is not held against its tests.
 */
export const mochaHooks: RootHookObject = {
  beforeAll() {
    outerTmp = process.env['TMPDIR'];
    // Short: unix socket paths are (T28).
    privateTmp = mkdtempSync(join(tmpdir(), 'awf-'));
    process.env['TMPDIR'] = privateTmp;
  },
  beforeEach() {
    before = takeSnapshot();
  },
  async afterEach() {
    if (before === undefined) return;
    const leaks = await findLeaks(before);
    const title = this.currentTest?.fullTitle() ?? 'a test';
    if (leaks.length > 0) found.push(`"${title}" left behind: ${leaks.join(', ')}`);
  },
  afterAll() {
    if (outerTmp === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = outerTmp;
    if (privateTmp !== undefined) rmSync(privateTmp, { recursive: true, force: true });
    if (found.length > 0) throw new Error(found.join('\n'));
  },
};
