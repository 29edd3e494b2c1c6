import { withinLimits } from 'plugin-async';
import { isSameKey, type SigningKey } from '../../domain/plugin/signing-key.js';
import { isSameTrust, type TrustedKey } from '../../domain/plugin/trusted-key.js';
import type { CallOptions } from '../../ports/call-options.js';
import type { TrustedKeys } from '../../ports/trusted-keys.js';
import { storageLimits } from '../shared/storage-limits.js';

/** Keys that are kept in memory, for tests and for hosts that write nothing to disk. */
export class InMemoryTrustedKeys implements TrustedKeys {
  readonly #keys: TrustedKey[];

  /** @param keys may be shared by several stores, as a file is */
  constructor(keys: TrustedKey[] = []) {
    this.#keys = keys;
  }

  list(options: CallOptions = {}): Promise<readonly TrustedKey[]> {
    return this.#within(options, () => [...this.#keys]);
  }

  add(key: TrustedKey, options: CallOptions = {}): Promise<void> {
    return this.#within(options, () => {
      if (!this.#keys.some((known) => isSameTrust(known, key))) this.#keys.push(key);
    });
  }

  remove(source: string, key?: SigningKey, options: CallOptions = {}): Promise<readonly TrustedKey[]> {
    return this.#within(options, () => {
      const removed = this.#keys.filter(
        (known) => known.source === source && (key === undefined || isSameKey(known.key, key)),
      );
      this.#keys.splice(0, this.#keys.length, ...this.#keys.filter((known) => !removed.includes(known)));
      return removed;
    });
  }

  #within<T>(options: CallOptions, work: () => T): Promise<T> {
    return withinLimits(options, storageLimits('*', 'trust', 'memory:'), () => Promise.resolve(work()));
  }
}
