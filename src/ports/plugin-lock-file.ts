import type { PluginLock } from '../domain/plugin/plugin-lock.js';
import type { CallOptions } from './call-options.js';
import { token } from './token.js';

/**
 * Stores the lock of a project. A lock that cannot be read is never taken for none.
 * Contract: clauses LF-01 and following.
 */
export interface PluginLockFile {
  /** Where it is, for messages. */
  readonly path: string;
  /**
   * The lock; undefined where the project has none.
   * @throws AwfError `USER.VALIDATION.LOCK_INVALID`, `SYSTEM.IO.READ_FAILED`, `.TIMEOUT`, `EXECUTION.PLUGIN.CANCELED`
   */
  read(options?: CallOptions): Promise<PluginLock | undefined>;
  /**
   * Changes the lock as it is now. One change is made after the other, also among processes.
   *
   * @param change gives the lock as it is to be; without a lock before, it gets an empty one
   * @throws AwfError as {@link PluginLockFile.read}; `SYSTEM.IO.WRITE_FAILED`; what `change` throws
   */
  change(change: (lock: PluginLock) => PluginLock, options?: CallOptions): Promise<void>;
}

/** Token of the {@link PluginLockFile}. */
export const PLUGIN_LOCK_FILE = token<PluginLockFile>('PluginLockFile');
