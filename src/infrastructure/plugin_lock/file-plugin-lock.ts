import { stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { withinLimits } from 'plugin-async';
import { AwfError } from '../../domain/errors/awf-error.js';
import type { PluginLock } from '../../domain/plugin/plugin-lock.js';
import type { CallOptions } from '../../ports/call-options.js';
import type { PluginLockFile } from '../../ports/plugin-lock-file.js';
import { withLock } from '../shared/file-lock.js';
import { readGuarded, type OnInsecure } from '../shared/guarded-file.js';
import { makeDirectory } from '../shared/make-directory.js';
import { replaceFile } from '../shared/replace-file.js';
import { storageLimits } from '../shared/storage-limits.js';

const maxBytes = 8 * 1024 * 1024;

/** The lock of a project in a YAML file, which must be the user's own. It is replaced as a whole, and only if something changes. */
export class FilePluginLock implements PluginLockFile {
  readonly path: string;
  readonly #onInsecure: OnInsecure | undefined;

  /** @param onInsecure is told of a file that others could change; without it, such a file is refused */
  constructor(path: string, onInsecure?: OnInsecure) {
    this.path = path;
    this.#onInsecure = onInsecure;
  }

  /** The lock of the project in a folder; undefined where the folder has no folder `.awf`, and so is not a project. */
  static async in(project: string, onInsecure?: OnInsecure): Promise<FilePluginLock | undefined> {
    const folder = join(project, '.awf');
    const isProject = await stat(folder).then(
      (status) => status.isDirectory(),
      () => false,
    );
    return isProject ? new FilePluginLock(join(folder, 'plugins.lock'), onInsecure) : undefined;
  }

  read(options: CallOptions = {}): Promise<PluginLock | undefined> {
    return withinLimits(options, this.#limits('read'), async (signal) => (await this.#read(signal))?.lock);
  }

  change(change: (lock: PluginLock) => PluginLock, options: CallOptions = {}): Promise<void> {
    return withinLimits(options, this.#limits('lock'), async (signal) => {
      const { path } = this;
      try {
        await makeDirectory(dirname(path), 0o755);
        await withLock(`${path}.lock`, signal, async () => {
          const before = await this.#read(signal);
          const { formatLock } = await import('./lock-text.js');
          const text = formatLock(change(before?.lock ?? new Map()));
          if (text !== before?.text) await replaceFile(path, text, 0o644, signal);
        });
      } catch (cause) {
        signal.throwIfAborted();
        throw AwfError.is(cause) ? cause : new AwfError('SYSTEM.IO.WRITE_FAILED', { path }, { cause });
      }
    });
  }

  async #read(signal: AbortSignal): Promise<{ readonly text: string; readonly lock: PluginLock } | undefined> {
    const { path } = this;
    const text = await readGuarded(path, maxBytes, signal, this.#onInsecure);
    if (text === undefined) return undefined;
    // Loaded here, because most projects have no such file.
    const { parseLock } = await import('./lock-text.js');
    const file = parseLock(text);
    if (!file.ok) throw new AwfError('USER.VALIDATION.LOCK_INVALID', { path, problems: file.problems });
    return { text, lock: file.content };
  }

  #limits(call: string): ReturnType<typeof storageLimits> {
    return storageLimits('*', call, this.path);
  }
}
