import { ConnectionError, errorCode } from './error-code.js';

/** A window that is used up within this time grows, because the sender waits for the window and not for the link. */
const growWithinMs = 10;

/**
 * How much the other side may still send, on one stream or on the connection. WINDOW_UPDATE grants half of the window at a time. If
 * the window is used up quickly, it doubles, up to a limit. So a fast link is not slowed down, and a slow reader needs no more memory.
 */
export class ReceiveWindow {
  #size: number;
  readonly #largest: number;
  readonly #now: () => number;

  /** Bytes that the other side may still send. */
  #available: number;
  /** Bytes that have been processed and not been granted again. */
  #owed = 0;
  #grantedAt = 0;

  /**
   * @param size bytes
   * @param largest the size to which it may grow, in bytes
   * @param now milliseconds of a clock that never goes back
   */
  constructor(size: number, largest: number, now: () => number = monotonicMs) {
    this.#size = size;
    this.#largest = largest;
    this.#now = now;

    this.#available = size;
  }

  /** Counts bytes that the other side has sent. @returns false if they exceed the window */
  take(bytes: number): boolean {
    this.#available -= bytes;
    return this.#available >= 0;
  }

  /** Counts bytes that have been processed. @returns how many to grant with WINDOW_UPDATE, mostly 0 */
  release(bytes: number): number {
    this.#owed += bytes;
    if (this.#owed < this.#size / 2) return 0;
    let grant = this.#owed;
    const now = this.#now();
    if (now - this.#grantedAt < growWithinMs && this.#size < this.#largest) {
      const larger = Math.min(this.#size * 2, this.#largest);
      grant += larger - this.#size;
      this.#size = larger;
    }
    this.#grantedAt = now;
    this.#owed = 0;
    this.#available += grant;
    return grant;
  }
}

// One for all windows: every stream has one.
const monotonicMs = (): number => performance.now();

/** The error for a peer that sends more than a window allows. */
export const windowExceeded = (): ConnectionError =>
  new ConnectionError(errorCode.FLOW_CONTROL_ERROR, 'more data than the window allows');
