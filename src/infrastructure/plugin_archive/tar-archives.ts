import { createHash, randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { copyFile, open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { constants, createGzip } from 'node:zlib';
import { withinLimits } from 'plugin-async';
import { AwfError } from '../../domain/errors/awf-error.js';
import type { ArchiveHash } from '../../domain/plugin/archive-hash.js';
import { checksumFileName } from '../../domain/plugin/archive-name.js';
import { formatChecksums, parseChecksums } from '../../domain/plugin/checksum-file.js';
import type { Platform } from '../../domain/plugin/platform.js';
import type { CallOptions } from '../../ports/call-options.js';
import type { ArchiveRequest, PluginArchives, WrittenArchive } from '../../ports/plugin-archives.js';
import { withLock } from '../shared/file-lock.js';
import { makeDirectory } from '../shared/make-directory.js';
import { readErrorOf } from '../shared/read-text-file.js';
import { storageLimits } from '../shared/storage-limits.js';
import { distinct, headerBytes, platformsOf } from './program-platforms.js';
import { entriesOf, tarBytes, type PackedEntry } from './tar-stream.js';
import { writing } from '../shared/writing.js';

/** The tenth byte of a gzip file names the system that made it. 255 is "unknown": the file is the same everywhere. */
const systemByte = 9;
const unknownSystem = 255;

/** Writes plugins in folders to `.tar.gz` files. */
export class TarArchives implements PluginArchives {
  platformsOf(locator: string, options: CallOptions = {}): Promise<readonly Platform[]> {
    return withinLimits(options, storageLimits(basename(locator), 'pack', locator), async (signal) => {
      const platforms: Platform[] = [];
      for (const { location, kind } of await entriesIn(locator)) {
        signal.throwIfAborted();
        if (kind === 'File') platforms.push(...platformsOf(await headOf(location)));
      }
      return distinct(platforms);
    });
  }

  write({ locator, names, directory }: ArchiveRequest, options: CallOptions = {}): Promise<readonly WrittenArchive[]> {
    const folder = resolve(directory);
    return withinLimits(options, storageLimits(basename(locator), 'pack', folder), async (signal) => {
      const entries = await entriesIn(locator);
      await writing(folder, () => makeDirectory(folder, 0o755));
      const temporary = names.map((name) => join(folder, `.${name}.${randomUUID()}`));
      try {
        const { sha256, bytes } = await writeAll(entries, temporary, signal);
        const written = names.map((name) => ({ path: join(folder, name), sha256, bytes }));
        const finish = (): Promise<void> => putInPlace(folder, temporary, written);
        await writing(folder, () => withLock(join(folder, '.packing'), signal, finish));
        return written;
      } finally {
        await Promise.all(temporary.map((path) => rm(path, { force: true }).catch(() => undefined)));
      }
    });
  }
}

async function entriesIn(locator: string): Promise<readonly PackedEntry[]> {
  return entriesOf(locator).catch((cause: unknown) => {
    throw readErrorOf(locator, cause);
  });
}

async function headOf(path: string): Promise<Buffer> {
  try {
    await using file = await open(path);
    const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(headerBytes) });
    return buffer.subarray(0, bytesRead);
  } catch (cause) {
    throw readErrorOf(path, cause);
  }
}

/** Writes one archive, and copies of it. */
async function writeAll(
  entries: readonly PackedEntry[],
  [first = '', ...others]: readonly string[],
  signal: AbortSignal,
): Promise<Pick<WrittenArchive, 'sha256' | 'bytes'>> {
  const hash = createHash('sha256');
  let bytes = 0;
  const zip = createGzip({ level: constants.Z_BEST_COMPRESSION });
  const observe = async function* (chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    for await (const chunk of chunks) {
      if (bytes <= systemByte && bytes + chunk.length > systemByte) chunk.writeUInt8(unknownSystem, systemByte - bytes);
      bytes += chunk.length;
      hash.update(chunk);
      yield chunk;
    }
  };
  await writing(first, () =>
    pipeline(tarBytes(entries), zip, observe, createWriteStream(first, { flags: 'wx', mode: 0o644 }), { signal }),
  ).catch((error: unknown) => {
    signal.throwIfAborted();
    throw error;
  });
  for (const other of others) {
    signal.throwIfAborted();
    await writing(other, () => copyFile(first, other));
  }
  return { sha256: hash.digest('hex'), bytes };
}

/** The checksum file is last: it never names an archive that is not there. */
async function putInPlace(
  folder: string,
  temporary: readonly string[],
  written: readonly WrittenArchive[],
): Promise<void> {
  const list = join(folder, checksumFileName);
  const kept = await checksumsIn(list);
  for (const [index, { path }] of written.entries()) await rename(temporary[index] ?? '', path);
  const own = written.map(({ path, sha256: hex }) => [basename(path), { algorithm: 'sha256', hex }] as const);
  const next = `${list}.${randomUUID()}`;
  try {
    await writeFile(next, formatChecksums(new Map([...kept, ...own])), { mode: 0o644 });
    await rename(next, list);
  } finally {
    await rm(next, { force: true });
  }
}

/** The checksums of archives that were packed before, and are still there. @throws AwfError `SYSTEM.IO.WRITE_FAILED` for a file that contradicts itself */
async function checksumsIn(list: string): Promise<readonly (readonly [string, ArchiveHash])[]> {
  const text = await readFile(list, 'utf8').catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw error;
  });
  const parsed = parseChecksums(text);
  if (!parsed.ok)
    throw new AwfError('SYSTEM.IO.WRITE_FAILED', {
      path: list,
      problem: `is wrong in line ${parsed.line}: ${parsed.problem}`,
    });
  const isThere = await Promise.all(
    [...parsed.hashes.keys()].map((name) => isFile(join(dirname(list), basename(name)))),
  );
  return [...parsed.hashes].filter((_, index) => isThere[index]);
}

const isFile = (path: string): Promise<boolean> =>
  stat(path).then(
    (status) => status.isFile(),
    () => false,
  );
