import {
  describePluginLockFileContract,
  pluginLockFileClauses,
  type PluginLockFileSubject,
} from '../../src/contract/index.js';
import { AwfError } from '../../src/domain/errors/awf-error.js';
import type { PluginLock } from '../../src/domain/plugin/plugin-lock.js';
import { InMemoryPluginLock } from '../../src/infrastructure/in_memory/in-memory-plugin-lock.js';
import type { PluginLockFile } from '../../src/ports/plugin-lock-file.js';
import { altered, describeMutants } from '../support/mutants.js';

/** A lock in memory that can be made unreadable. */
function subject(): Promise<PluginLockFileSubject> {
  const kept: { lock?: PluginLock } = {};
  let readable = true;
  const guarded = <T>(call: () => Promise<T>): Promise<T> =>
    readable ? call() : Promise.reject(new AwfError('USER.VALIDATION.LOCK_INVALID', { path: 'memory:', problems: [] }));
  const open = (): PluginLockFile => {
    const store = new InMemoryPluginLock(kept);
    return {
      path: store.path,
      read: (options) => guarded(() => store.read(options)),
      change: (change, options) => guarded(() => store.change(change, options)),
    };
  };
  const corrupt = (): Promise<void> => Promise.resolve(void (readable = false));
  return Promise.resolve({ open, corrupt, close: () => Promise.resolve() });
}

const stores =
  (change: (original: PluginLockFile) => Partial<PluginLockFile>) =>
  (given: PluginLockFileSubject): PluginLockFileSubject => ({
    ...given,
    open: () => {
      const original = given.open();
      return altered(original, change(original));
    },
  });

const reading = (change: (lock: PluginLock) => PluginLock | undefined) =>
  stores((original) => ({
    read: async (options) => {
      const lock = await original.read(options);
      return lock && change(lock);
    },
  }));

const withoutSignal = (options: object = {}): object => ({ ...options, signal: undefined });

describeMutants('PluginLockFile', describePluginLockFileContract, pluginLockFileClauses, subject, {
  'LF-01': ['takes an empty lock for none', reading((lock) => (lock.size === 0 ? undefined : lock))],
  'LF-02': [
    'forgets keys',
    reading(
      (lock) =>
        new Map([...lock].map(([name, { key, ...rest }]) => [name, key === undefined ? rest : { ...rest, key: '' }])),
    ),
  ],
  'LF-03': [
    'makes sources plain',
    reading(
      (lock) =>
        new Map([...lock].map(([name, locked]) => [name, { ...locked, source: locked.source.replaceAll('"', '') }])),
    ),
  ],
  'LF-04': [
    'removes nothing',
    stores((original) => ({
      change: (change, options) =>
        original.change((lock) => {
          const changed = change(lock);
          return changed.size < lock.size ? lock : changed;
        }, options),
    })),
  ],
  'LF-05': [
    'forgets the lock when a change throws',
    stores((original) => ({
      change: async (change, options) => {
        let failure: unknown;
        await original.change((lock) => {
          try {
            return change(lock);
          } catch (error) {
            failure = error;
            return new Map();
          }
        }, options);
        if (failure !== undefined) throw failure as Error;
      },
    })),
  ],
  'LF-06': [
    'loses what is changed meanwhile',
    (given) => {
      let busy = false;
      return stores((original) => ({
        change: async (change, options) => {
          if (busy) return;
          busy = true;
          await original.change(change, options).finally(() => (busy = false));
        },
      }))(given);
    },
  ],
  'LF-07': [
    'takes a lock that cannot be read for none',
    stores((original) => ({
      read: (options) =>
        original.read(options).catch((error: unknown) => {
          if (AwfError.is(error, 'USER.VALIDATION.LOCK_INVALID')) return undefined;
          throw error;
        }),
    })),
  ],
  'LF-08': [
    'does not look at the signal',
    stores((original) => ({ read: (options) => original.read(withoutSignal(options)) })),
  ],
});
