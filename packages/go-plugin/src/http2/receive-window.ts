import { ConnectionError, errorCode } from './error-code.js';

/** A window that fills up faster than in this time grows: the sender waits for it more than for the link. */
const growWithinMs = 10;

/**
 * How much the other side may still send, on one stream or on the connection. Half of the window is granted again at a time. While the window
 * is used up quickly it doubles, up to a limit: a fast link is not held back, and a slow reader does not make the buffers grow.
 */
export class ReceiveWindow {
  /** What the other side may still send. */
  #available: number;
  /** What has been dealt with and not yet been granted again. */
  #owed = 0;
  #grantedAt = 0;

  /**
   * @param size bytes
   * @param largest bytes to which it may grow
   * @param now milliseconds of a clock that never goes back
   */
  constructor(
    private size: number,
    private readonly largest: number,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.#available = size;
  }

  /** Takes what the other side has sent. @returns whether it was allowed to */
  take(bytes: number): boolean {
    this.#available -= bytes;
    return this.#available >= 0;
  }

  /** Bytes have been dealt with. @returns how many to grant with WINDOW_UPDATE; mostly 0 */
  release(bytes: number): number {
    this.#owed += bytes;
    if (this.#owed < this.size / 2) return 0;
    let grant = this.#owed;
    const now = this.now();
    if (now - this.#grantedAt < growWithinMs && this.size < this.largest) {
      const larger = Math.min(this.size * 2, this.largest);
      grant += larger - this.size;
      this.size = larger;
    }
    this.#grantedAt = now;
    this.#owed = 0;
    this.#available += grant;
    return grant;
  }
}

/** The other side has sent more than a window allows. */
export const windowExceeded = (): ConnectionError =>
  new ConnectionError(errorCode.FLOW_CONTROL_ERROR, 'more data than the window allows');
