import type { SigningKey } from '../domain/plugin/signing-key.js';
import type { TrustedKey } from '../domain/plugin/trusted-key.js';
import type { CallOptions } from './call-options.js';
import { token } from './token.js';

/**
 * Stores which keys the user trusts for which sources. Keys that cannot be read are never taken for none, because a source would be free then to
 * publish what nobody has signed.
 * Contract: clauses TK-01 and following.
 */
export interface TrustedKeys {
  /**
   * All keys, in the order in which they were added.
   * @throws AwfError `SYSTEM.IO.READ_FAILED`, `.TIMEOUT`, `EXECUTION.PLUGIN.CANCELED`
   */
  list(options?: CallOptions): Promise<readonly TrustedKey[]>;
  /**
   * Adds a key. One that is trusted for this source already stays as it is.
   * @throws AwfError as {@link TrustedKeys.list}; `SYSTEM.IO.WRITE_FAILED`
   */
  add(key: TrustedKey, options?: CallOptions): Promise<void>;
  /**
   * Removes a key of a source, or all of them.
   *
   * @returns what was removed
   * @throws AwfError as {@link TrustedKeys.add}
   */
  remove(source: string, key?: SigningKey, options?: CallOptions): Promise<readonly TrustedKey[]>;
}

/** Token of the {@link TrustedKeys}. */
export const TRUSTED_KEYS = token<TrustedKeys>('TrustedKeys');
