import type { SinonFakeTimers } from 'sinon';

/** Lets a fake clock go on until `promise` has settled, however many turns of the event loop lie between one timer and the next. */
export async function passTimeUntil(clock: SinonFakeTimers, promise: Promise<unknown>): Promise<void> {
  const over = promise.then(
    () => true,
    () => true,
  );
  while (!(await Promise.race([over, Promise.resolve(false)]))) await clock.tickAsync(10);
}
