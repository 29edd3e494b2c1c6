import { withinLimits } from 'plugin-async';
import type { PluginLock } from '../../domain/plugin/plugin-lock.js';
import type { CallOptions } from '../../ports/call-options.js';
import type { PluginLockFile } from '../../ports/plugin-lock-file.js';
import { storageLimits } from '../shared/storage-limits.js';

/** A lock that is kept in memory, for tests. */
export class InMemoryPluginLock implements PluginLockFile {
  readonly path = 'memory:plugins.lock';
  readonly #kept: { lock?: PluginLock | undefined };

  /** @param kept may be shared by several stores, as a file is */
  constructor(kept: { lock?: PluginLock | undefined } = {}) {
    this.#kept = kept;
  }

  read(options: CallOptions = {}): Promise<PluginLock | undefined> {
    return withinLimits(options, storageLimits('*', 'read', this.path), () => Promise.resolve(this.#kept.lock));
  }

  change(change: (lock: PluginLock) => PluginLock, options: CallOptions = {}): Promise<void> {
    return withinLimits(options, storageLimits('*', 'lock', this.path), async () => {
      // A caller may have changes of several plugins under way.
      await Promise.resolve();
      this.#kept.lock = change(this.#kept.lock ?? new Map());
    });
  }
}
