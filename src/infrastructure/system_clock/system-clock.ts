import type { Clock } from '../../ports/clock.js';

/** The clocks of this computer. */
export const systemClock: Clock = {
  now: () => new Date(),
  // Node loads a module of its own for `performance`.
  monotonicMs: () => {
    const [seconds, nanoseconds] = process.hrtime();
    return seconds * 1_000 + nanoseconds / 1_000_000;
  },
};
