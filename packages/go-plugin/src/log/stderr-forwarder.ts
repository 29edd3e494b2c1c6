import type { Readable, Writable } from 'node:stream';
import { onceDrained } from 'plugin-async';
import { logLevels, type Logger } from '../logger.js';
import { verbatim } from './hclog-line.js';
import { LineClassifier } from './line-classifier.js';
import { LineSplitter, type LinePiece } from './line-splitter.js';
import { OutputTail } from './output-tail.js';

/** Where a plugin's stderr goes. */
export interface StderrForwarding {
  /** Gets the parsed lines. Its methods must not throw; when it wants no level at all, nothing is parsed. */
  readonly logger: Logger;
  /** Gets the bytes, line ends normalised to LF. If it is slow, the plugin waits, until {@link StderrForwarder.hurry}. */
  readonly sink?: Writable | undefined;
  /** Longest line that is parsed; go-plugin's PluginLogBufferSize. */
  readonly maxLineBytes: number;
}

const newLine = Buffer.from('\n');

/** More than a pipe holds; whoever writes more after the plugin's end is not the plugin. */
const mostHeldForSink = 1024 * 1024;

/**
 * Reads a plugin's stderr to its end: to the raw sink, to the logger, and into the tail that errors quote. Holds at most one line
 * of `maxLineBytes` and one chunk.
 */
export class StderrForwarder {
  readonly #tail = new OutputTail();
  readonly #splitter: LineSplitter;
  readonly #classifier = new LineClassifier();
  #hurried = false;

  constructor(
    private readonly stderr: Readable,
    private readonly forwarding: StderrForwarding,
  ) {
    this.#splitter = new LineSplitter(forwarding.maxLineBytes);
    stderr.on('data', (chunk: Buffer) => this.#onData(chunk));
    stderr.on('end', () => this.finish());
    // A read error ends the stream like an end does; what counts is the end of the process.
    stderr.on('error', (error) => forwarding.logger.log('error', 'reading plugin stderr', { error: error.message }));
  }

  /** The plugin's last lines on stderr so far, without go-plugin's own. */
  tail(): string {
    return this.#tail.text(this.#splitter.incomplete);
  }

  /**
   * The plugin has ended, and what it said last is still in the pipe: from now on that is read without waiting for a slow sink, which
   * is given up to 1 MiB to hold.
   */
  hurry(): void {
    this.#hurried = true;
    this.stderr.resume();
  }

  /** Nothing will be read any more: a last line without an end counts, too. Idempotent. */
  finish(): void {
    this.#forward(this.#splitter.end());
  }

  #onData(chunk: Buffer): void {
    this.#forward(this.#splitter.push(chunk));
  }

  #forward(pieces: readonly LinePiece[]): void {
    if (pieces.length === 0) return;
    this.#tail.push(pieces);
    this.#writeRaw(pieces);
    const { logger } = this.forwarding;
    if (!logLevels.some((level) => logger.isEnabled(level))) return;
    for (const piece of pieces) this.#log(piece);
  }

  #writeRaw(pieces: readonly LinePiece[]): void {
    const { sink } = this.forwarding;
    if (sink === undefined || sink.destroyed || sink.writableEnded) return;
    const bytes = pieces.flatMap(({ bytes, continued }) => (continued ? [bytes] : [bytes, newLine]));
    if (sink.write(Buffer.concat(bytes)) || (this.#hurried && sink.writableLength < mostHeldForSink)) return;
    this.stderr.pause();
    onceDrained(sink, () => this.stderr.resume());
  }

  #log({ bytes, continues, continued }: LinePiece): void {
    const { logger } = this.forwarding;
    const text = bytes.toString('utf8');
    // Pieces of an overlong line cannot be parsed: verbatim, as go-plugin does.
    const entry = continues || continued ? verbatim(text) : this.#classifier.classify(text);
    const { level, message, fields } = entry;
    if (logger.isEnabled(level)) logger.log(level, message, fields);
  }
}
