import type { Timers } from 'plugin-async';

/** A message that the other side is expected to send. */
export interface Pending<T> {
  readonly promise: Promise<T>;
  readonly resolve: (value: T) => void;
  readonly reject: (error: Error) => void;
}

/** How long to wait, and the error of a wait that takes too long. */
export interface PendingLimits {
  readonly timers: Timers;
  readonly timeoutMs: number;
  readonly late: () => Error;
  /** Its reason is the error of the rejection. */
  readonly signal: AbortSignal;
}

/** A promise that the value, the clock or the signal settles. Then its timer and its listeners are removed. */
export function pending<T>({ timers, timeoutMs, late, signal }: PendingLimits): Pending<T> {
  let resolve: (value: T) => void = () => undefined;
  let reject: (error: Error) => void = () => undefined;
  const promise = new Promise<T>((resolvePromise, rejectPromise) => {
    resolve = resolvePromise;
    reject = rejectPromise;
  });
  const cancel = timers.after(timeoutMs, () => reject(late()));
  const aborted = (): void => reject(signal.reason as Error);
  if (signal.aborted) aborted();
  else signal.addEventListener('abort', aborted);
  const cleanUp = (): void => {
    cancel();
    signal.removeEventListener('abort', aborted);
  };
  promise.then(cleanUp, cleanUp);
  return { promise, resolve, reject };
}
