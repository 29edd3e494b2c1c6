import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync } from 'node:fs';
import { mkdtemp, rmdir, unlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isMainThread } from 'node:worker_threads';
import { Pipe, type OpenPipe } from './pipe.js';

/** Pipes that are kept for later children; each holds one descriptor. */
const mostIdle = 8;

/**
 * Node has no call that makes a pipe, but the program `mkfifo` makes FIFOs. It takes 5 ms, so pipes are used again: a host that
 * runs one command after another calls it once.
 */
export class PipePool {
  readonly #idle: Pipe[] = [];
  #wanted = 0;
  #making: Promise<boolean> | undefined;
  #unavailable = !canReopen();

  /**
   * Opens a pipe for stdout and one for stderr; undefined where none can be made.
   * @throws Error `EMFILE`, `ENFILE` without a free descriptor. `spawn` would report the same, but on the way lose two handles that nothing can close.
   */
  async open(): Promise<readonly [OpenPipe, OpenPipe] | undefined> {
    this.#wanted += 2;
    try {
      while (this.#idle.length < 2) {
        if (this.#unavailable) return undefined;
        this.#making ??= this.#make();
        if (!(await this.#making)) return undefined;
      }
    } finally {
      this.#wanted -= 2;
    }
    const stdout = this.#openOne();
    if (stdout === undefined) return undefined;
    let stderr: OpenPipe | undefined;
    try {
      stderr = this.#openOne();
    } finally {
      if (stderr === undefined) closeUnused(stdout);
    }
    return stderr && [stdout, stderr];
  }

  #openOne(): OpenPipe | undefined {
    const pipe = this.#idle.pop();
    try {
      return pipe?.open((free) => this.#keep(free));
    } catch (error) {
      pipe?.close();
      if (lacksDescriptor(error)) throw error;
      this.#unavailable = true;
      return undefined;
    }
  }

  #keep(pipe: Pipe): void {
    if (this.#idle.length < mostIdle) this.#idle.push(pipe);
    else pipe.close();
  }

  /** Makes as many as are wanted at this moment. */
  async #make(): Promise<boolean> {
    try {
      // Requests of the same turn share one mkfifo.
      await Promise.resolve();
      const folder = await mkdtemp(join(tmpdir(), 'stdio-'));
      const names = Array.from({ length: this.#wanted - this.#idle.length }, (_, index) => join(folder, `${index}`));
      try {
        this.#unavailable = !(await makeFifos(names));
        if (this.#unavailable) return false;
        for (const name of names) this.#idle.push(new Pipe(name));
        return true;
      } finally {
        await removeFolder(folder, names);
      }
    } catch (error) {
      if (lacksDescriptor(error)) throw error;
      return false;
    } finally {
      this.#making = undefined;
    }
  }
}

async function makeFifos(paths: readonly string[]): Promise<boolean> {
  try {
    const [exitCode] = (await once(spawn('mkfifo', ['-m', '600', ...paths], { stdio: 'ignore' }), 'exit')) as [unknown];
    return exitCode === 0;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return false;
    throw error;
  }
}

async function removeFolder(folder: string, names: readonly string[]): Promise<void> {
  await Promise.allSettled(names.map((name) => unlink(name)));
  await rmdir(folder);
}

function closeUnused({ writeFd, reader }: OpenPipe): void {
  closeSync(writeFd);
  reader.destroy();
}

/** It may have one later. */
const lacksDescriptor = (error: unknown): boolean => ['EMFILE', 'ENFILE'].includes(codeOf(error));

const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? '';

/**
 * Only Linux opens what is behind /dev/stderr, and only there is it a problem that this is a socket; elsewhere /dev/fd duplicates the
 * descriptor. In a Worker, Node closes the numbers of all descriptors that were opened by `fs.openSync`, once more, when the Worker
 * ends: they may belong to somebody else by then. Bun never reads from a pipe that `net.Socket` gets by its descriptor.
 */
const canReopen = (): boolean => isMainThread && process.versions['bun'] === undefined && existsSync('/proc/self/fd');
