import type { GoPluginErrorCode, GoPluginErrorDetails } from './error-details.js';
import { wording } from './error-wording.js';

const marker = Symbol.for('go-plugin-node/GoPluginError');

/**
 * The error of this library. Test for it with {@link GoPluginError.is}, which also recognises errors of a second copy
 * of the package. `instanceof` works only within one copy.
 */
export class GoPluginError<C extends GoPluginErrorCode = GoPluginErrorCode> extends Error {
  /** Always the same, for logs. */
  override readonly name = 'GoPluginError';
  /** What a person can do about it. */
  readonly hint: string;
  /** The marker for `is`. */
  readonly [marker] = true;

  constructor(
    /** What failed. Codes are stable and meant for programs. */
    readonly code: C,
    /** The facts about this failure, typed by the code. They contain no secrets. */
    readonly details: GoPluginErrorDetails[C],
    options?: ErrorOptions,
  ) {
    const [message, hint] = wording[code](details);
    super(message, options);
    this.hint = hint;
  }

  /** Whether `error` is a GoPluginError, with the given code if there is one. Narrows `details`. */
  static is<C extends GoPluginErrorCode = GoPluginErrorCode>(error: unknown, code?: C): error is GoPluginError<C> {
    if (typeof error !== 'object' || error === null || !(marker in error)) return false;
    return code === undefined || (error as { code?: unknown }).code === code;
  }
}
