import { setMaxListeners } from 'node:events';
import { longestTimerMs, startTimer } from './timers.js';
import { unlessAborted } from './waiting.js';

/** How long a caller waits. The options of every call in this repository have this shape. */
export interface WaitLimits {
  readonly signal?: AbortSignal | undefined;
  readonly timeoutMs?: number | undefined;
}

/** The errors that a call rejects with when its limits end it. */
export interface LimitErrors {
  readonly canceled: (reason: unknown) => Error;
  readonly late: (timeoutMs: number) => Error;
}

/** A call's signal and its time limit in one. The signal's reason is the error to reject with. Dispose of it when the call is over. */
export interface CallLimit extends Disposable {
  readonly signal: AbortSignal;
}

/** Starts to count a call's time. A limit that is longer than Node's timers last counts as none. */
export function limitCall({ signal, timeoutMs = Infinity }: WaitLimits, errors: LimitErrors): CallLimit {
  const controller = new AbortController();
  // One call may read many files at once, each with a listener. Node would warn of a leak at the eleventh.
  setMaxListeners(0, controller.signal);
  const cancel = (): void => controller.abort(errors.canceled(signal?.reason));
  const expire = (): void => controller.abort(errors.late(timeoutMs));
  const cancelTimer = timeoutMs > longestTimerMs ? undefined : startTimer(timeoutMs, expire);
  if (signal?.aborted === true) cancel();
  else signal?.addEventListener('abort', cancel, { once: true });
  return {
    signal: controller.signal,
    [Symbol.dispose]: () => {
      cancelTimer?.();
      signal?.removeEventListener('abort', cancel);
    },
  };
}

/** Does `work` as long as the limits allow. Work that cannot be interrupted goes on, but nobody waits for it. */
export async function withinLimits<T>(
  limits: WaitLimits,
  errors: LimitErrors,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  using limit = limitCall(limits, errors);
  limit.signal.throwIfAborted();
  return await unlessAborted(work(limit.signal), limit.signal);
}

/**
 * A call's limits for any number of calls that it makes at once. Each of them listens to the signal, and Node warns of a leak at the
 * eleventh listener. The limit of a caller's signal must stay as it is, so this derives a signal without one.
 */
export function forMany<L extends WaitLimits>(limits: L): L {
  if (limits.signal === undefined) return limits;
  const own = AbortSignal.any([limits.signal]);
  setMaxListeners(0, own);
  return { ...limits, signal: own };
}
