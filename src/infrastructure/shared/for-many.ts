import { setMaxListeners } from 'node:events';
import type { CallOptions } from '../../ports/call-options.js';

/**
 * A call's options for any number of calls that it makes at once. Each listens to the signal, and with more than ten on that of the caller
 * Node would warn of a leak; the limit of a signal that is not ours is not ours to lift.
 */
export function forMany({ signal, ...options }: CallOptions): CallOptions {
  if (signal === undefined) return options;
  const own = AbortSignal.any([signal]);
  setMaxListeners(0, own);
  return { ...options, signal: own };
}
