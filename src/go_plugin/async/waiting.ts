import { startTimer } from './timers.js';

/**
 * Whether `promise` settles within `timeoutMs`. Its rejection counts as settling; its value is the caller's to fetch. What has happened
 * in time counts, too, where this process was not given the processor to hear of it before its timer was due.
 */
export function settlesWithin(promise: Promise<unknown>, timeoutMs: number): Promise<boolean> {
  return new Promise((resolve) => {
    const cancel = startTimer(timeoutMs, () => resolve(false));
    const settled = (): void => {
      cancel();
      resolve(true);
    };
    promise.then(settled, settled);
  });
}

/** `promise`, or a rejection with the signal's reason if the signal is aborted first. What `promise` does then is nobody's concern. */
export function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const onAbort = (): void => reject(signal.reason as Error);
    if (signal.aborted) onAbort();
    else signal.addEventListener('abort', onAbort, { once: true });
    void promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
}
