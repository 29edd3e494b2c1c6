import { token } from './token.js';

/** Time, so that tests decide what it is. */
export interface Clock {
  /** Wall clock. */
  now(): Date;
  /** Milliseconds from an arbitrary start; only differences mean something. */
  monotonicMs(): number;
}

/** What the {@link Clock} is bound under. */
export const CLOCK = token<Clock>('Clock');
