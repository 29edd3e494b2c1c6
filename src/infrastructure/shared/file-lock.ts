import { randomUUID } from 'node:crypto';
import { link, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { hasEnded, ownRecord } from './process-record.js';

/** A change takes milliseconds; a lock of this age was left by a process of which nothing is known. */
const staleMs = 10_000;
const patienceMs = 15_000;
const pauseMs = 10;

/**
 * Does `work` while no other process does any under the same lock: a file that exists meanwhile, and names the process that made it. The
 * lock of a process that has ended counts for nothing, so that a kill delays nobody. Node has no advisory locks. Where two processes find
 * the same stale lock within a millisecond, both may work at the same time.
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
    const stale = await staleRecord(path);
    if (stale !== undefined) await breakLock(path, stale);
    await delay(pauseMs * (1 + Math.random()), undefined, { signal });
  }
}

/** The lock is complete when it is there: nobody may find one that does not say whose it is. */
async function tryLock(path: string): Promise<boolean> {
  const own = `${path}.${randomUUID()}`;
  try {
    await writeFile(own, await ownRecord(), { flag: 'wx', mode: 0o600 });
    await link(own, path);
    return true;
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') return false;
    if (withoutLinks.includes(code)) return await tryExclusive(path);
    throw error;
  } finally {
    await rm(own, { force: true });
  }
}

/** What file systems without hard links answer. */
const withoutLinks: readonly string[] = ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS'];

async function tryExclusive(path: string): Promise<boolean> {
  try {
    await writeFile(path, await ownRecord(), { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** What is in a lock that counts for nothing. */
async function staleRecord(path: string): Promise<string | undefined> {
  try {
    const record = await readFile(path, 'utf8');
    const ended = await hasEnded(record);
    if (ended !== undefined) return ended ? record : undefined;
    const { mtimeMs } = await stat(path);
    return Date.now() - mtimeMs > staleMs ? record : undefined;
  } catch {
    // It was let go of meanwhile.
    return undefined;
  }
}

/** Takes a stale lock away. Another process may have done so, and hold the lock that is there now: that one is put back. */
async function breakLock(path: string, stale: string): Promise<void> {
  const aside = `${path}.${randomUUID()}`;
  try {
    await rename(path, aside);
    if ((await readFile(aside, 'utf8')) !== stale) await link(aside, path);
  } catch {
    // It is gone already.
  } finally {
    await rm(aside, { force: true });
  }
}
