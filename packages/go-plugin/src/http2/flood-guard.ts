import { ConnectionError, errorCode } from './error-code.js';

/** How much of something the other side may do at once, and then per second. */
export interface Allowance {
  readonly burst: number;
  readonly perSecond: number;
}

/**
 * Frames that ask for work and bring nothing: PING, SETTINGS, WINDOW_UPDATE, PRIORITY, empty DATA and the like. grpc-go's PINGs that measure
 * the bandwidth come along with data, which {@link FloodGuard.earn} accounts for.
 */
export const idleFrameAllowance: Allowance = { burst: 10_000, perSecond: 200 };

/**
 * Streams that the other side opens and resets, by what each costs. An honest host may cancel thousands of calls at a time; one that
 * does so without end makes this side work for nothing.
 */
export const resetAllowance: Allowance = { burst: 5_000, perSecond: 5_000 };

/** Opened and reset without a complete request: no call that anybody wanted answered. */
export const bareResetCost = 3;
/** Canceled after a complete request. */
export const cancelCost = 0.5;

/** Ends a connection whose peer does far more of something than any honest one: a bucket of tokens. */
export class FloodGuard {
  #tokens: number;
  #filledAt: number;

  /** @param now milliseconds of a clock that never goes back */
  constructor(
    private readonly what: string,
    private readonly allowance: Allowance,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.#tokens = allowance.burst;
    this.#filledAt = now();
  }

  /** @throws ConnectionError ENHANCE_YOUR_CALM when it is too much */
  spend(cost = 1): void {
    this.#tokens -= cost;
    if (this.#tokens >= 0) return;
    const now = this.now();
    const { burst, perSecond } = this.allowance;
    this.#tokens = Math.min(burst, this.#tokens + ((now - this.#filledAt) / 1000) * perSecond);
    this.#filledAt = now;
    if (this.#tokens < 0) throw new ConnectionError(errorCode.ENHANCE_YOUR_CALM, `too many ${this.what}`);
  }

  /** The other side has done something useful. */
  earn(amount: number): void {
    if (this.#tokens < this.allowance.burst) this.#tokens += amount;
  }
}
