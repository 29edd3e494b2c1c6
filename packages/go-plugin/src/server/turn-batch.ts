import type { Writable } from 'node:stream';

/** More than that is not held back. */
const heldLimitBytes = 64 * 1024;
/** A turn of the event loop that lasts longer is written piece by piece: it may be an endless loop that logs. */
const heldLimitMs = 10;

/**
 * Holds back what one turn of the event loop writes to a stream, so that it leaves in one system call. A log line costs
 * a system call otherwise. What is held back is written at the end of the turn, and when the process exits. Only a
 * process that is killed in the middle of a turn loses it.
 */
export class TurnBatch {
  readonly #stream: () => Writable;
  #heldSince: number | undefined;

  /** @param stream gives the stream: making `process.stderr` takes time that a plugin's start need not spend */
  constructor(stream: () => Writable) {
    this.#stream = stream;
  }

  /** Holds back what is written from now on, until the end of the turn. */
  hold(): void {
    if (this.#heldSince === undefined) {
      this.#heldSince = performance.now();
      this.#stream().cork();
      process.once('exit', this.release);
      process.nextTick(this.release);
      return;
    }
    const stream = this.#stream();
    if (stream.writableLength <= heldLimitBytes && performance.now() - this.#heldSince <= heldLimitMs) return;
    stream.uncork();
    stream.cork();
    this.#heldSince = performance.now();
  }

  /** Writes what is held back. */
  readonly release = (): void => {
    if (this.#heldSince === undefined) return;
    this.#heldSince = undefined;
    process.off('exit', this.release);
    this.#stream().uncork();
  };
}
