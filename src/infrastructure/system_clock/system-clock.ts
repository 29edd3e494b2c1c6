import type { Clock } from '../../ports/clock.js';

/** The clocks of this computer. */
export const systemClock: Clock = {
  now: () => new Date(),
  monotonicMs: () => performance.now(),
};
