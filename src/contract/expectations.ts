import { AssertionError, expect } from 'chai';
import { AwfError } from '../domain/errors/awf-error.js';
import type { ErrorCode } from '../domain/errors/error-details.js';
import type { JsonValue } from '../domain/json.js';
import type { PluginEnd } from '../domain/plugin-end.js';

/** Longer than any other call takes, on a busy machine too. Short enough to wait for when an adapter is wrong. */
export const longCallMs = 3_000;

/** For a call that another one is to overtake. Every run waits this long. */
export const slowCallMs = 400;

/** Far less than {@link longCallMs}, far more than a call takes. */
export const shortTimeoutMs = 60;

/** Expects a rejection with an AwfError of this code, and gives the error. */
export async function expectRejection<C extends ErrorCode>(promise: Promise<unknown>, code: C): Promise<AwfError<C>> {
  const outcome = await promise.then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  );
  if ('value' in outcome) expect.fail(`resolved with ${JSON.stringify(outcome.value)}, expected ${code}`);
  const { error } = outcome;
  if (AwfError.is(error, code)) return error;
  throw Object.assign(new AssertionError(`rejected with ${String(error)}, expected ${code}`), { cause: error });
}

/** Expects that a call that is aborted rejects with this code, and with the reason of the signal as its cause. */
export async function expectAborted(call: (signal: AbortSignal) => Promise<unknown>, code: ErrorCode): Promise<void> {
  const reason = new Error('too late');
  const error = await expectRejection(call(AbortSignal.abort(reason)), code);
  expect(error.cause).to.equal(reason);
}

/** Gives a promise's value, or fails when that is late. */
export async function soon<T>(promise: Promise<T>, what: string, withinMs = 5_000): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what} took longer than ${withinMs} ms`)), withinMs);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

/** Expects the end that the operation `crash` causes: a process exits with 3, anything else fails or is ended by a signal. */
export function expectCrash(end: PluginEnd): void {
  expect(end.reason).to.be.oneOf(['exited', 'signaled', 'failed']);
  if (end.reason === 'exited') expect(end.details.exitCode).to.equal(3);
}

/** A list in a list in a list. */
export function nested(levels: number): JsonValue {
  let value: JsonValue = [];
  for (let level = 1; level < levels; level += 1) value = [value];
  return value;
}
