import { randomUUID } from 'node:crypto';
import { readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { withLock } from './file-lock.js';
import { hasEnded, ownRecord } from './process-record.js';

// Node cannot exchange two folders in one step. So the old version of a plugin is moved aside, and the new one into its place. A process that finds
// a version aside, and nobody at work, puts things right: an install that is killed between the two steps leaves the old version.

/** The folder in a directory of plugins in which they are got ready. It holds no manifest, so it is not a plugin. */
export const stagingName = '.installing';
/** The end of the name under which the old version of a plugin is kept in there, until the new one is in its place. */
export const asideSuffix = '.old';
/** A name in there that no other install has, and that says which process installs. */
export const stagingFolderName = async (): Promise<string> =>
  `${Buffer.from(await ownRecord()).toString('base64url')}.${randomUUID()}`;

/** The file that exists while a directory is changed. */
export const installLock = (directory: string): string => join(directory, stagingName, 'lock');
/** The file that exists while a process decides what to change. It is beside the folder, so that readers do not take it for a change. */
export const decisionLock = (directory: string): string => join(directory, `${stagingName}.lock`);

/**
 * Gives what `read` finds in a directory of plugins while no plugin in it is being replaced, and puts back what an install that was killed has left
 * aside. Where it may not be written to, what is there counts.
 */
export async function readSettled<T>(directory: string, read: () => Promise<T>, signal: AbortSignal): Promise<T> {
  for (let attempt = 0; ; attempt += 1) {
    const before = await stagingState(directory);
    const found = await read();
    if (before === undefined || attempt === mostAttempts) return found;
    if (before.aside) {
      const settled = await settle(directory, signal);
      if (!settled) return read();
    } else if ((await stagingState(directory))?.changed === before.changed) return found;
  }
}

/** Replacing a plugin takes a millisecond, so that the second attempt nearly always finds all at rest. */
const mostAttempts = 20;

/** Undefined where nothing has ever been installed. */
async function stagingState(
  directory: string,
): Promise<{ readonly aside: boolean; readonly changed: bigint } | undefined> {
  const staging = join(directory, stagingName);
  try {
    const { mtimeNs } = await stat(staging, { bigint: true });
    const names = await readdir(staging);
    return { aside: names.some((name) => name.endsWith(asideSuffix)), changed: mtimeNs };
  } catch {
    return undefined;
  }
}

async function settle(directory: string, signal: AbortSignal): Promise<boolean> {
  try {
    await withLock(installLock(directory), signal, () => putRight(directory));
    return true;
  } catch {
    signal.throwIfAborted();
    return false;
  }
}

/** Ends what installs that were killed have begun. Only for who holds the lock. */
export async function putRight(directory: string): Promise<void> {
  const staging = join(directory, stagingName);
  for (const name of await readdir(staging)) {
    const path = join(staging, name);
    if (name.endsWith(asideSuffix)) await putBack(path, join(directory, name.slice(0, -asideSuffix.length)));
    // A folder that cannot be deleted must not block other installs.
    else if (await isAbandoned(path)) await rm(path, { recursive: true, force: true }).catch(() => undefined);
  }
}

/** Puts the old version of a plugin back, unless there is a new one. */
async function putBack(aside: string, place: string): Promise<void> {
  const replaced = await stat(place).then(
    () => true,
    () => false,
  );
  if (!replaced) {
    await rename(aside, place);
    return;
  }
  // Renamed first, so that no later process puts back a version that is half deleted.
  const discarded = join(dirname(aside), await stagingFolderName());
  await rename(aside, discarded);
  await rm(discarded, { recursive: true, force: true }).catch(() => undefined);
}

/** Whether something was made by a process that has ended. Where nobody knows, it is kept for a day. */
async function isAbandoned(path: string): Promise<boolean> {
  try {
    const status = await stat(path);
    const [owner = ''] = basename(path).split('.');
    const record = status.isDirectory() ? Buffer.from(owner, 'base64url').toString() : await readFile(path, 'utf8');
    return (await hasEnded(record)) ?? Date.now() - status.mtimeMs > dayMs;
  } catch {
    return false;
  }
}

const dayMs = 24 * 60 * 60 * 1_000;
