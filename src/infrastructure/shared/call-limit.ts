import { setMaxListeners } from 'node:events';
import type { AwfError } from '../../domain/errors/awf-error.js';
import type { CallOptions } from '../../ports/call-options.js';

/** Node fires timers that are longer than this at once; who waits for longer waits without limit. */
const longestTimerMs = 2 ** 31 - 1;

/** What a call rejects with when it may not go on. */
export interface LimitErrors {
  readonly canceled: (reason: unknown) => AwfError;
  readonly late: (timeoutMs: number) => AwfError;
}

/** A call's signal and its time limit in one; the signal's reason is the error to reject with. Dispose of it when the call is over. */
export interface CallLimit extends Disposable {
  readonly signal: AbortSignal;
}

/** Begins to count a call's time. */
export function limitCall({ signal, timeoutMs = Infinity }: CallOptions, errors: LimitErrors): CallLimit {
  const controller = new AbortController();
  // One call may read as many files at once as there are plugins: more than ten listeners are no leak, as Node would warn.
  setMaxListeners(0, controller.signal);
  const cancel = (): void => controller.abort(errors.canceled(signal?.reason));
  const expire = (): void => controller.abort(errors.late(timeoutMs));
  const timer = timeoutMs > longestTimerMs ? undefined : setTimeout(expire, timeoutMs);
  if (signal?.aborted === true) cancel();
  else signal?.addEventListener('abort', cancel, { once: true });
  return {
    signal: controller.signal,
    [Symbol.dispose]: () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', cancel);
    },
  };
}

/** Does `work` as long as the options allow. Work that has no way to be interrupted is no longer waited for. */
export async function withinLimits<T>(
  options: CallOptions,
  errors: LimitErrors,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  using limit = limitCall(options, errors);
  limit.signal.throwIfAborted();
  return await unlessAborted(work(limit.signal), limit.signal);
}

/** `promise`, or a rejection with the signal's reason if that comes first. What `promise` does then is nobody's concern. */
export function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const onAbort = (): void => reject(signal.reason as AwfError);
    if (signal.aborted) onAbort();
    else signal.addEventListener('abort', onAbort, { once: true });
    void promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
}
