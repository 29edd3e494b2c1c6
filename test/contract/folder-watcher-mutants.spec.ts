import {
  describeFolderWatcherContract,
  folderWatcherClauses,
  type FolderWatcherSubject,
} from '../../src/contract/index.js';
import type { FolderWatcher, WatchRequest } from '../../src/ports/folder-watcher.js';
import { altered, describeMutants } from '../support/mutants.js';
import { memoryFolder } from '../support/watcher-subjects.js';

describeFolderWatcherContract({ name: 'memory', create: memoryFolder });

/** A watcher that watches for something else than it is asked for. */
const asking =
  (change: (request: WatchRequest) => WatchRequest) =>
  (subject: FolderWatcherSubject): FolderWatcherSubject => {
    const { watcher } = subject;
    return {
      ...subject,
      watcher: altered(watcher, { watch: (request, signal) => watcher.watch(change(request), signal) }),
    };
  };

/** A watcher that tells of another path instead of this one. */
const unaware = (path: string) =>
  asking((request) => ({
    ...request,
    onChange: (changed) => request.onChange(changed === path ? 'another' : changed),
  }));

/** A watcher with another way to watch. */
const watching =
  (watch: (original: FolderWatcher) => FolderWatcher['watch']) =>
  (subject: FolderWatcherSubject): FolderWatcherSubject => ({
    ...subject,
    watcher: altered(subject.watcher, { watch: watch(subject.watcher) }),
  });

describeMutants('FolderWatcher', describeFolderWatcherContract, folderWatcherClauses, memoryFolder, {
  'FW-01': ['does not tell of a changed file', unaware('a.ts')],
  'FW-02': ['does not tell of a replaced file', unaware('replaced.ts')],
  'FW-03': ['does not tell of a removed file', unaware('gone.ts')],
  'FW-04': ['looks only into the folder itself', unaware('new/folder/b.ts')],
  'FW-05': [
    'tells of every file at first',
    watching((original) => async (request, signal) => {
      const watch = await original.watch(request, signal);
      if (request.counts('other.ts')) request.onChange('before.ts');
      return watch;
    }),
  ],
  'FW-06': ['tells of everything', asking((request) => ({ ...request, counts: () => true }))],
  'FW-07': [
    'goes on after it is closed',
    watching((original) => async (request, signal) => {
      const watch = await original.watch(request, signal);
      return altered(watch, { close: () => Promise.resolve() });
    }),
  ],
  'FW-08': [
    'watches what does not exist',
    watching(
      (original) => (request, signal) =>
        request.folder.includes('nowhere')
          ? original.watch({ ...request, folder: 'memory:folder' }, signal)
          : original.watch(request, signal),
    ),
  ],
  'FW-09': ['does not look at its signal', watching((original) => (request) => original.watch(request))],
});
