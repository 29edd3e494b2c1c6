import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PluginLockFileSubject, TrustedKeysSubject } from '../../src/contract/index.js';
import type { PluginLock } from '../../src/domain/plugin/plugin-lock.js';
import type { TrustedKey } from '../../src/domain/plugin/trusted-key.js';
import { InMemoryPluginLock } from '../../src/infrastructure/in_memory/in-memory-plugin-lock.js';
import { InMemoryTrustedKeys } from '../../src/infrastructure/in_memory/in-memory-trusted-keys.js';
import { FilePluginLock } from '../../src/infrastructure/plugin_lock/file-plugin-lock.js';
import { FileTrustedKeys } from '../../src/infrastructure/trusted_keys/file-trusted-keys.js';
import { ownFolder } from './contract-subjects.js';

const nothingToClose = (): Promise<void> => Promise.resolve();
const alwaysReadable = (): Promise<void> => Promise.reject(new Error('memory can always be read'));

/** Keys in memory. */
export function memoryKeys(): Promise<TrustedKeysSubject> {
  const keys: TrustedKey[] = [];
  const open = (): InMemoryTrustedKeys => new InMemoryTrustedKeys(keys);
  return Promise.resolve({ open, corrupt: alwaysReadable, restore: alwaysReadable, close: nothingToClose });
}

/** Keys in a file. */
export async function fileKeys(): Promise<TrustedKeysSubject> {
  const { root, close } = await ownFolder();
  const path = join(root, 'awf', 'trusted-keys.json');
  return {
    open: () => new FileTrustedKeys(path),
    corrupt: async () => {
      await rename(path, `${path}.kept`);
      await writeFile(path, '{ "version": 1, "keys": [');
    },
    restore: () => rename(`${path}.kept`, path),
    close,
  };
}

/** A lock in memory. */
export function memoryLock(): Promise<PluginLockFileSubject> {
  const kept: { lock?: PluginLock } = {};
  return Promise.resolve({ open: () => new InMemoryPluginLock(kept), corrupt: alwaysReadable, close: nothingToClose });
}

/** A lock in a file. */
export async function fileLock(): Promise<PluginLockFileSubject> {
  const { root, close } = await ownFolder();
  const path = join(root, '.awf', 'plugins.lock');
  return { open: () => new FilePluginLock(path), corrupt: () => writeFile(path, 'version: 1\nplugins:\n  - '), close };
}
