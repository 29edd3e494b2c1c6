import type { Readable } from 'node:stream';
import { settlesWithin } from 'plugin-async';
import { LineSplitter } from '../log/line-splitter.js';
import { StderrForwarder } from '../log/stderr-forwarder.js';
import type { Runner } from '../process/runner.js';
import type { ClientSettings } from './options.js';

/** go-plugin reads the handshake with bufio.Scanner, whose lines have at most this length. */
const longestHandshakeLine = 64 * 1024;

/**
 * After a plugin's exit, processes that it started may keep its pipes open. The pipes are read for this time, then
 * closed.
 */
const drainMs = 250;

/** The first line of a plugin's stdout. `none` if stdout ended without one; `cut off` if it ended within it. */
export type FirstLine =
  | { readonly kind: 'line' | 'cut off'; readonly bytes: Buffer }
  | { readonly kind: 'too long'; readonly bytes: Buffer }
  | { readonly kind: 'none' };

/** Reads the pipes of a plugin that this host has started: the handshake line on stdout, and log lines on stderr. */
export class RunnerOutput {
  readonly firstLine: Promise<FirstLine>;
  readonly #pipes: readonly Readable[];
  readonly #closed: Promise<unknown>;
  readonly #forwarder: StderrForwarder;
  readonly #stdoutLines = new LineSplitter(longestHandshakeLine);

  constructor(
    { name, stdout, stderr }: Pick<Runner, 'name' | 'stdout' | 'stderr'>,
    settings: Pick<ClientSettings, 'logger' | 'stderr' | 'logBufferBytes'>,
  ) {
    this.#forwarder = new StderrForwarder(stderr, {
      logger: settings.logger.named(name),
      sink: settings.stderr,
      maxLineBytes: settings.logBufferBytes,
    });
    this.#pipes = [stdout, stderr];
    this.#closed = Promise.all(this.#pipes.map((pipe) => new Promise((resolve) => pipe.once('close', resolve))));
    this.firstLine = this.#readFirstLine(stdout);
  }

  /** The last lines on stderr so far. */
  get stderrTail(): string {
    return this.#forwarder.tail();
  }

  /** What stdout has after the last line end, while the handshake is awaited. */
  get incompleteLine(): string {
    return this.#stdoutLines.incomplete.toString('utf8');
  }

  /** After the exit: reads the rest within a short time, and closes the pipes. @returns the last lines on stderr */
  async finish(): Promise<string> {
    this.#forwarder.hurry();
    await settlesWithin(this.#closed, drainMs);
    this.#forwarder.finish();
    for (const pipe of this.#pipes) pipe.destroy();
    return this.stderrTail;
  }

  #readFirstLine(stdout: Readable): Promise<FirstLine> {
    return new Promise((resolve) => {
      const settle = (line: FirstLine): void => {
        stdout.off('data', onData).off('end', onEnd).off('close', onEnd);
        // Continue to read, or a plugin that prints would block (H12). go-plugin also discards the rest.
        stdout.resume();
        resolve(line);
      };
      const onData = (chunk: Buffer): void => {
        const [piece] = this.#stdoutLines.push(chunk);
        if (piece !== undefined) settle({ kind: piece.continued ? 'too long' : 'line', bytes: piece.bytes });
      };
      const onEnd = (): void => {
        const [piece] = this.#stdoutLines.end();
        settle(piece === undefined ? { kind: 'none' } : { kind: 'cut off', bytes: piece.bytes });
      };
      // A broken stream emits no 'end', and a runner's own stream may emit no 'close'.
      stdout.on('error', () => undefined);
      stdout.on('data', onData).once('end', onEnd).once('close', onEnd);
    });
  }
}
