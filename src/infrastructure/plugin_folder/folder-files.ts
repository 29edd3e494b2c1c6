import type { BigIntStats } from 'node:fs';
import { lstat, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** A file, a symbolic link or a folder below another folder. */
export interface FolderFile {
  /** Relative to the folder, with slashes. */
  readonly path: string;
  readonly location: string;
  readonly status: BigIntStats;
}

/** The files with these paths. @throws the error of the file system for one that is missing */
export const filesAt = (root: string, paths: readonly string[]): Promise<readonly FolderFile[]> =>
  Promise.all(paths.map((path) => fileAt(root, path)));

/** All that is below a folder, the folders as well, in no order. */
export async function filesBelow(root: string, below = ''): Promise<readonly FolderFile[]> {
  const entries = await readdir(join(root, below), { withFileTypes: true });
  const found = await Promise.all(
    entries.map(async (entry) => {
      const path = below === '' ? entry.name : `${below}/${entry.name}`;
      const own = await fileAt(root, path);
      return entry.isDirectory() ? [own, ...(await filesBelow(root, path))] : [own];
    }),
  );
  return found.flat();
}

async function fileAt(root: string, path: string): Promise<FolderFile> {
  const location = join(root, path);
  return { path, location, status: await lstat(location, { bigint: true }) };
}

/** What a symbolic link leads to, under the name of the link. */
export const followed = async (file: FolderFile): Promise<FolderFile> => ({
  ...file,
  status: await stat(file.location, { bigint: true }),
});
