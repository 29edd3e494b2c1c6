import type { ErrorCode, ErrorDetails } from './error-details.js';
import { messages } from './error-messages.js';

const marker = Symbol.for('awf-plugins/AwfError');

/**
 * What every port, use case and command fails with: a stable code, typed details and the cause. Adapters
 * translate foreign errors into it once, at their edge. Recognise it with {@link AwfError.is}, which also works across two
 * copies of the package.
 */
export class AwfError<C extends ErrorCode = ErrorCode> extends Error {
  /** For logs; to recognise one, see {@link AwfError.is}. */
  override readonly name = 'AwfError';
  /** What {@link AwfError.is} looks for. */
  readonly [marker] = true;

  constructor(
    /** Stable, where messages are not; its first segment decides the exit status: {@link exitStatusOf}. */
    readonly code: C,
    /** What is known about the failure, typed by the code. */
    readonly details: ErrorDetails[C],
    options?: ErrorOptions,
  ) {
    super(messages[code](details), options);
  }

  /** Whether `error` is an AwfError, of the given code if there is one; narrows `details`. */
  static is<C extends ErrorCode = ErrorCode>(error: unknown, code?: C): error is AwfError<C> {
    if (typeof error !== 'object' || error === null || !(marker in error)) return false;
    return code === undefined || (error as { code?: unknown }).code === code;
  }
}

/** AWF's `ErrRPCNotImplemented`: what every call of a host without external plugins rejects with. */
export const errRpcNotImplemented = (call: string): AwfError<'EXECUTION.PLUGIN.NOT_IMPLEMENTED'> =>
  new AwfError('EXECUTION.PLUGIN.NOT_IMPLEMENTED', { call });

/** Whether a plugin answered that it has no such call. */
export const isUnimplemented = (error: unknown): error is AwfError<'EXECUTION.PLUGIN.CALL_FAILED'> =>
  AwfError.is(error, 'EXECUTION.PLUGIN.CALL_FAILED') && error.details.status === 'UNIMPLEMENTED';
