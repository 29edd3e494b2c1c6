import { ConnectionError, errorCode } from './error-code.js';

/** How often the other side may do something: in a burst, and per second. */
export interface Allowance {
  readonly burst: number;
  readonly perSecond: number;
}

/**
 * For frames that cause work and carry no data: PING, SETTINGS, WINDOW_UPDATE, PRIORITY, empty DATA. grpc-go measures the bandwidth
 * with PINGs that accompany data, so {@link FloodGuard.earn} allows more of them when data arrives.
 */
export const idleFrameAllowance: Allowance = { burst: 10_000, perSecond: 200 };

/**
 * For streams that the other side opens and resets. A host may cancel thousands of calls at once. A peer that does so without
 * end only causes work.
 */
export const resetAllowance: Allowance = { burst: 5_000, perSecond: 5_000 };

/** The cost of a stream that was reset before its request was complete, so that no handler could have answered. */
export const bareResetCost = 3;
/** The cost of a call that was canceled after a complete request. */
export const cancelCost = 0.5;

/** A token bucket. Ends the connection if the peer does far more of something than any normal peer. */
export class FloodGuard {
  readonly #what: string;
  readonly #allowance: Allowance;
  readonly #now: () => number;
  #tokens: number;
  #filledAt: number;

  /** @param now milliseconds of a clock that never goes back */
  constructor(what: string, allowance: Allowance, now: () => number = () => performance.now()) {
    this.#what = what;
    this.#allowance = allowance;
    this.#now = now;

    this.#tokens = allowance.burst;
    this.#filledAt = now();
  }

  /** @throws ConnectionError ENHANCE_YOUR_CALM if the bucket is empty */
  spend(cost = 1): void {
    this.#tokens -= cost;
    if (this.#tokens >= 0) return;
    const now = this.#now();
    const { burst, perSecond } = this.#allowance;
    this.#tokens = Math.min(burst, this.#tokens + ((now - this.#filledAt) / 1000) * perSecond);
    this.#filledAt = now;
    if (this.#tokens < 0) throw new ConnectionError(errorCode.ENHANCE_YOUR_CALM, `too many ${this.#what}`);
  }

  /** Returns tokens to the bucket, because the other side has sent data. */
  earn(amount: number): void {
    if (this.#tokens < this.#allowance.burst) this.#tokens += amount;
  }
}
