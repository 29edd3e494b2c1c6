import { execFile } from 'node:child_process';
import { chmod, mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'chai';
import { expectRejection } from '../../../../src/contract/expectations.js';
import { describePluginLockFileContract } from '../../../../src/contract/index.js';
import type { PluginLock } from '../../../../src/domain/plugin/plugin-lock.js';
import { FilePluginLock } from '../../../../src/infrastructure/plugin_lock/file-plugin-lock.js';
import { ownFolder } from '../../../support/contract-subjects.js';
import { fileLock } from '../../../support/trust-subjects.js';

describePluginLockFileContract({ name: 'plugins.lock', create: fileLock });

const run = promisify(execFile);

const locking =
  (name: string, digit: string) =>
  (lock: PluginLock): PluginLock =>
    new Map([
      ...lock,
      [
        name,
        { source: `ann/${name}`, version: '1.0.0', platforms: new Map([['any', [`sha256:${digit.repeat(64)}`]]]) },
      ],
    ]);

describe('FilePluginLock', () => {
  let folder: Awaited<ReturnType<typeof ownFolder>>;
  let lock: FilePluginLock;

  beforeEach(async () => {
    folder = await ownFolder();
    lock = new FilePluginLock(join(folder.root, '.awf', 'plugins.lock'));
  });
  afterEach(() => folder.close());

  const git = (...args: readonly string[]) =>
    run('git', ['-c', 'user.name=a', '-c', 'user.email=a@b', '-c', 'commit.gpgsign=false', ...args], {
      cwd: folder.root,
    });
  const commit = async (message: string): Promise<void> => {
    await git('add', '.');
    await git('commit', '-qm', message);
  };

  it('does not touch a file in which nothing changes', async () => {
    await lock.change(locking('echo', 'a'));
    const before = await stat(lock.path, { bigint: true });
    await lock.change(locking('echo', 'a'));
    expect((await stat(lock.path, { bigint: true })).ino).to.equal(before.ino);
  });

  it('refuses a file that other users could change, unless it is told to warn', async function () {
    if (process.platform === 'win32') this.skip();
    await lock.change(locking('echo', 'a'));
    await chmod(lock.path, 0o606);
    await expectRejection(lock.read(), 'SYSTEM.IO.READ_FAILED');
    await expectRejection(lock.change(locking('hello', 'a')), 'SYSTEM.IO.READ_FAILED');
    const warnings: string[] = [];
    const tolerant = new FilePluginLock(lock.path, (problem) => warnings.push(problem));
    expect([...((await tolerant.read()) ?? [])].map(([name]) => name)).to.deep.equal(['echo']);
    expect(warnings.join()).to.include('is not safe from other users: it can be changed by every user');
  });

  it('lets git merge two branches that each add a plugin, and refuses what git could not merge', async () => {
    await git('init', '-qb', 'main');
    for (const name of ['beta', 'delta', 'gamma']) await lock.change(locking(name, 'a'));
    await commit('three plugins');
    await git('checkout', '-qb', 'other');
    await lock.change(locking('alpha', 'b'));
    await lock.change(locking('delta', 'b'));
    await commit('alpha');
    await git('checkout', '-q', 'main');
    await lock.change(locking('zeta', 'c'));
    await commit('zeta');
    await git('merge', '-q', '--no-edit', 'other');
    expect([...((await lock.read())?.keys() ?? [])]).to.deep.equal(['alpha', 'beta', 'delta', 'gamma', 'zeta']);

    await git('checkout', '-qb', 'third');
    await lock.change(locking('beta', 'd'));
    await commit('beta is d');
    await git('checkout', '-q', 'main');
    await lock.change(locking('beta', 'e'));
    await commit('beta is e');
    await git('merge', '-q', 'third').catch(() => undefined);
    expect(await readFile(lock.path, 'utf8')).to.include('<<<<<<<');
    await expectRejection(lock.read(), 'USER.VALIDATION.LOCK_INVALID');
  });

  it('does not take an empty file, or a folder in its place, for no lock', async () => {
    await mkdir(lock.path, { recursive: true });
    await expectRejection(lock.read(), 'SYSTEM.IO.READ_FAILED');
    const empty = new FilePluginLock(join(folder.root, 'empty.lock'));
    await writeFile(empty.path, '');
    await expectRejection(empty.read(), 'USER.VALIDATION.LOCK_INVALID');
  });
});
