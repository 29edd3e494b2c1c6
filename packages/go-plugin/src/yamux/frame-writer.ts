import type { Duplex } from 'node:stream';
import { encodeHeader, frameType, type FrameHeader } from './frame.js';

/** How many bytes may wait in the underlying stream before our streams stop writing. */
const highWaterMark = 131_072;

/**
 * Data waits, but answers do not. More waiting answers than this mean that the other side floods us with pings or
 * streams.
 */
const mostWaiting = 1_048_576;

/**
 * The only writer of a session. It writes the frames of one turn of the event loop at once: first those without
 * payload, then the data of the streams. The streams take turns, and only while the underlying stream has room, so that
 * it never buffers too much.
 */
export class FrameWriter {
  readonly #raw: Duplex;

  #waiting: (() => void)[] = [];
  #corked = false;

  constructor(raw: Duplex) {
    this.#raw = raw;
  }

  /** Whether more answers wait than a correct peer would cause. */
  get overfull(): boolean {
    return this.#raw.writableLength > mostWaiting;
  }

  /**
   * Calls `send` when it may send one data frame, in the order of the calls: at the end of this turn of the event loop
   * or later.
   */
  whenReady(send: () => void): void {
    this.#waiting.push(send);
    this.#leaveTogether();
  }

  /** Sends a frame without payload. Such frames never wait. */
  control(header: FrameHeader): void {
    if (!this.#raw.writable) return;
    this.#leaveTogether();
    this.#raw.write(encodeHeader(header), this.#written);
  }

  /** Sends a data frame whose payload is `length` bytes in `parts`. */
  data(streamId: number, parts: readonly Buffer[], length: number): void {
    if (!this.#raw.writable) return;
    this.#leaveTogether();
    this.#raw.write(encodeHeader({ type: frameType.data, flags: 0, streamId, length }));
    parts.forEach((part, index) => {
      if (index === parts.length - 1) this.#raw.write(part, this.#written);
      else this.#raw.write(part);
    });
  }

  /** Sends what is left, and closes the underlying stream. */
  end(): void {
    this.#waiting = [];
    if (!this.#raw.destroyed) this.#raw.end(() => this.#raw.destroy());
  }

  get #hasRoom(): boolean {
    return this.#raw.writableLength < highWaterMark;
  }

  #leaveTogether(): void {
    if (this.#corked) return;
    this.#corked = true;
    this.#raw.cork();
    process.nextTick(() => {
      while (this.#hasRoom) {
        const send = this.#waiting.shift();
        if (send === undefined) break;
        send();
      }
      this.#corked = false;
      this.#raw.uncork();
    });
  }

  // Do not use 'drain', which needs a moment with nothing left to write. Frequent control frames can prevent that
  // moment.
  readonly #written = (): void => {
    if (this.#waiting.length > 0 && this.#hasRoom) this.#leaveTogether();
  };
}
