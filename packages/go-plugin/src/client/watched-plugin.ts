import { setMaxListeners } from 'node:events';
import { settlesWithin } from 'plugin-async';
import { GoPluginError } from '../errors/go-plugin-error.js';
import { LineSplitter } from '../log/line-splitter.js';
import { StderrForwarder } from '../log/stderr-forwarder.js';
import type { RunningPlugin } from '../process/runner.js';
import type { LivePlugin, PluginExit } from './live-plugin.js';
import type { ClientSettings } from './options.js';

/** go-plugin reads the handshake with bufio.Scanner, whose lines have at most this length. */
const longestHandshakeLine = 64 * 1024;

/**
 * After a plugin's exit, processes that it started may keep its pipes open. The pipes are read for this time, then
 * closed.
 */
const drainMs = 250;

/** The first line of a plugin's stdout. `none` if stdout ended without one. */
export type FirstLine =
  | { readonly kind: 'line'; readonly bytes: Buffer }
  | { readonly kind: 'too long'; readonly bytes: Buffer }
  | { readonly kind: 'none' };

/** A running plugin. Reads its output and watches for its exit. */
export class WatchedPlugin implements LivePlugin {
  readonly firstLine: Promise<FirstLine>;
  readonly ended: Promise<PluginExit>;
  readonly #end = new AbortController();
  readonly #forwarder: StderrForwarder;
  readonly #stdoutLines = new LineSplitter(longestHandshakeLine);

  constructor(
    readonly runner: RunningPlugin,
    readonly path: string,
    settings: Pick<ClientSettings, 'logger' | 'stderr' | 'logBufferBytes'>,
  ) {
    const logger = settings.logger.named(runner.name);
    this.#forwarder = new StderrForwarder(runner.stderr, {
      logger,
      sink: settings.stderr,
      maxLineBytes: settings.logBufferBytes,
    });
    // Every brokered connection adds a listener, and Node warns of a leak from the eleventh on.
    setMaxListeners(0, this.signal);
    this.firstLine = this.#readFirstLine();
    this.ended = this.#watchEnd();
  }

  get signal(): AbortSignal {
    return this.#end.signal;
  }

  /** The last lines on stderr so far. */
  get stderrTail(): string {
    return this.#forwarder.tail();
  }

  /** What stdout has after the last line end, while the handshake is awaited. */
  get incompleteLine(): string {
    return this.#stdoutLines.incomplete.toString('utf8');
  }

  #readFirstLine(): Promise<FirstLine> {
    const { stdout } = this.runner;
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
        settle(piece === undefined ? { kind: 'none' } : { kind: 'line', bytes: piece.bytes });
      };
      // A broken stream emits no 'end', and a runner's own stream may emit no 'close'.
      stdout.on('error', () => undefined);
      stdout.on('data', onData).once('end', onEnd).once('close', onEnd);
    });
  }

  async #watchEnd(): Promise<PluginExit> {
    const { stdout, stderr, exited } = this.runner;
    const closed = Promise.all([stdout, stderr].map((pipe) => new Promise((resolve) => pipe.once('close', resolve))));
    const exit = await exited;
    this.#forwarder.hurry();
    await settlesWithin(closed, drainMs);
    this.#forwarder.finish();
    for (const pipe of [stdout, stderr]) pipe.destroy();
    const { exitCode, exitSignal } = exit;
    const end = { exitCode, exitSignal, stderrTail: this.stderrTail };
    this.#end.abort(new GoPluginError('PLUGIN_EXITED', { path: this.path, ...end }));
    return end;
  }
}
