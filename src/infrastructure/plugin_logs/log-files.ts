import { closeSync, mkdirSync, openSync, readdirSync, rmSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';

/** How much is kept of a plugin. */
export interface LogLimits {
  /** Bytes of one file. A process that logs more begins another one. */
  readonly fileBytes: number;
  /** Bytes of all files, but for the newest. */
  readonly totalBytes: number;
  /** Files, which is how many runs are remembered. */
  readonly files: number;
}

export const defaultLogLimits: LogLimits = { fileBytes: 1024 * 1024, totalBytes: 8 * 1024 * 1024, files: 200 };

/** The end of the name of a file with entries. */
export const logFileEnding = '.jsonl';

/**
 * The files of one plugin that this process writes. Each process has files of its own, so that no two can mix their lines, on any file system. Names begin with a
 * time, so that their order is that of the runs.
 */
export class LogFiles {
  readonly #folder: string;
  readonly #limits: LogLimits;
  readonly #now: () => Date;
  #file: { readonly descriptor: number; bytes: number } | undefined;
  #isCut = false;
  #count = 0;

  /** Nothing is opened before the first line. */
  constructor(folder: string, limits: LogLimits, now: () => Date) {
    this.#folder = folder;
    this.#limits = limits;
    this.#now = now;
  }

  /** Writes a line, at once, so that the last one before a crash is kept. @throws Error of the system */
  write(line: string): void {
    if (this.#file !== undefined && this.#file.bytes >= this.#limits.fileBytes) this.close();
    this.#file ??= this.#open();
    // A full disk may have taken a part of the last line.
    const bytes = Buffer.from(this.#isCut ? `\n${line}` : line);
    this.#isCut = true;
    const written = writeSync(this.#file.descriptor, bytes);
    this.#file.bytes += written;
    this.#isCut = written < bytes.length;
  }

  close(): void {
    if (this.#file !== undefined) closeSync(this.#file.descriptor);
    this.#file = undefined;
  }

  #open(): { readonly descriptor: number; bytes: number } {
    mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
    this.#makeRoom();
    this.#count += 1;
    const time = this.#now().toISOString().replaceAll(':', '-');
    const name = `${time}-${process.pid}-${this.#count}${logFileEnding}`;
    // It must be new: nobody may have put a link there.
    return { descriptor: openSync(join(this.#folder, name), 'ax', 0o600), bytes: 0 };
  }

  /** Removes the oldest files. Another process may do the same. */
  #makeRoom(): void {
    const { files, totalBytes } = this.#limits;
    let bytes = 0;
    for (const [index, name] of logFilesIn(readdirSync(this.#folder)).reverse().entries()) {
      const path = join(this.#folder, name);
      bytes += statSync(path, { throwIfNoEntry: false })?.size ?? 0;
      if (index >= files - 1 || bytes > totalBytes) rmSync(path, { force: true });
    }
  }
}

/** The files with entries among the names of a folder, the oldest first. */
export const logFilesIn = (names: readonly string[]): string[] =>
  names.filter((name) => name.endsWith(logFileEnding)).sort();
