import type { SinonFakeTimers } from 'sinon';

/** Advances a fake clock until `promise` has settled, with turns of the event loop between the timers. */
export async function passTimeUntil(clock: SinonFakeTimers, promise: Promise<unknown>): Promise<void> {
  const over = promise.then(
    () => true,
    () => true,
  );
  while (!(await Promise.race([over, Promise.resolve(false)]))) await clock.tickAsync(10);
}
