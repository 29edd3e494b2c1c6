import { open, rm, stat } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';

/** A change takes milliseconds; a lock of this age was left by a process that has been killed. */
const staleMs = 10_000;
const patienceMs = 15_000;
const pauseMs = 10;

/**
 * Does `work` while no other process does any under the same lock: a file that exists meanwhile. Node has no advisory locks, so this one
 * holds among processes that run: one that was stopped for longer than a lock may age, or two that find the same stale lock within
 * milliseconds, may work at the same time as another.
 * @throws Error when the file cannot be made, when others do not let go of it, or when the signal is aborted before they have
 */
export async function withLock<T>(path: string, signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  await acquire(path, signal);
  try {
    return await work();
  } finally {
    await rm(path, { force: true });
  }
}

async function acquire(path: string, signal: AbortSignal): Promise<void> {
  for (const begin = performance.now(); !(await tryLock(path));) {
    if (performance.now() - begin > patienceMs) throw new Error(`another process holds ${path}`);
    if (await isStale(path)) await rm(path, { force: true });
    await delay(pauseMs * (1 + Math.random()), undefined, { signal });
  }
}

async function tryLock(path: string): Promise<boolean> {
  try {
    await (await open(path, 'wx', 0o600)).close();
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

const isStale = (path: string): Promise<boolean> =>
  stat(path).then(
    ({ mtimeMs }) => Date.now() - mtimeMs > staleMs,
    () => false,
  );
