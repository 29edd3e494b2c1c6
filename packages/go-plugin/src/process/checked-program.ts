import { createHash, type Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { GoPluginError } from '../errors/go-plugin-error.js';
import { makePrivateFolder } from './private-folder.js';
import { checksumsMatch, type ChecksumRule } from './secure-config.js';

/** A program with a verified checksum. */
export interface CheckedProgram {
  /** The program to start: the original or a private copy. */
  readonly path: string;
  /** The folder of the copy; undefined for the program itself. To be removed when the plugin has ended. */
  readonly folder: string | undefined;
}

/** Read large chunks, because a plugin has tens of megabytes. */
const chunkBytes = 1024 * 1024;

/**
 * Checks a program before it is started.
 *
 * go-plugin hashes the file and then starts the file at that path, which may have changed in between. Here, the bytes
 * are copied while they are hashed, into a directory that only this user can enter, and the copy is started. Starting
 * an open file by `/proc/self/fd/N` would need no copy. But a user who may write to the file can still change it, and
 * scripts break: their interpreter gets a path that means another file in its own process or, with Node, leads back to
 * the original.
 * @param endsWithHost whether the copy goes with this process
 * @throws GoPluginError `BINARY_NOT_FOUND`, `CHECKSUM_UNREADABLE`, `CHECKSUM_MISMATCH`, `NOT_EXECUTABLE`,
 * `SPAWN_FAILED` if the copy cannot be made
 */
export async function checkProgram(path: string, rule: ChecksumRule, endsWithHost: boolean): Promise<CheckedProgram> {
  const hash = createHash(rule.algorithm);
  if (rule.inPlace) {
    await readThrough(path, hash);
    assertMatches(path, hash, rule);
    return { path, folder: undefined };
  }
  const directory = await makePrivateFolder({ parent: tmpdir(), kind: 'program', endsWithHost }).catch(
    (error: unknown) => {
      throw new GoPluginError('SPAWN_FAILED', { path }, { cause: error });
    },
  );
  try {
    const copy = join(directory, basename(path));
    await copyThrough(path, copy, hash);
    assertMatches(path, hash, rule);
    return { path: copy, folder: directory };
  } catch (error) {
    await rm(directory, { recursive: true, force: true }).catch(() => undefined);
    throw error;
  }
}

function assertMatches(path: string, hash: Hash, { expected, algorithm }: ChecksumRule): void {
  if (!checksumsMatch(expected, hash.digest())) throw new GoPluginError('CHECKSUM_MISMATCH', { path, algorithm });
}

async function readThrough(path: string, hash: Hash): Promise<void> {
  try {
    for await (const chunk of createReadStream(path, { highWaterMark: chunkBytes })) hash.update(chunk as Buffer);
  } catch (error) {
    throw unreadable(path, error);
  }
}

async function copyThrough(path: string, copyPath: string, hash: Hash): Promise<void> {
  const status = await stat(path).catch((error: unknown) => {
    throw unreadable(path, error);
  });
  // The copy is executable, but the original is not.
  if ((status.mode & 0o111) === 0)
    throw new GoPluginError('NOT_EXECUTABLE', { path, reason: 'permission denied', remedy: `Try: chmod +x ${path}` });
  const copy = await open(copyPath, 'wx', 0o500);
  const original = createReadStream(path, { highWaterMark: chunkBytes });
  try {
    await pipeline(
      original,
      async function* (chunks: AsyncIterable<Buffer>) {
        for await (const chunk of chunks) {
          hash.update(chunk);
          yield chunk;
        }
      },
      copy.createWriteStream({ highWaterMark: chunkBytes }),
    );
  } catch (error) {
    throw original.errored === null
      ? new GoPluginError('SPAWN_FAILED', { path }, { cause: error })
      : unreadable(path, error);
  } finally {
    await copy.close();
  }
}

function unreadable(path: string, cause: unknown): GoPluginError {
  const missing = cause instanceof Error && 'code' in cause && (cause.code === 'ENOENT' || cause.code === 'ENOTDIR');
  return missing
    ? new GoPluginError('BINARY_NOT_FOUND', { path }, { cause })
    : new GoPluginError('CHECKSUM_UNREADABLE', { path }, { cause });
}
