import { startTimer } from './timers.js';

/**
 * Whether `promise` settles within `timeoutMs`. A rejection counts as settling. What happened in time counts, even if a busy process
 * hears of it only after its timer was due.
 * @param signal ends the wait early, as if the time were up
 */
export function settlesWithin(promise: Promise<unknown>, timeoutMs: number, signal?: AbortSignal): Promise<boolean> {
  return new Promise((resolve) => {
    const end = (settled: boolean): void => {
      cancelTimer();
      signal?.removeEventListener('abort', giveUp);
      resolve(settled);
    };
    const settled = (): void => end(true);
    const giveUp = (): void => end(false);
    const cancelTimer = startTimer(timeoutMs, giveUp);
    promise.then(settled, settled);
    signal?.addEventListener('abort', giveUp, { once: true });
    // In a later turn, so that a promise that has already settled still counts.
    if (signal?.aborted === true) void Promise.resolve().then(giveUp);
  });
}

/** Settles as `promise` does, or rejects with the signal's reason if that comes first. A later end of `promise` is ignored. */
export function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const onAbort = (): void => reject(signal.reason as Error);
    if (signal.aborted) onAbort();
    else signal.addEventListener('abort', onAbort, { once: true });
    void promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
}
