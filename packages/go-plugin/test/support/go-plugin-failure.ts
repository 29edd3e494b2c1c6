import type { GoPluginErrorCode } from '../../src/errors/error-details.js';
import { GoPluginError } from '../../src/errors/go-plugin-error.js';
import { rejection } from './rejection.js';

/** Returns the rejection of a promise, which must have this code. */
export async function failure<C extends GoPluginErrorCode>(
  promise: Promise<unknown>,
  code: C,
): Promise<GoPluginError<C>> {
  const error = await rejection(promise);
  if (GoPluginError.is(error, code)) return error;
  throw new Error(`expected a rejection with ${code}`, { cause: error });
}
