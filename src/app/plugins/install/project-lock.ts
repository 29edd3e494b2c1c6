import { AwfError } from '../../../domain/errors/awf-error.js';
import { matchesApproval, type PluginContents } from '../../../domain/plugin/plugin-approval.js';
import {
  differenceFromLock,
  lockedAgain,
  type FoundPlugin,
  type LockDifference,
  type LockedPlugin,
  type PluginLock,
} from '../../../domain/plugin/plugin-lock.js';
import type { CallOptions } from '../../../ports/call-options.js';
import type { PluginLockFile } from '../../../ports/plugin-lock-file.js';
import type { PluginState } from '../../../ports/plugin-state-store.js';

/** What is known of a plugin, but for the platform of this machine. */
export type OwnPlugin = Omit<FoundPlugin, 'platform'>;

/** The lock of a project as commands use it: what they compare with it, and what they write into it. */
export class ProjectLock {
  readonly #file: PluginLockFile;
  readonly #platform: string;

  /** @param platform that of this machine, by its name in a lock */
  constructor(file: PluginLockFile, platform: string) {
    this.#file = file;
    this.#platform = platform;
  }

  /** Where it is, for messages. */
  get path(): string {
    return this.#file.path;
  }

  /** The lock; undefined where there is none. @throws AwfError what {@link PluginLockFile.read} throws */
  read(options?: CallOptions): Promise<PluginLock | undefined> {
    return this.#file.read(options);
  }

  /** The lock, where it must be there. @throws AwfError `USER.INPUT.MISSING_FILE`; what {@link PluginLockFile.read} throws */
  async expect(options?: CallOptions): Promise<PluginLock> {
    const lock = await this.read(options);
    if (lock !== undefined) return lock;
    const problem = 'does not exist; awf plugin install SOURCE writes it in a folder that has a folder .awf';
    throw new AwfError('USER.INPUT.MISSING_FILE', { path: this.path, problem });
  }

  /** How a plugin differs from its entry, if at all. */
  differenceOf(locked: LockedPlugin, found: OwnPlugin): LockDifference | undefined {
    return differenceFromLock(locked, { ...found, platform: this.#platform });
  }

  /** Refuses a plugin that is not in the lock, or differs from it. @throws AwfError `EXECUTION.PLUGIN.LOCK_MISMATCH` */
  refuseOther(lock: PluginLock, name: string, found: OwnPlugin): void {
    const locked = lock.get(name);
    const difference = locked === undefined ? { problem: 'it is not in there' } : this.differenceOf(locked, found);
    if (difference !== undefined)
      throw new AwfError('EXECUTION.PLUGIN.LOCK_MISMATCH', { plugin: name, path: this.path, ...difference });
  }

  /** Writes what has been installed. @throws AwfError what {@link PluginLockFile.change} throws */
  record(name: string, plugin: LockedPlugin, options?: CallOptions): Promise<void> {
    return this.#file.change((lock) => new Map([...lock, [name, lockedAgain(lock.get(name), plugin)]]), options);
  }

  /** Takes a plugin out. Without a lock there stays none. @throws AwfError what {@link PluginLockFile.change} throws */
  async remove(name: string, options?: CallOptions): Promise<void> {
    if ((await this.read(options))?.has(name) !== true) return;
    await this.#file.change((lock) => new Map([...lock].filter(([each]) => each !== name)), options);
  }
}

/**
 * The hash of the archive that an installed plugin came from, while the plugin is what was unpacked from it.
 * @param found what it consists of now
 */
export function archiveOf({ approved = [], origin }: PluginState, found: PluginContents): readonly string[] {
  const isUnchanged = approved.some((approval) => approval.contents !== undefined && matchesApproval(found, approval));
  return isUnchanged && origin?.archive !== undefined ? [origin.archive] : [];
}
