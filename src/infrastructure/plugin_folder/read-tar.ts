import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import { Parser, type ReadEntry } from 'tar';
import { archiveLimits } from '../../domain/plugin/archive-rules.js';
import type { EntryWriter, SourceEntry } from './entry-writer.js';

const files: readonly string[] = ['File', 'OldFile', 'ContiguousFile'];
const kinds: Readonly<Record<string, string>> = {
  SymbolicLink: 'a symbolic link',
  Link: 'a hard link',
  FIFO: 'a pipe',
  CharacterDevice: 'a device',
  BlockDevice: 'a device',
};

/** Bytes of headers and padding: each entry has a header, and an extended one if its name is long. */
const mostOverhead = archiveLimits.entries * 2_560;

/** What may follow the end of an archive: tar fills its last record, which has 10 KiB unless somebody asks for more. */
const mostPadding = 2 ** 20;

/**
 * Reads a compressed tar file into a writer.
 *
 * The parser is used without the part that writes files. That part warns of many dangerous entries and goes on, and counts no bytes. It is
 * given one piece at a time, and hands over all that is in it before it returns: so nothing piles up.
 * @throws what the writer throws; Error for a file that is damaged
 */
export async function readTar(path: string, writer: EntryWriter, signal: AbortSignal): Promise<void> {
  const steps: (() => Promise<void>)[] = [];
  let overhead = 0;
  let padding: number | undefined;
  const fail = (error: Error): unknown => steps.push(() => Promise.reject(error));
  const onReadEntry = (entry: ReadEntry): void => {
    steps.push(() => writer.begin(sourceEntry(entry)));
    entry.on('data', (chunk: Buffer) => {
      overhead -= chunk.length;
      steps.push(() => writer.append(chunk));
    });
    entry.on('end', () => steps.push(() => writer.finish()));
  };
  const parser = new Parser({ strict: true, onReadEntry });
  parser.on('error', fail);
  // Entries of an unknown kind, and names of a megabyte.
  parser.on('ignoredEntry', ({ path: name, type }: ReadEntry) =>
    fail(new Error(`${name} is of the kind ${type}; a plugin holds files and folders only`)),
  );
  parser.once('eof', () => (padding = 0));
  for await (const chunk of compressedOnce(gunzipped(path, signal))) {
    if (padding !== undefined) {
      // The parser would keep all of it. The file is still read to its end, where gzip has a checksum.
      padding += chunk.length;
      if (padding > mostPadding) throw new Error(`it has more than ${mostPadding} bytes after its end`);
      continue;
    }
    overhead += chunk.length;
    parser.write(chunk);
    if (overhead > mostOverhead) throw new Error(`it has more than ${mostOverhead} bytes of headers`);
    for (const step of steps.splice(0)) await step();
  }
  parser.end();
  for (const step of steps.splice(0)) await step();
}

/** The first bytes of gzip and zstd. The parser of tar unpacks both by itself, and counts no bytes. */
const compressed: readonly string[] = ['1f8b', '28b52ffd'];
const longestMark = 4;

/** Passes the bytes on, unless they are compressed again. */
async function* compressedOnce(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let head: Buffer | undefined = Buffer.alloc(0);
  for await (const chunk of chunks) {
    if (head === undefined) {
      yield chunk;
      continue;
    }
    head = Buffer.concat([head, chunk]);
    if (head.length < longestMark) continue;
    const mark = head.toString('hex', 0, longestMark);
    if (compressed.some((start) => mark.startsWith(start))) throw new Error('it is compressed twice');
    yield head;
    head = undefined;
  }
  if (head !== undefined) yield head;
}

/** Node's pipeline() rejects before a function at its end has stopped working. */
async function* gunzipped(path: string, signal: AbortSignal): AsyncGenerator<Buffer> {
  const file = createReadStream(path, { signal });
  const gunzip = createGunzip();
  file.on('error', (error) => gunzip.destroy(error));
  try {
    yield* file.pipe(gunzip) as AsyncIterable<Buffer>;
  } finally {
    file.destroy();
    gunzip.destroy();
  }
}

const sourceEntry = ({ path, type, mode = 0, size }: ReadEntry): SourceEntry => ({
  path,
  size,
  kind: files.includes(type)
    ? 'file'
    : type === 'Directory'
      ? 'folder'
      : { other: kinds[type] ?? `of the kind ${type}` },
  executable: (mode & 0o111) !== 0,
});
