import { mkdir, open, type FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { AwfError } from '../../domain/errors/awf-error.js';
import { ArchiveRules, type ArchiveEntry } from '../../domain/plugin/archive-rules.js';
import { writing } from '../shared/writing.js';

/** An entry of an archive or a folder. */
export interface SourceEntry extends ArchiveEntry {
  readonly executable: boolean;
}

/**
 * Writes the entries of one source below a folder of its own, one after the other, and nothing else.
 *
 * Its methods throw AwfError `USER.VALIDATION.ARCHIVE_INVALID`, `SYSTEM.IO.WRITE_FAILED`, and the reason of the signal.
 */
export class EntryWriter implements AsyncDisposable {
  readonly #root: string;
  readonly #source: string;
  readonly #signal: AbortSignal;
  readonly #rules = new ArchiveRules();
  #open: { readonly entry: SourceEntry; readonly target: string; readonly file: FileHandle } | undefined;

  /**
   * @param root an empty folder that nobody else writes to
   * @param source what the entries come from, for messages
   */
  constructor(root: string, source: string, signal: AbortSignal) {
    this.#root = root;
    this.#source = source;
    this.#signal = signal;
  }

  /** Begins an entry. */
  async begin(entry: SourceEntry): Promise<void> {
    this.#signal.throwIfAborted();
    const verdict = this.#rules.admit(entry);
    if (!verdict.ok) throw this.#refusal(entry, verdict.problem);
    const target = join(this.#root, ...verdict.path);
    const folder = entry.kind === 'folder' ? target : dirname(target);
    await writing(folder, () => mkdir(folder, { recursive: true, mode: 0o755 }));
    if (entry.kind !== 'file') return;
    // No link is ever made below the root, so the path leads to where it seems to. Neither owner nor special bits are taken over.
    const file = await writing(target, () => open(target, 'wx', entry.executable ? 0o755 : 0o644));
    this.#open = { entry, target, file };
  }

  /** Adds to the file that was begun. */
  async append(chunk: Uint8Array): Promise<void> {
    this.#signal.throwIfAborted();
    if (this.#open === undefined) return;
    const { entry, target, file } = this.#open;
    const problem = this.#rules.count(chunk.length);
    if (problem !== undefined) throw this.#refusal(entry, problem);
    await writing(target, () => file.writeFile(chunk));
  }

  /** Ends the entry. */
  async finish(): Promise<void> {
    if (this.#open === undefined) return;
    const { target, file } = this.#open;
    this.#open = undefined;
    await writing(target, () => file.close());
  }

  /** Writes an entry with its content, which is read only if the entry is taken. */
  async write(entry: SourceEntry, content: () => AsyncIterable<Uint8Array>): Promise<void> {
    await this.begin(entry);
    if (entry.kind === 'file') for await (const chunk of content()) await this.append(chunk);
    await this.finish();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#open?.file.close();
  }

  #refusal({ path }: SourceEntry, problem: string): AwfError {
    return new AwfError('USER.VALIDATION.ARCHIVE_INVALID', { path: this.#source, entry: path, problem });
  }
}
