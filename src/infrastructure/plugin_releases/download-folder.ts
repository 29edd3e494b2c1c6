import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, readdir, rename, rm, stat, utimes, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { AwfError } from '../../domain/errors/awf-error.js';
import { hashAlgorithms, type ArchiveHash } from '../../domain/plugin/archive-hash.js';
import { exposureOf } from '../shared/exposure.js';
import { makeDirectory } from '../shared/make-directory.js';
import { hasEnded, ownRecord } from '../shared/process-record.js';
import { renameIfThere, writing } from '../shared/writing.js';

/** What is kept, all archives together. The one that was used last stays in any case. */
const mostBytes = 1024 ** 3;

/** An archive that was downloaded. */
export interface KeptArchive {
  readonly path: string;
  readonly size: number;
}

/**
 * The archives that this user has downloaded, named after their hashes, and the parts of those that broke off. A part belongs to one process. One
 * that was let go of, or whose process has ended, is taken by the next process that wants the same archive.
 */
export class DownloadFolder {
  readonly #folder: string;
  readonly #parts: string;

  /** @param folder is made when it is needed, for this user alone */
  constructor(folder: string) {
    this.#folder = folder;
    this.#parts = join(folder, 'parts');
  }

  /** The archive with this hash, if it is here. It must be hashed again before it is used. */
  async find(hash: ArchiveHash): Promise<KeptArchive | undefined> {
    const path = this.#pathOf(hash);
    try {
      const { size } = await stat(path);
      const now = new Date();
      await utimes(path, now, now);
      return { path, size };
    } catch {
      return undefined;
    }
  }

  /** Removes an archive that is not what its name says. */
  async discard(hash: ArchiveHash): Promise<void> {
    await rm(this.#pathOf(hash), { force: true });
  }

  /** Begins an archive, or goes on with a part of it. */
  async begin(hash: ArchiveHash): Promise<PartialArchive> {
    return storing(this.#folder, async () => {
      await makeDirectory(this.#parts, 0o700);
      const exposed = await exposureOf(this.#parts);
      if (exposed !== undefined) throw notSafe(exposed.path, exposed.problem);
      const owner = Buffer.from(await ownRecord()).toString('base64url');
      const path = join(this.#parts, `${partOf(hash)}.${owner}.${randomUUID()}`);
      for (const part of await this.#abandoned(hash)) if (await renameIfThere(part, path)) break;
      const file = await open(path, 'a', 0o600);
      const { size } = await file.stat();
      const free = join(this.#parts, `${partOf(hash)}.part`);
      return new PartialArchive(file, size, { own: path, free, done: this.#pathOf(hash) }, () => this.#prune());
    });
  }

  /** Parts of an archive that nobody works on. Those of other archives are removed, if they are old. */
  async #abandoned(hash: ArchiveHash): Promise<readonly string[]> {
    const found: string[] = [];
    for (const name of await readdir(this.#parts)) {
      const [of = '', owner = ''] = name.split('.');
      const record = owner === 'part' ? undefined : Buffer.from(owner, 'base64url').toString();
      if (record !== undefined && (await hasEnded(record)) !== true) continue;
      const path = join(this.#parts, name);
      if (of === partOf(hash)) found.push(path);
      else if (await isOld(path)) await rm(path, { force: true });
    }
    return found;
  }

  async #prune(): Promise<void> {
    const archives = await Promise.all(
      (await readdir(this.#folder, { withFileTypes: true }))
        .filter((entry) => entry.isFile())
        .map(async ({ name }) => ({ name, ...(await statOf(join(this.#folder, name))) })),
    );
    let kept = 0;
    for (const { name, size, mtimeMs } of archives.sort((a, b) => b.mtimeMs - a.mtimeMs)) {
      const isLast = kept === 0;
      kept += size;
      if (!isLast && kept > mostBytes && Date.now() - mtimeMs > hourMs)
        await rm(join(this.#folder, name), { force: true });
    }
  }

  #pathOf(hash: ArchiveHash): string {
    return join(this.#folder, nameOf(hash));
  }
}

/** The names that a part has: while it is worked on, when it is let go of, and when it is complete. */
interface PartPaths {
  readonly own: string;
  readonly free: string;
  readonly done: string;
}

/** An archive that is not complete. Disposing removes it, unless it was completed or is kept. */
export class PartialArchive implements AsyncDisposable {
  readonly #file: FileHandle;
  readonly #paths: PartPaths;
  readonly #completed: () => Promise<void>;
  #size: number;
  #isKept = false;

  constructor(file: FileHandle, size: number, paths: PartPaths, completed: () => Promise<void>) {
    this.#file = file;
    this.#size = size;
    this.#paths = paths;
    this.#completed = completed;
  }

  /** Bytes that are there. */
  get size(): number {
    return this.#size;
  }

  /** Adds what comes next. */
  async append(chunk: Uint8Array): Promise<void> {
    await storing(this.#paths.own, () => this.#file.writeFile(chunk));
    this.#size += chunk.length;
  }

  /** Begins again. */
  async restart(): Promise<void> {
    await storing(this.#paths.own, () => this.#file.truncate(0));
    this.#size = 0;
  }

  /** Keeps what is there for a later download. */
  keep(): void {
    this.#isKept = this.#size > 0;
  }

  /** What it hashes to. */
  hashes(): Promise<readonly ArchiveHash[]> {
    return hashesOf(this.#paths.own);
  }

  /** Makes it an archive that is found. */
  async complete(): Promise<KeptArchive> {
    const { own, done } = this.#paths;
    await storing(done, async () => {
      await this.#file.sync();
      await rename(own, done);
    });
    await this.#completed().catch(() => undefined);
    return { path: done, size: this.#size };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const { own, free } = this.#paths;
    await this.#file.close().catch(() => undefined);
    if (this.#isKept && (await renameIfThere(own, free).catch(() => false))) return;
    await rm(own, { force: true }).catch(() => undefined);
  }
}

/** What a file hashes to, by every algorithm. */
export async function hashesOf(path: string): Promise<readonly ArchiveHash[]> {
  const running = hashAlgorithms.map((algorithm) => ({ algorithm, hash: createHash(algorithm) }));
  for await (const chunk of createReadStream(path, { highWaterMark: 1024 ** 2 }) as AsyncIterable<Buffer>)
    for (const { hash } of running) hash.update(chunk);
  return running.map(({ algorithm, hash }) => ({ algorithm, hex: hash.digest('hex') }));
}

const nameOf = ({ algorithm, hex }: ArchiveHash): string => `${algorithm}-${hex}`;
/** Names of files have limits. A part of another archive would only be a download that begins again. */
const partOf = ({ hex }: ArchiveHash): string => hex.slice(0, 32);
const hourMs = 60 * 60 * 1_000;

const statOf = async (path: string): Promise<{ readonly size: number; readonly mtimeMs: number }> =>
  stat(path).catch(() => ({ size: 0, mtimeMs: Date.now() }));

async function isOld(path: string): Promise<boolean> {
  return Date.now() - (await statOf(path)).mtimeMs > 24 * hourMs;
}

/** {@link writing} with advice about the folder of downloads. */
const storing = <T>(path: string, work: () => Promise<T>): Promise<T> => writing(path, work, remedyOf);

const remedyOf = (cause: unknown): string | undefined =>
  (cause as NodeJS.ErrnoException).code === 'ENOSPC'
    ? undefined
    : 'Let XDG_CACHE_HOME name a folder that you can write to: downloads are kept there.';

const notSafe = (path: string, problem: string): AwfError =>
  new AwfError('SYSTEM.IO.WRITE_FAILED', {
    path,
    problem: `it ${problem}`,
    remedy: 'Let XDG_CACHE_HOME name a folder that only you can write to: downloads are kept there.',
  });
