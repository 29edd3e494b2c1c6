import { expect } from 'chai';
import type { FolderWatch, FolderWatcher, WatchRequest } from '../ports/folder-watcher.js';
import { describeClauses, type Clause, type ContractOptions, type ContractSubject } from './clauses.js';
import { expectRejection, soon } from './expectations.js';

/** A folder that exists and is empty at first, and a watcher. */
export interface FolderWatcherSubject extends ContractSubject {
  /** What is tested. */
  readonly watcher: FolderWatcher;
  /** The folder. */
  readonly folder: string;
  /** A folder that does not exist. */
  readonly missing: string;
  /** Writes a file, with the folders above it. The path is relative, with slashes. */
  readonly write: (path: string, text: string) => Promise<void>;
  /** Writes a file beside another one, and renames it, as many editors do. */
  readonly replace: (path: string, text: string) => Promise<void>;
  /** Removes a file. */
  readonly remove: (path: string) => Promise<void>;
  /** How long a change may take to be told of, on a busy machine too. */
  readonly patienceMs: number;
}

/** What a watch has told. */
class Changes {
  readonly paths: string[] = [];
  readonly #waiting = new Map<string, () => void>();
  readonly #patienceMs: number;

  constructor(patienceMs: number) {
    this.#patienceMs = patienceMs;
  }

  readonly note = (path: string): void => {
    this.paths.push(path);
    this.#waiting.get(path)?.();
  };

  /** Resolves when a change of the path has been told, now or before. */
  async of(path: string): Promise<void> {
    if (this.paths.includes(path)) return;
    const told = new Promise<void>((resolve) => this.#waiting.set(path, resolve));
    await soon(told, `telling of ${path}`, this.#patienceMs);
  }

  forget(): void {
    this.paths.length = 0;
  }
}

const unexpected = (error: Error): void => {
  throw error;
};

/** Watches the folder of a subject. */
async function watching(
  { watcher, folder, patienceMs }: FolderWatcherSubject,
  counts: WatchRequest['counts'] = () => true,
): Promise<{ readonly changes: Changes; readonly watch: FolderWatch }> {
  const changes = new Changes(patienceMs);
  const watch = await watcher.watch({ folder, counts, onChange: changes.note, onFailure: unexpected });
  return { changes, watch };
}

/** Clauses of the port FolderWatcher. */
export const folderWatcherClauses: readonly Clause<FolderWatcherSubject>[] = [
  {
    id: 'FW-01',
    title: 'tells of a file whose content has changed',
    async check(subject) {
      await subject.write('a.ts', 'one');
      const { changes, watch } = await watching(subject);
      await subject.write('a.ts', 'two');
      await changes.of('a.ts');
      await watch.close();
    },
  },
  {
    id: 'FW-02',
    title: 'tells of a file that is replaced by another one',
    async check(subject) {
      await subject.write('replaced.ts', 'one');
      const { changes, watch } = await watching(subject);
      await subject.replace('replaced.ts', 'two');
      await changes.of('replaced.ts');
      await watch.close();
    },
  },
  {
    id: 'FW-03',
    title: 'tells of a file that is gone',
    async check(subject) {
      await subject.write('gone.ts', 'one');
      const { changes, watch } = await watching(subject);
      await subject.remove('gone.ts');
      await changes.of('gone.ts');
      await watch.close();
    },
  },
  {
    id: 'FW-04',
    title: 'tells of a file in a folder that did not exist before, with slashes in its path',
    async check(subject) {
      const { changes, watch } = await watching(subject);
      await subject.write('new/folder/b.ts', 'one');
      await changes.of('new/folder/b.ts');
      await watch.close();
    },
  },
  {
    id: 'FW-05',
    title: 'does not tell of files that were there before',
    async check(subject) {
      await subject.write('before.ts', 'one');
      const { changes, watch } = await watching(subject);
      await subject.write('after.ts', 'one');
      await changes.of('after.ts');
      expect(changes.paths).not.to.include('before.ts');
      await watch.close();
    },
  },
  {
    id: 'FW-06',
    title: 'tells nothing of files that do not count, nor of those in folders that do not',
    async check(subject) {
      const { changes, watch } = await watching(subject, (path) => path !== 'out' && path !== 'other.ts');
      await subject.write('out/deep/c.ts', 'one');
      await subject.write('other.ts', 'one');
      await subject.write('counts.ts', 'one');
      await changes.of('counts.ts');
      expect(changes.paths.filter((path) => path !== 'counts.ts')).to.deep.equal([]);
      await watch.close();
    },
  },
  {
    id: 'FW-07',
    title: 'tells nothing more once it is closed, which may happen twice',
    async check(subject) {
      const closed = await watching(subject);
      await subject.write('first.ts', 'one');
      await closed.changes.of('first.ts');
      await closed.watch.close();
      await closed.watch.close();
      closed.changes.forget();
      const open = await watching(subject);
      await subject.write('second.ts', 'one');
      await open.changes.of('second.ts');
      expect(closed.changes.paths).to.deep.equal([]);
      await open.watch.close();
    },
  },
  {
    id: 'FW-08',
    title: 'refuses a folder that does not exist',
    async check({ watcher, missing }) {
      const request = { folder: missing, counts: () => true, onChange: () => undefined, onFailure: unexpected };
      await expectRejection(watcher.watch(request), 'USER.INPUT.MISSING_FILE');
    },
  },
  {
    id: 'FW-09',
    title: 'does not begin once it is canceled, and gives the reason',
    async check({ watcher, folder }) {
      const reason = new Error('no longer wanted');
      const request = { folder, counts: () => true, onChange: () => undefined, onFailure: unexpected };
      const error = await watcher.watch(request, AbortSignal.abort(reason)).then(
        () => undefined,
        (thrown: unknown) => thrown,
      );
      expect(error).to.equal(reason);
    },
  },
];

/** Registers the suite of the port FolderWatcher. */
export function describeFolderWatcherContract(options: ContractOptions<FolderWatcherSubject>): void {
  describeClauses('FolderWatcher', folderWatcherClauses, options);
}
