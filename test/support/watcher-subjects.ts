import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { FolderWatcherSubject } from '../../src/contract/index.js';
import { InMemoryFolderWatcher } from '../../src/infrastructure/in_memory/in-memory-folder-watcher.js';
import type { FolderWatcher } from '../../src/ports/folder-watcher.js';
import { ownFolder } from './contract-subjects.js';

/** A folder that exists only by name. */
export function memoryFolder(): Promise<FolderWatcherSubject> {
  const folder = 'memory:folder';
  const watcher = new InMemoryFolderWatcher([folder]);
  const change = (path: string): Promise<void> => {
    watcher.change(folder, path);
    return Promise.resolve();
  };
  const subject = {
    watcher,
    folder,
    missing: 'memory:nowhere',
    write: change,
    replace: change,
    remove: change,
    patienceMs: 20,
  };
  return Promise.resolve({ ...subject, close: () => Promise.resolve() });
}

/** A folder on disk. */
export async function diskFolder(watcher: FolderWatcher): Promise<FolderWatcherSubject> {
  const { root, close } = await ownFolder();
  const folder = join(root, 'watched');
  await mkdir(folder);
  const write = async (path: string, text: string): Promise<void> => {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  };
  return {
    watcher,
    folder,
    missing: join(root, 'nowhere'),
    write,
    replace: async (path, text) => {
      await writeFile(join(root, 'beside'), text);
      await rename(join(root, 'beside'), join(folder, path));
    },
    remove: (path) => rm(join(folder, path)),
    patienceMs: 20_000,
    close,
  };
}
