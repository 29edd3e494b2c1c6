import { lstat, mkdtemp, readdir, rm, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import { thisPlatform, type Platform } from '../platform.js';
import { isHostDead, recordHost } from './host-record.js';

/** The names of the folders that hosts make, without their random ends. */
export const folderPrefixes = { sockets: 'plugin-dir', program: 'plugin-checked' } as const;

/** What a host makes a folder for. */
export interface PrivateFolderOptions {
  readonly parent: string;
  readonly kind: keyof typeof folderPrefixes;
  /** Whether it goes with this process. If so, a later host removes it should this one be unable to. */
  readonly endsWithHost: boolean;
}

/** Makes a folder with a random name that only this user can enter, whatever the umask is. */
export async function makePrivateFolder(
  { parent, kind, endsWithHost }: PrivateFolderOptions,
  platform: Platform = thisPlatform,
): Promise<string> {
  const folder = await mkdtemp(join(parent, folderPrefixes[kind]));
  try {
    await platform.makePrivate(folder, 'directory');
    if (endsWithHost) await recordHost(folder, platform);
    return folder;
  } catch (error) {
    await rmdir(folder).catch(() => undefined);
    throw error;
  }
}

const swept = new Set<string>();

/** {@link sweepFolders}, once for each parent in the life of this process. */
export async function sweepFoldersOnce(parent: string): Promise<void> {
  if (swept.has(parent)) return;
  swept.add(parent);
  await sweepFolders(parent);
}

/**
 * Removes the folders of hosts that died together with their reaper. Leaves alone what belongs to another user, to a living host, to a host of
 * another machine or container, and to a plugin that outlives its host. Never rejects.
 */
export async function sweepFolders(parent: string, platform: Platform = thisPlatform): Promise<void> {
  const names = await readdir(parent).catch(() => []);
  for (const name of names.filter(isFolderName)) {
    const folder = join(parent, name);
    const status = await lstat(folder).catch(() => undefined);
    if (status?.isDirectory() !== true || !platform.isOwn(status)) continue;
    if (await isHostDead(folder, platform)) await rm(folder, { recursive: true, force: true }).catch(() => undefined);
  }
}

const isFolderName = (name: string): boolean => Object.values(folderPrefixes).some((prefix) => name.startsWith(prefix));
