import { limitCall, type CallLimit } from 'plugin-async';
import type { CallOptions } from '../call-options.js';
import { GoPluginError } from './go-plugin-error.js';

/**
 * Joins the caller's signal and `timeoutMs`: the reason becomes `CANCELED` or `DEADLINE_EXCEEDED`, naming `operation`. Dispose of it
 * when the call is over.
 * @param late makes the error for the end of the time, if it is not `DEADLINE_EXCEEDED`
 */
export function limitOperation(
  operation: string,
  options: CallOptions,
  late = (timeoutMs: number): Error => new GoPluginError('DEADLINE_EXCEEDED', { operation, timeoutMs }),
): CallLimit {
  return limitCall(options, {
    canceled: (cause) => new GoPluginError('CANCELED', { operation }, { cause }),
    late,
  });
}
