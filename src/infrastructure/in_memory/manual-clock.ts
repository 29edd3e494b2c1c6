import type { Clock } from '../../ports/clock.js';

/** Options of {@link ManualClock}. */
export interface ManualClockOptions {
  /** What the wall clock says first. @default the epoch */
  readonly now?: Date;
  /** How many milliseconds pass each time the monotonic clock is read, for tests of durations. @default 0 */
  readonly tickMs?: number;
}

/** A clock that stands still until somebody moves it. */
export class ManualClock implements Clock {
  readonly #startMs: number;
  readonly #tickMs: number;
  #passedMs = 0;

  constructor({ now = new Date(0), tickMs = 0 }: ManualClockOptions = {}) {
    this.#startMs = now.getTime();
    this.#tickMs = tickMs;
  }

  /** The time that it has been moved to. */
  now(): Date {
    return new Date(this.#startMs + this.#passedMs);
  }

  /** As far as it has been moved, in milliseconds. */
  monotonicMs(): number {
    const passed = this.#passedMs;
    this.#passedMs += this.#tickMs;
    return passed;
  }

  /** Lets time pass. @throws RangeError for a negative time: a monotonic clock does not go back */
  advance(milliseconds: number): void {
    if (!(milliseconds >= 0)) throw new RangeError(`a clock cannot move by ${milliseconds} ms`);
    this.#passedMs += milliseconds;
  }
}
