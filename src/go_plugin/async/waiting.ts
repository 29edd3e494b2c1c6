import { longestTimerMs } from './timers.js';

/**
 * Whether `promise` settles within `timeoutMs`. Its rejection counts as settling; its value is the caller's to fetch. What has happened
 * in time counts, too, where this process was not given the processor to hear of it before its timer was due.
 */
export async function settlesWithin(promise: Promise<unknown>, timeoutMs: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<false>((resolve) => {
    // Node runs timers that are due before it looks for I/O: one turn for what lies in a pipe, another for its end.
    const lookOnceMore = (): unknown => setImmediate(() => setImmediate(resolve, false));
    timer = setTimeout(lookOnceMore, Math.min(timeoutMs, longestTimerMs));
  });
  const settled = promise.then(
    () => true,
    () => true,
  );
  try {
    return await Promise.race([settled, timeout]);
  } finally {
    clearTimeout(timer);
  }
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
