import { expect } from 'chai';
import type { LockedPlugin, PluginLock } from '../domain/plugin/plugin-lock.js';
import type { PluginLockFile } from '../ports/plugin-lock-file.js';
import { describeClauses, type Clause, type ContractOptions, type ContractSubject } from './clauses.js';
import { expectAborted, expectRejection } from './expectations.js';

/** A lock that is stored, and the stores over it. */
export interface PluginLockFileSubject extends ContractSubject {
  /** Opens a store over the same lock, as a later process does. */
  readonly open: () => PluginLockFile;
  /** Makes the lock unreadable. */
  readonly corrupt: () => Promise<void>;
}

const h1 = (letter: string): string => `h1:${letter.repeat(43)}=`;
const sha256 = (digit: string): string => `sha256:${digit.repeat(64)}`;

const echo: LockedPlugin = {
  source: 'ann/echo',
  version: '1.10',
  key: `${'A'.repeat(43)}=`,
  platforms: new Map([
    ['darwin_arm64', [sha256('a')]],
    ['linux_amd64', [h1('b'), sha256('b'), sha256('c')]],
  ]),
};
const local: LockedPlugin = { source: './dist/ü "x".zip', version: '1.0.0', platforms: new Map([['any', [h1('A')]]]) };

/** As lists, because chai does not compare maps within maps. */
const plain = (lock: PluginLock | undefined): unknown =>
  lock && [...lock].map(([name, { platforms, ...rest }]) => [name, { ...rest, platforms: [...platforms] }]);

const setting =
  (name: string, plugin: LockedPlugin) =>
  (lock: PluginLock): PluginLock =>
    new Map([...lock, [name, plugin]]);

/** Clauses of the port PluginLockFile. */
export const pluginLockFileClauses: readonly Clause<PluginLockFileSubject>[] = [
  {
    id: 'LF-01',
    title: 'knows of no lock before there is one, which is not the same as an empty one',
    async check({ open }) {
      expect(await open().read()).to.equal(undefined);
      await open().change((lock) => lock);
      expect(plain(await open().read())).to.deep.equal([]);
    },
  },
  {
    id: 'LF-02',
    title: 'keeps all that is locked of a plugin, for a later process too',
    async check({ open }) {
      await open().change(setting('echo', echo));
      expect(plain(await open().read())).to.deep.equal(plain(new Map([['echo', echo]])));
    },
  },
  {
    id: 'LF-03',
    title: 'keeps a plugin without a key, with a source of any characters',
    async check({ open }) {
      await open().change(setting('local', local));
      expect(plain(await open().read())).to.deep.equal(plain(new Map([['local', local]])));
    },
  },
  {
    id: 'LF-04',
    title: 'gives a change the lock as it is, and keeps what the change leaves alone',
    async check({ open }) {
      await open().change(setting('echo', echo));
      await open().change(setting('local', local));
      expect([...((await open().read())?.keys() ?? [])]).to.have.members(['echo', 'local']);
      await open().change((lock) => new Map([...lock].filter(([name]) => name !== 'echo')));
      expect([...((await open().read())?.keys() ?? [])]).to.deep.equal(['local']);
    },
  },
  {
    id: 'LF-05',
    title: 'changes nothing when the change throws, and throws the same',
    async check({ open }) {
      await open().change(setting('echo', echo));
      const problem = new Error('no');
      const failed = await open()
        .change(() => {
          throw problem;
        })
        .catch((error: unknown) => error);
      expect(failed === problem || (failed as Error).cause === problem).to.equal(true);
      expect([...((await open().read())?.keys() ?? [])]).to.deep.equal(['echo']);
    },
  },
  {
    id: 'LF-06',
    title: 'loses nothing when two stores change at once',
    async check({ open }) {
      await Promise.all([open().change(setting('echo', echo)), open().change(setting('local', local))]);
      expect((await open().read())?.size).to.equal(2);
    },
  },
  {
    id: 'LF-07',
    title: 'rejects every call while the lock cannot be read',
    async check({ open, corrupt }) {
      await open().change(setting('echo', echo));
      await corrupt();
      await expectRejection(open().read(), 'USER.VALIDATION.LOCK_INVALID');
      await expectRejection(open().change(setting('local', local)), 'USER.VALIDATION.LOCK_INVALID');
      await expectRejection(open().read(), 'USER.VALIDATION.LOCK_INVALID');
    },
  },
  {
    id: 'LF-08',
    title: 'does nothing when the signal is aborted already',
    async check({ open }) {
      const code = 'EXECUTION.PLUGIN.CANCELED';
      await expectAborted((signal) => open().read({ signal }), code);
      await expectAborted((signal) => open().change(setting('echo', echo), { signal }), code);
    },
  },
];

/** Registers the suite of the port PluginLockFile. */
export function describePluginLockFileContract(options: ContractOptions<PluginLockFileSubject>): void {
  describeClauses('PluginLockFile', pluginLockFileClauses, options);
}
