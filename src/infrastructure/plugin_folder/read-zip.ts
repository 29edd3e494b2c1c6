import { crc32 } from 'node:zlib';
import { openPromise, type Entry, type ZipFile } from 'yauzl';
import type { EntryWriter, SourceEntry } from './entry-writer.js';

/** The high byte of `versionMadeBy` where the attributes are those of Unix. */
const unix = 3;
const fileKind = 0o170000;
const regularFile = 0o100000;
const folder = 0o040000;

/**
 * Reads a zip file into a writer, in the order of its directory.
 * @throws what the writer throws; Error for a file that is damaged or encrypted
 */
export async function readZip(path: string, writer: EntryWriter): Promise<void> {
  // Sizes are checked by yauzl while it unpacks, and names that lead elsewhere are refused. The rules do so again.
  const zip = await openPromise(path, { autoClose: false, strictFileNames: true });
  try {
    for await (const entry of zip.eachEntry()) await writer.write(sourceEntry(entry), () => checked(zip, entry));
  } finally {
    zip.close();
  }
}

function sourceEntry(entry: Entry): SourceEntry {
  const mode = entry.versionMadeBy >> 8 === unix ? entry.externalFileAttributes >>> 16 : 0;
  return {
    path: entry.fileName,
    size: entry.uncompressedSize,
    kind: kindOf(entry.fileName, mode & fileKind),
    executable: (mode & 0o111) !== 0,
  };
}

function kindOf(name: string, kind: number): SourceEntry['kind'] {
  const isFolder = name.endsWith('/');
  if (kind === 0 || kind === (isFolder ? folder : regularFile)) return isFolder ? 'folder' : 'file';
  return { other: kind === 0o120000 ? 'a symbolic link' : 'neither a file nor a folder' };
}

/** yauzl does not look at the checksum of an entry. */
async function* checked(zip: ZipFile, entry: Entry): AsyncGenerator<Uint8Array> {
  if (entry.isEncrypted()) throw new Error(`${entry.fileName} is encrypted`);
  const stream = await zip.openReadStreamPromise(entry);
  let sum = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    sum = crc32(chunk, sum);
    yield chunk;
  }
  if (sum !== entry.crc32) throw new Error(`${entry.fileName} is damaged: its checksum is wrong`);
}
