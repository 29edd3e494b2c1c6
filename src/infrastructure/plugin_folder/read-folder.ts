import type { Dirent } from 'node:fs';
import { createReadStream } from 'node:fs';
import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { stagingName } from '../shared/interrupted-installs.js';
import type { EntryWriter, SourceEntry } from './entry-writer.js';

/** The history of a project is not part of a plugin, and is read-only in places. The staging folder is what this install writes into: a project may contain it. */
const leftOut: readonly string[] = ['.git', stagingName];

/**
 * Reads a folder into a writer, in the order of the names.
 * @throws what the writer throws; the error of the file system for what cannot be read
 */
export async function readFolder(root: string, writer: EntryWriter, below: readonly string[] = []): Promise<void> {
  const entries = await readdir(join(root, ...below), { withFileTypes: true });
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (leftOut.includes(entry.name)) continue;
    const path = [...below, entry.name];
    const file = join(root, ...path);
    const { mode } = await lstat(file);
    const source = { path: path.join('/'), kind: kindOf(entry), executable: (mode & 0o111) !== 0 };
    await writer.write(source, () => createReadStream(file));
    if (entry.isDirectory()) await readFolder(root, writer, path);
  }
}

function kindOf(entry: Dirent): SourceEntry['kind'] {
  if (entry.isFile()) return 'file';
  if (entry.isDirectory()) return 'folder';
  return { other: entry.isSymbolicLink() ? 'a symbolic link' : 'neither a file nor a folder' };
}
