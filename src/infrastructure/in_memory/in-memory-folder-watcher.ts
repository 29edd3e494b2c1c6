import { AwfError } from '../../domain/errors/awf-error.js';
import type { FolderWatch, FolderWatcher, WatchRequest } from '../../ports/folder-watcher.js';

/** Folders that change when a test says so. */
export class InMemoryFolderWatcher implements FolderWatcher {
  readonly #folders: ReadonlySet<string>;
  readonly #requests = new Set<WatchRequest>();

  /** @param folders those that exist */
  constructor(folders: Iterable<string>) {
    this.#folders = new Set(folders);
  }

  /** How many watches have not been closed. */
  get open(): number {
    return this.#requests.size;
  }

  watch(request: WatchRequest, signal?: AbortSignal): Promise<FolderWatch> {
    if (signal?.aborted === true) return Promise.reject(signal.reason as Error);
    if (!this.#folders.has(request.folder))
      return Promise.reject(new AwfError('USER.INPUT.MISSING_FILE', { path: request.folder }));
    this.#requests.add(request);
    const close = (): Promise<void> => Promise.resolve(void this.#requests.delete(request));
    return Promise.resolve({ close, [Symbol.asyncDispose]: close });
  }

  /** Changes, makes or removes a file. */
  change(folder: string, path: string): void {
    for (const request of this.#requests)
      if (request.folder === folder && isCounted(path, request.counts)) request.onChange(path);
  }

  /** Has every watch fail. */
  fail(error: Error): void {
    for (const { onFailure } of this.#requests) onFailure(error);
  }
}

/** Folders that do not count are not looked into. */
const isCounted = (path: string, counts: WatchRequest['counts']): boolean =>
  path.split('/').every((_, index, parts) => counts(parts.slice(0, index + 1).join('/')));
