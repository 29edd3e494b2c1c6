import { stat } from 'node:fs/promises';
import { relative, resolve, sep } from 'node:path';
import { watch, type FSWatcher } from 'chokidar';
import { unlessAborted } from 'plugin-async';
import { AwfError } from '../../domain/errors/awf-error.js';
import type { FolderWatch, FolderWatcher, WatchRequest } from '../../ports/folder-watcher.js';
import { readErrorOf } from '../shared/read-text-file.js';

/** Watches folders with the means of the system: inotify, FSEvents or what Windows has. */
export class ChokidarWatcher implements FolderWatcher {
  async watch({ folder, counts, onChange, onFailure }: WatchRequest, signal?: AbortSignal): Promise<FolderWatch> {
    signal?.throwIfAborted();
    const root = resolve(folder);
    await expectFolder(root);
    const pathOf = (file: string): string => relative(root, file).split(sep).join('/');
    const watcher = watch(root, {
      ignored: (file) => file !== root && !counts(pathOf(file)),
      ignoreInitial: true,
      // A link may lead out of the project, to a folder of any size.
      followSymlinks: false,
    });
    try {
      const failed = await ready(watcher, signal);
      if (failed !== undefined) throw failureOf(root, failed);
    } catch (error) {
      await watcher.close();
      throw error;
    }
    for (const event of ['add', 'change', 'unlink'] as const) watcher.on(event, (file) => onChange(pathOf(file)));
    watcher.on('error', (error) => onFailure(failureOf(root, error)));
    return new ChokidarWatch(watcher);
  }
}

class ChokidarWatch implements FolderWatch {
  readonly #watcher: FSWatcher;

  constructor(watcher: FSWatcher) {
    this.#watcher = watcher;
  }

  close(): Promise<void> {
    return this.#watcher.close();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }
}

/** Resolves once everything is watched, or with why it is not. */
function ready(watcher: FSWatcher, signal: AbortSignal | undefined): Promise<unknown> {
  const settled = new Promise<unknown>((done) => {
    watcher.once('ready', () => done(undefined)).once('error', done);
  });
  return signal === undefined ? settled : unlessAborted(settled, signal);
}

/** Limits of the system, in words for people. */
const limits: Readonly<Record<string, string>> = {
  ENOSPC: 'the system watches as many files as it can; raise fs.inotify.max_user_watches',
  EMFILE: 'this process has no free file descriptors, or fs.inotify.max_user_instances is reached',
};

function failureOf(path: string, cause: unknown): AwfError {
  const problem = limits[(cause as NodeJS.ErrnoException).code ?? ''];
  if (problem === undefined) return readErrorOf(path, cause);
  return new AwfError('SYSTEM.IO.READ_FAILED', { path, problem: { problem } }, { cause });
}

async function expectFolder(path: string): Promise<void> {
  const status = await stat(path).catch((cause: unknown) => {
    throw readErrorOf(path, cause);
  });
  if (!status.isDirectory())
    throw new AwfError('USER.INPUT.MISSING_FILE', { path, problem: 'is a file, not a folder' });
}
