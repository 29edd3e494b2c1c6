import type { CallOptions } from './call-options.js';
import { token } from './token.js';

/** What a file with a secret holds, or why it is not used. The problem is the rest of a sentence, and never repeats the content. */
export type SecretFile =
  { readonly ok: true; readonly secret: string } | { readonly ok: false; readonly problem: string };

/**
 * Gives what the configuration of plugins refers to: environment variables, and files that hold one secret each.
 * Contract: clauses VS-01 and following.
 */
export interface ValueSource {
  /** The value of an environment variable; undefined where it is not set. */
  variable(name: string): string | undefined;
  /** The names of all environment variables that are set. */
  variableNames(): readonly string[];
  /**
   * Reads a file that holds a secret, without one line break at its end. A path that is not absolute is relative to the folder of the project. A
   * file that others can read or change, or that is empty, is not used.
   *
   * @throws AwfError `SYSTEM.IO.TIMEOUT`, `EXECUTION.PLUGIN.CANCELED`
   */
  secretFile(path: string, options?: CallOptions): Promise<SecretFile>;
}

/** Token of the {@link ValueSource}. */
export const VALUE_SOURCE = token<ValueSource>('ValueSource');
