import type { Readable, Writable } from 'node:stream';
import { onceDrained } from 'plugin-async';
import { logLevels, type Logger } from '../logger.js';
import { verbatim } from './hclog-line.js';
import { LineClassifier } from './line-classifier.js';
import { LineSplitter, type LinePiece } from './line-splitter.js';
import { OutputTail } from './output-tail.js';

/** The destinations of a plugin's stderr. */
export interface StderrForwarding {
  /** Gets the parsed lines. Its methods must not throw. If no level is enabled, nothing is parsed. */
  readonly logger: Logger;
  /**
   * Gets the bytes, with line ends normalised to LF. If it is slow, the plugin waits, until {@link
   * StderrForwarder.hurry}.
   */
  readonly sink?: Writable | undefined;
  /** The longest line that is parsed. go-plugin's PluginLogBufferSize. */
  readonly maxLineBytes: number;
}

const newLine = Buffer.from('\n');

/** More than a pipe holds. If more is written after the plugin's exit, another process writes it. */
const mostHeldForSink = 1024 * 1024;

/**
 * Reads a plugin's stderr to its end, and passes it to the raw sink, to the logger, and to the tail for errors. Holds
 * at most one line of `maxLineBytes` and one chunk.
 */
export class StderrForwarder {
  readonly #stderr: Readable;
  readonly #forwarding: StderrForwarding;
  readonly #tail = new OutputTail();
  readonly #splitter: LineSplitter;
  readonly #classifier = new LineClassifier();
  #hurried = false;

  constructor(stderr: Readable, forwarding: StderrForwarding) {
    this.#stderr = stderr;
    this.#forwarding = forwarding;

    this.#splitter = new LineSplitter(forwarding.maxLineBytes);
    stderr.on('data', (chunk: Buffer) => this.#onData(chunk));
    stderr.on('end', () => this.finish());
    // A read error is the same as the end of the stream. Only the exit of the process counts.
    stderr.on('error', (error) => forwarding.logger.log('error', 'reading plugin stderr', { error: error.message }));
  }

  /** The plugin's last lines on stderr so far, without go-plugin's own. */
  tail(): string {
    return this.#tail.text(this.#splitter.incomplete);
  }

  /**
   * Called after the plugin's exit, while its last output is still in the pipe. From now on, reading does not wait for
   * a slow sink. The sink gets up to 1 MiB.
   */
  hurry(): void {
    this.#hurried = true;
    this.#stderr.resume();
  }

  /** Ends reading. A last line without a line end counts as a line. Idempotent. */
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
    const { logger } = this.#forwarding;
    if (!logLevels.some((level) => logger.isEnabled(level))) return;
    for (const piece of pieces) this.#log(piece);
  }

  #writeRaw(pieces: readonly LinePiece[]): void {
    const { sink } = this.#forwarding;
    if (sink === undefined || sink.destroyed || sink.writableEnded) return;
    const bytes = pieces.flatMap(({ bytes, continued }) => (continued ? [bytes] : [bytes, newLine]));
    if (sink.write(Buffer.concat(bytes)) || (this.#hurried && sink.writableLength < mostHeldForSink)) return;
    this.#stderr.pause();
    onceDrained(sink, () => this.#stderr.resume());
  }

  #log({ bytes, continues, continued }: LinePiece): void {
    const { logger } = this.#forwarding;
    const text = bytes.toString('utf8');
    // Pieces of a line that is too long cannot be parsed. They are logged verbatim, as go-plugin does.
    const entry = continues || continued ? verbatim(text) : this.#classifier.classify(text);
    const { level, message, fields } = entry;
    if (logger.isEnabled(level)) logger.log(level, message, fields);
  }
}
