import type { ErrorCode, ErrorDetails } from './error-details.js';
import { wording } from './error-wording.js';

const marker = Symbol.for('awf-plugins/AwfError');

/**
 * What every port, use case and command fails with: a stable code, typed details, the cause, and a hint on what to do. Adapters
 * translate foreign errors into it once, at their edge. Recognise it with {@link AwfError.is}, which also works across two
 * copies of the package.
 */
export class AwfError<C extends ErrorCode = ErrorCode> extends Error {
  /** For logs; to recognise one, see {@link AwfError.is}. */
  override readonly name = 'AwfError';
  /** What a person can do about it, in a sentence. */
  readonly hint: string;
  /** What {@link AwfError.is} looks for. */
  readonly [marker] = true;

  constructor(
    /** Stable, where messages are not; its first segment decides the exit status: {@link exitStatusOf}. */
    readonly code: C,
    /** What is known about the failure, typed by the code. */
    readonly details: ErrorDetails[C],
    options?: ErrorOptions,
  ) {
    const [message, hint] = wording[code](details);
    super(message, options);
    this.hint = hint;
  }

  /** Whether `error` is an AwfError, of the given code if there is one; narrows `details`. */
  static is<C extends ErrorCode = ErrorCode>(error: unknown, code?: C): error is AwfError<C> {
    if (typeof error !== 'object' || error === null || !(marker in error)) return false;
    return code === undefined || (error as { code?: unknown }).code === code;
  }
}

/** go-side name of the legacy stub's answer: what every call of an adapter without subprocesses rejects with. */
export const errRpcNotImplemented = (call: string): AwfError<'EXECUTION.PLUGIN.NOT_IMPLEMENTED'> =>
  new AwfError('EXECUTION.PLUGIN.NOT_IMPLEMENTED', { call });
