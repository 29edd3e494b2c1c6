import type { Duplex } from 'node:stream';
import { encodeHeader, frameType, type FrameHeader } from './frame.js';

/** Bytes that may wait in the stream below before data of our streams waits with them. */
const highWaterMark = 131_072;

/** Data waits, answers do not: more than this of them can only wait for a side that floods us with pings or streams. */
const mostWaiting = 1_048_576;

/**
 * The one writer of a session. Frames of one turn of the event loop leave in one write; whoever sends data asks
 * {@link FrameWriter.ready} first and otherwise queues up, so that the stream below never holds more than it can take.
 */
export class FrameWriter {
  #waiting: (() => void)[] = [];
  #corked = false;

  constructor(private readonly raw: Duplex) {}

  /** Whether a data frame may be sent now: there is room below, and nobody else waits for it. */
  get ready(): boolean {
    return this.#waiting.length === 0 && this.#hasRoom;
  }

  /** Whether more answers wait than any well-behaved other side would let them. */
  get overfull(): boolean {
    return this.raw.writableLength > mostWaiting;
  }

  /** Calls `resume` when it is its turn to send one data frame, first come, first served. */
  whenReady(resume: () => void): void {
    this.#waiting.push(resume);
  }

  /** Sends a frame without payload; such frames never wait. */
  control(header: FrameHeader): void {
    this.#write(encodeHeader(header));
  }

  /** Sends a data frame whose payload is `length` bytes in `parts`. */
  data(streamId: number, flags: number, parts: readonly Buffer[], length: number): void {
    this.#write(encodeHeader({ type: frameType.data, flags, streamId, length }));
    for (const part of parts) this.#write(part);
  }

  /** Sends what is left and closes the stream below. */
  end(): void {
    this.#waiting = [];
    if (!this.raw.destroyed) this.raw.end(() => this.raw.destroy());
  }

  get #hasRoom(): boolean {
    return this.raw.writableLength < highWaterMark;
  }

  #write(bytes: Buffer): void {
    if (!this.raw.writable) return;
    if (!this.#corked) {
      this.#corked = true;
      this.raw.cork();
      process.nextTick(() => {
        this.#corked = false;
        this.raw.uncork();
      });
    }
    this.raw.write(bytes, this.#resume);
  }

  // Not on 'drain', which needs a moment with nothing left to write: control frames in the other direction's rhythm can keep
  // that moment from coming.
  readonly #resume = (): void => {
    while (this.#hasRoom) {
      const next = this.#waiting.shift();
      if (next === undefined) return;
      next();
    }
  };
}
