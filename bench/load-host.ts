import { spawn, type ChildProcess, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { createInterface, type Interface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';

/** Calls to make: so many, with so many in flight. */
export interface Load {
  readonly calls: number;
  readonly inFlight: number;
}

/** What a load took. Latencies are in microseconds. */
export interface LoadFigures {
  readonly perSecond: number;
  readonly p50: number;
  readonly p90: number;
  readonly p99: number;
}

/**
 * A host in a process of its own that keeps one plugin and calls it: bench/go/load or host-process.ts. Both take a load as a line of JSON
 * and print its figures as one.
 */
export class LoadHost implements AsyncDisposable {
  /** The plugin's process id. */
  readonly pluginPid: number;
  readonly #child: ChildProcessByStdio<Writable, Readable, null>;
  readonly #lines: AsyncIterator<string>;

  private constructor(child: ChildProcessByStdio<Writable, Readable, null>, lines: AsyncIterator<string>, pid: number) {
    this.#child = child;
    this.#lines = lines;
    this.pluginPid = pid;
  }

  /** Starts the host and, by it, the plugin. */
  static async start(program: string, args: readonly string[]): Promise<LoadHost> {
    const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'inherit'] });
    const output: Interface = createInterface({ input: child.stdout });
    const lines = output[Symbol.asyncIterator]();
    const { pid } = await readLine<{ pid: number }>(lines, child);
    return new LoadHost(child, lines, pid);
  }

  async run(load: Load): Promise<LoadFigures> {
    this.#child.stdin.write(`${JSON.stringify(load)}\n`);
    return readLine<LoadFigures>(this.#lines, this.#child);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const exited = once(this.#child, 'exit');
    this.#child.stdin.end();
    await exited;
  }
}

async function readLine<T>(lines: AsyncIterator<string>, { spawnargs, exitCode }: ChildProcess): Promise<T> {
  const line = await lines.next();
  if (line.done === true) throw new Error(`${spawnargs.join(' ')} ended without an answer (${exitCode ?? 'no code'})`);
  return JSON.parse(line.value) as T;
}
