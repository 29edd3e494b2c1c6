import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Header, Pax, type HeaderData } from 'tar';

/** A file or a folder of a plugin. */
export interface PackedEntry {
  /** With slashes. Ends with one for a folder. */
  readonly path: string;
  readonly location: string;
  readonly kind: 'File' | 'Directory';
  readonly size: number;
  readonly executable: boolean;
}

const block = 512;
/** Two empty blocks end the file. */
const end = Buffer.alloc(2 * block);

/** All that is in a folder, in the order of the paths, which is the same on every system. */
export async function entriesOf(root: string): Promise<readonly PackedEntry[]> {
  const found = await below(root, '');
  return [...found].sort((a, b) => (a.path < b.path ? -1 : 1));
}

async function below(root: string, path: string): Promise<readonly PackedEntry[]> {
  const entries = await readdir(join(root, path), { withFileTypes: true });
  const found = await Promise.all(entries.map((entry) => entryAt(root, `${path}${entry.name}`, entry.isDirectory())));
  return found.flat();
}

async function entryAt(root: string, path: string, isFolder: boolean): Promise<readonly PackedEntry[]> {
  const location = join(root, path);
  if (isFolder) {
    const folder = { path: `${path}/`, location, kind: 'Directory', size: 0, executable: true } as const;
    return [folder, ...(await below(root, folder.path))];
  }
  const { size, mode } = await stat(location);
  return [{ path, location, kind: 'File', size, executable: (mode & 0o111) !== 0 }];
}

/**
 * The bytes of a tar file. Nothing of the moment, the machine or the user is in it: no times, no owners, two modes.
 * @throws the error of the file system; Error for a file that changes while it is read
 */
export async function* tarBytes(entries: readonly PackedEntry[]): AsyncGenerator<Buffer> {
  for (const entry of entries) {
    yield headerOf(entry);
    if (entry.kind === 'File') yield* contentOf(entry);
  }
  yield end;
}

/** The version of tar that is used would write the time of the moment without `mtime`. */
function headerOf({ path, kind, size, executable }: PackedEntry): Buffer {
  const data: HeaderData = { path, type: kind, size, mode: executable ? 0o755 : 0o644, mtime: new Date(0) };
  const header = Buffer.alloc(block);
  const needsMore = new Header({ ...data, uid: 0, gid: 0 }).encode(header);
  return needsMore ? Buffer.concat([new Pax({ path, size }).encode(), header]) : header;
}

async function* contentOf({ location, size }: PackedEntry): AsyncGenerator<Buffer> {
  let read = 0;
  for await (const chunk of createReadStream(location) as AsyncIterable<Buffer>) {
    read += chunk.length;
    yield chunk;
  }
  if (read !== size) throw new Error(`${location} has changed while it was packed`);
  if (size % block !== 0) yield Buffer.alloc(block - (size % block));
}
