import type { Duplex } from 'node:stream';
import { encodeHeader, frameType, type FrameHeader } from './frame.js';

/** Bytes that may wait in the stream below before data of our streams waits with them. */
const highWaterMark = 131_072;

/** Data waits, answers do not: more than this of them can only wait for a side that floods us with pings or streams. */
const mostWaiting = 1_048_576;

/**
 * The one writer of a session. What one turn of the event loop produces leaves in one write: first the frames without payload, then
 * the data of the streams, each in its turn and only while the stream below has room, so that it never holds more than it can take.
 */
export class FrameWriter {
  #waiting: (() => void)[] = [];
  #corked = false;

  constructor(private readonly raw: Duplex) {}

  /** Whether more answers wait than any well-behaved other side would let them. */
  get overfull(): boolean {
    return this.raw.writableLength > mostWaiting;
  }

  /** Calls `send` when it is its turn to send one data frame, first come, first served: at the end of this turn or later. */
  whenReady(send: () => void): void {
    this.#waiting.push(send);
    this.#leaveTogether();
  }

  /** Sends a frame without payload; such frames never wait. */
  control(header: FrameHeader): void {
    if (!this.raw.writable) return;
    this.#leaveTogether();
    this.raw.write(encodeHeader(header), this.#written);
  }

  /** Sends a data frame whose payload is `length` bytes in `parts`. */
  data(streamId: number, parts: readonly Buffer[], length: number): void {
    if (!this.raw.writable) return;
    this.#leaveTogether();
    this.raw.write(encodeHeader({ type: frameType.data, flags: 0, streamId, length }));
    parts.forEach((part, index) => {
      if (index === parts.length - 1) this.raw.write(part, this.#written);
      else this.raw.write(part);
    });
  }

  /** Sends what is left and closes the stream below. */
  end(): void {
    this.#waiting = [];
    if (!this.raw.destroyed) this.raw.end(() => this.raw.destroy());
  }

  get #hasRoom(): boolean {
    return this.raw.writableLength < highWaterMark;
  }

  #leaveTogether(): void {
    if (this.#corked) return;
    this.#corked = true;
    this.raw.cork();
    process.nextTick(() => {
      while (this.#hasRoom) {
        const send = this.#waiting.shift();
        if (send === undefined) break;
        send();
      }
      this.#corked = false;
      this.raw.uncork();
    });
  }

  // Not on 'drain', which needs a moment with nothing left to write: control frames in the other direction's rhythm can keep
  // that moment from coming.
  readonly #written = (): void => {
    if (this.#waiting.length > 0 && this.#hasRoom) this.#leaveTogether();
  };
}
