import type { GoPluginErrorCode, GoPluginErrorDetails } from './error-details.js';
import { wording } from './error-wording.js';

const marker = Symbol.for('go-plugin-node/GoPluginError');

/**
 * What this library throws and rejects with. Ask with {@link GoPluginError.is}, which also recognises the errors of a second
 * copy of the package; `instanceof` works within one copy.
 */
export class GoPluginError<C extends GoPluginErrorCode = GoPluginErrorCode> extends Error {
  /** Always the same, for logs. */
  override readonly name = 'GoPluginError';
  /** What a person can do about it. */
  readonly hint: string;
  /** What `is` looks for. */
  readonly [marker] = true;

  constructor(
    /** What went wrong. Stable: meant for programs. */
    readonly code: C,
    /** The facts of this case, typed by the code. No secrets among them. */
    readonly details: GoPluginErrorDetails[C],
    options?: ErrorOptions,
  ) {
    const [message, hint] = wording[code](details);
    super(message, options);
    this.hint = hint;
  }

  /** Whether `error` is one of ours, of the given code if there is one; narrows `details`. */
  static is<C extends GoPluginErrorCode = GoPluginErrorCode>(error: unknown, code?: C): error is GoPluginError<C> {
    if (typeof error !== 'object' || error === null || !(marker in error)) return false;
    return code === undefined || (error as { code?: unknown }).code === code;
  }
}
