import { createHash, randomUUID } from 'node:crypto';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readGuarded } from '../shared/guarded-file.js';
import type { FolderFile } from './folder-files.js';

/** A cache of this size is not one of ours. */
const maxBytes = 16 * 1024 * 1024;
/** A file that changed so shortly before it was hashed could change again without another time. */
const settleMs = 2_000n;

/** The hashes of the files of one plugin, by what the file system says about each. */
export type KnownHashes = ReadonlyMap<string, string>;

/**
 * Keeps the hashes of files between starts. A file counts as unchanged while its number, size and times are. Its last time, that of the last
 * change of its status, cannot be set by programs.
 *
 * That holds only among files that nobody else can write to, and so does the cache itself: it is not read where somebody else could change it.
 */
export class HashCache {
  readonly #folder: string;
  readonly #now: () => number;

  /** @param folder is made when it is needed, for this user alone */
  constructor(folder: string, now: () => number = Date.now) {
    this.#folder = folder;
    this.#now = now;
  }

  /** What is known about the files of a plugin; nothing where that cannot be trusted. */
  async read(locator: string, signal: AbortSignal): Promise<KnownHashes> {
    const path = this.#pathOf(locator);
    try {
      const text = await readGuarded(path, maxBytes, signal);
      return new Map(text === undefined ? [] : (JSON.parse(text) as [string, string][]));
    } catch {
      signal.throwIfAborted();
      return new Map();
    }
  }

  /** Keeps the hashes of the files that have not just been changed. A cache that cannot be written does no harm. */
  async write(locator: string, files: readonly (FolderFile & { readonly sha256: string })[]): Promise<void> {
    const latest = (BigInt(this.#now()) - settleMs) * 1_000_000n;
    const settled = files.filter(({ status }) => status.mtimeNs < latest && status.ctimeNs < latest);
    const path = this.#pathOf(locator);
    const temporary = `${path}.${randomUUID()}`;
    try {
      await mkdir(this.#folder, { recursive: true, mode: 0o700 });
      await writeFile(temporary, JSON.stringify(settled.map((file) => [keyOf(file), file.sha256])), { mode: 0o600 });
      await rename(temporary, path);
    } catch {
      await rm(temporary, { force: true }).catch(() => undefined);
    }
  }

  #pathOf(locator: string): string {
    return join(this.#folder, `${createHash('sha256').update(locator).digest('hex').slice(0, 32)}.json`);
  }
}

/** A file, as long as it is the same. */
export const keyOf = ({ path, status: { dev, ino, size, mode, mtimeNs, ctimeNs } }: FolderFile): string =>
  `${dev}:${ino}:${size}:${mode}:${mtimeNs}:${ctimeNs}:${path}`;
