import { describeTrustedKeysContract, trustedKeysClauses, type TrustedKeysSubject } from '../../src/contract/index.js';
import { AwfError } from '../../src/domain/errors/awf-error.js';
import { isSameKey } from '../../src/domain/plugin/signing-key.js';
import type { TrustedKey } from '../../src/domain/plugin/trusted-key.js';
import { InMemoryTrustedKeys } from '../../src/infrastructure/in_memory/in-memory-trusted-keys.js';
import type { TrustedKeys } from '../../src/ports/trusted-keys.js';
import { altered, describeMutants } from '../support/mutants.js';

/** Keys in memory that can be made unreadable. */
function subject(): Promise<TrustedKeysSubject> {
  const keys: TrustedKey[] = [];
  let readable = true;
  const guarded = <T>(call: () => Promise<T>): Promise<T> =>
    readable ? call() : Promise.reject(new AwfError('SYSTEM.IO.READ_FAILED', { path: 'memory:' }));
  const open = (): TrustedKeys => {
    const store = new InMemoryTrustedKeys(keys);
    return {
      list: (options) => guarded(() => store.list(options)),
      add: (key, options) => guarded(() => store.add(key, options)),
      remove: (source, key, options) => guarded(() => store.remove(source, key, options)),
    };
  };
  const set = (now: boolean) => (): Promise<void> => Promise.resolve(void (readable = now));
  return Promise.resolve({ open, corrupt: set(false), restore: set(true), close: () => Promise.resolve() });
}

const stores =
  (change: (original: TrustedKeys) => Partial<TrustedKeys>) =>
  (given: TrustedKeysSubject): TrustedKeysSubject => ({
    ...given,
    open: () => {
      const original = given.open();
      return altered(original, change(original));
    },
  });

const withoutSignal = (options: object = {}): object => ({ ...options, signal: undefined });

describeMutants('TrustedKeys', describeTrustedKeysContract, trustedKeysClauses, subject, {
  'TK-01': [
    'trusts a key from the start',
    (given) => {
      let added = false;
      const own: TrustedKey = { source: 'x/y', key: { bytes: new Uint8Array(32) }, trustedAt: '' };
      return stores((original) => ({
        list: async (options) => {
          const found = await original.list(options);
          return added ? found : [own, ...found];
        },
        add: (key, options) => {
          added = true;
          return original.add(key, options);
        },
      }))(given);
    },
  ],
  'TK-02': [
    'forgets when a key was added that is alone',
    (given) => {
      let removed = false;
      return stores((original) => ({
        list: async (options) => {
          const found = await original.list(options);
          return found.length === 1 && !removed ? found.map((key) => ({ ...key, trustedAt: '' })) : found;
        },
        remove: (source, key, options) => {
          removed = true;
          return original.remove(source, key, options);
        },
      }))(given);
    },
  ],
  'TK-03': [
    'sorts the keys',
    stores((original) => ({
      list: async (options) => {
        const found = await original.list(options);
        return found.length === 3 ? [...found].sort((a, b) => a.source.localeCompare(b.source)) : found;
      },
    })),
  ],
  'TK-04': [
    'replaces a key',
    stores((original) => ({
      add: async (key, options) => {
        const found = await original.list(options);
        if (found.some((known) => known.source === key.source && isSameKey(known.key, key.key)))
          await original.remove(key.source, key.key, options);
        return original.add(key, options);
      },
    })),
  ],
  'TK-05': [
    'removes a key from every source',
    stores((original) => ({
      remove: async (source, key, options) => {
        const removed = await original.remove(source, key, options);
        if (key !== undefined && removed.length > 0)
          for (const known of await original.list())
            if (isSameKey(known.key, key)) await original.remove(known.source, key);
        return removed;
      },
    })),
  ],
  'TK-06': [
    'removes the first key of a source only',
    stores((original) => ({
      remove: async (source, key, options) => {
        const found = (await original.list(options)).find((known) => known.source === source);
        return original.remove(source, key ?? found?.key, options);
      },
    })),
  ],
  'TK-07': [
    'removes the keys of sources that begin alike',
    stores((original) => ({
      remove: async (source, key, options) => {
        const removed = await original.remove(source, key, options);
        if (source === 'ann/ech') await original.remove('ann/echo');
        return removed;
      },
    })),
  ],
  'TK-08': [
    'loses what is added meanwhile',
    (given) => {
      let busy = false;
      return stores((original) => ({
        add: async (key, options) => {
          if (busy) return;
          busy = true;
          await original.add(key, options).finally(() => (busy = false));
        },
      }))(given);
    },
  ],
  'TK-09': [
    'takes keys that cannot be read for none',
    stores((original) => ({
      list: (options) =>
        original.list(options).catch((error: unknown) => {
          if (AwfError.is(error, 'SYSTEM.IO.READ_FAILED')) return [];
          throw error;
        }),
    })),
  ],
  'TK-10': [
    'does not look at the signal',
    stores((original) => ({ list: (options) => original.list(withoutSignal(options)) })),
  ],
});
