import { createHash } from 'node:crypto';
import { closeSync, constants, openSync, readSync } from 'node:fs';
import { readlink } from 'node:fs/promises';
import { setImmediate as turn } from 'node:timers/promises';
import type { FolderFile } from './folder-files.js';

/** After so many bytes, others have their turn: half a millisecond of hashing. */
const chunkBytes = 1024 * 1024;

/** Should a pipe have taken the place of a file, reading must not wait for its writer. */
const readOnly = constants.O_RDONLY | constants.O_NONBLOCK;

/**
 * Hashes files one after the other. It reads them without streams and threads, which would take four times as long for a folder of many files.
 */
export class FileHasher {
  readonly #buffer = Buffer.allocUnsafe(chunkBytes);
  readonly #signal: AbortSignal;
  #unpaused = 0;

  constructor(signal: AbortSignal) {
    this.#signal = signal;
  }

  /** Hex SHA-256 of a file. Of a symbolic link, that of a text with its target: what it leads to is a file of its own, or not part of the plugin. */
  async hash({ location, status }: FolderFile): Promise<string> {
    const hash = createHash('sha256');
    if (status.isSymbolicLink()) return hash.update(`link to ${await readlink(location)}`).digest('hex');
    if (!status.isFile()) throw new Error(`${location} is neither a file nor a folder`);
    const file = openSync(location, readOnly);
    try {
      for (let read = readSync(file, this.#buffer); read > 0; read = readSync(file, this.#buffer)) {
        hash.update(this.#buffer.subarray(0, read));
        await this.#pause(read);
      }
    } finally {
      closeSync(file);
    }
    return hash.digest('hex');
  }

  async #pause(read: number): Promise<void> {
    this.#unpaused += read;
    if (this.#unpaused < chunkBytes) return;
    this.#unpaused = 0;
    await turn();
    this.#signal.throwIfAborted();
  }
}

/** The hash of files together: what Go's `dirhash.Hash1` gives for the same names and contents. */
export function hashOfHashes(files: readonly { readonly path: string; readonly sha256: string }[]): string {
  const hash = createHash('sha256');
  const sorted = [...files].sort((a, b) => Buffer.compare(Buffer.from(a.path), Buffer.from(b.path)));
  for (const { path, sha256 } of sorted) hash.update(`${sha256}  ${path}\n`);
  return `h1:${hash.digest('base64')}`;
}
