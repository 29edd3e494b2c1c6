import type { CallOptions } from '../call-options.js';
import { GoPluginError } from '../errors/go-plugin-error.js';
import { startTimer } from './timers.js';

/** A call's two limits as one signal, whose reason is the GoPluginError to reject with. */
export interface CallLimits extends Disposable {
  readonly signal: AbortSignal;
}

/**
 * Joins the caller's signal and `timeoutMs`: the reason becomes `CANCELED` or `DEADLINE_EXCEEDED`, naming `operation`. Dispose of it
 * when the call is over.
 * @param late the error of a call that has one of its own for the time being up
 */
export function limitCall(
  operation: string,
  options: CallOptions,
  late = (timeoutMs: number): Error => new GoPluginError('DEADLINE_EXCEEDED', { operation, timeoutMs }),
): CallLimits {
  const { signal, timeoutMs } = options;
  const controller = new AbortController();
  const cancel = (): void => {
    controller.abort(new GoPluginError('CANCELED', { operation }, { cause: signal?.reason }));
  };
  const cancelTimer =
    timeoutMs === undefined ? undefined : startTimer(timeoutMs, () => controller.abort(late(timeoutMs)));
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
