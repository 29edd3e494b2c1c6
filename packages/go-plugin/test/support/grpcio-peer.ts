import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { projectRoot } from './fixtures.js';
import { pythonProgram } from './python.js';

const folder = join(projectRoot, 'packages/go-plugin/test/interop/grpcio');

/** A program of test/interop/grpcio, running: it answers each line of JSON with one, and ends when it gets no more. */
export class GrpcioPeer implements AsyncDisposable {
  readonly #stdin: Writable;
  readonly #lines: AsyncIterator<string>;
  readonly #exited: Promise<unknown>;

  private constructor(child: ChildProcessByStdio<Writable, Readable, null>) {
    this.#stdin = child.stdin;
    this.#lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    this.#exited = once(child, 'exit');
  }

  static async start(name: 'interop_client' | 'interop_server'): Promise<GrpcioPeer> {
    const { command, env } = await pythonProgram(name, folder);
    const [python, program] = command;
    // What it prints on stderr is a defect of the program, and belongs into the log of the tests.
    const stdio: ['pipe', 'pipe', 'inherit'] = ['pipe', 'pipe', 'inherit'];
    // grpcio logs the end of a connection with grpc-js's Server, which sends CANCEL.
    const quiet = { GRPC_VERBOSITY: 'ERROR' };
    return new GrpcioPeer(spawn(python, [program], { env: { ...process.env, ...env, ...quiet }, stdio }));
  }

  /** Asks one question at a time. @returns the answer */
  async ask<Answer>(question: object): Promise<Answer> {
    this.#stdin.write(`${JSON.stringify(question)}\n`);
    const line = await this.#lines.next();
    if (line.done === true) throw new Error('the program in Python has ended');
    return JSON.parse(line.value) as Answer;
  }

  /** Ends the program. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#stdin.end();
    await this.#exited;
  }
}
