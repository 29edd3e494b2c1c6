import { expect } from 'chai';
import { expectRejection } from '../../../../../src/contract/expectations.js';
import type { LockedPlugin } from '../../../../../src/domain/plugin/plugin-lock.js';
import { InstallWorld } from '../../../../support/install-fakes.js';
import { TestSigner } from '../../../../support/signers.js';

const mismatch = 'EXECUTION.PLUGIN.LOCK_MISMATCH';
const sha256 = (digit: string): string => `sha256:${digit.repeat(64)}`;
const h1 = (letter: string): string => `h1:${letter.repeat(43)}=`;

describe('LockedInstaller', () => {
  let world: InstallWorld;

  beforeEach(() => (world = new InstallWorld()));

  const install = (source: string, options: { force?: boolean; frozen?: boolean } = {}) =>
    world.installer.install(source, world.installed, options);

  /** Installs all that the lock names, as `awf plugin install --frozen` does. */
  async function installLocked(frozen = true): Promise<readonly string[]> {
    const done: string[] = [];
    for (const [name, locked] of await world.installer.lock()) {
      const result = await world.installer.installLocked(name, locked, world.installed, { frozen });
      done.push(result === undefined ? `${name} unchanged` : `${name} ${result.plugin.manifest.version}`);
    }
    return done;
  }

  const lockedEcho = async (): Promise<LockedPlugin | undefined> => (await world.lockFile.read())?.get('echo');
  const setLock = (echo: LockedPlugin): Promise<void> => world.lockFile.change(() => new Map([['echo', echo]]));

  describe('writes a lock that', () => {
    it('has the archives of all platforms, and the content of this one', async () => {
      world.publish('echo', '1.0.0', 'a');
      await install('ann/echo');
      const locked = await lockedEcho();
      expect(locked).to.include({ source: 'ann/echo', version: '1.0.0' });
      expect([...(locked?.platforms ?? [])]).to.deep.equal([
        ['linux_amd64', [h1('a'), sha256('a')]],
        ['darwin_amd64', [sha256('d')]],
      ]);
    });

    it('has a path as it is from the folder of the project', async () => {
      world.add('/project/dist/echo.zip', 'echo', '1.0.0', 'a');
      await install('./dist/echo.zip');
      expect(await lockedEcho()).to.deep.equal({
        source: './dist/echo.zip',
        version: '1.0.0',
        platforms: new Map([['any', [h1('a')]]]),
      });
      world.add('/elsewhere/echo', 'echo', '1.0.0', 'b');
      await install('/elsewhere/echo', { force: true });
      expect((await lockedEcho())?.source).to.equal('../elsewhere/echo');
    });

    it('is replaced by an update', async () => {
      world.publish('echo', '1.0.0', 'a');
      await install('ann/echo');
      world.publish('echo', '2.0.0', 'b');
      await install('ann/echo', { force: true });
      const locked = await lockedEcho();
      expect(locked?.version).to.equal('2.0.0');
      expect(locked?.platforms.get('linux_amd64')).to.deep.equal([h1('b'), sha256('b')]);
    });
  });

  describe('installs by a lock', () => {
    beforeEach(async () => {
      world.publish('echo', '1.0.0', 'a');
      await install('ann/echo');
      world.publish('echo', '2.0.0', 'b');
    });

    it('the version in it, though there is a newer one, and does nothing the second time', async () => {
      world.installations.plugins.clear();
      expect(await installLocked()).to.deep.equal(['echo 1.0.0']);
      expect(await installLocked()).to.deep.equal(['echo unchanged']);
    });

    it('and keeps the range that later updates stay in', async () => {
      await install('ann/echo@<2.0.0', { force: true });
      world.installations.plugins.clear();
      expect(await installLocked()).to.deep.equal(['echo 1.0.0']);
      expect(world.stateStore.getState('echo').origin).to.include({ version: '1.0.0', wanted: '<2.0.0' });
    });

    it('in the place of another version', async () => {
      const lock = await world.lockFile.read();
      await install('ann/echo', { force: true });
      await world.lockFile.change(() => lock!);
      expect(await installLocked()).to.deep.equal(['echo 1.0.0']);
    });

    it('in the place of content that was changed', async () => {
      world.add('memory:changed', 'echo', '1.0.0', 'x');
      world.installations.plugins.set('memory:echo', world.sources.get('memory:changed')!);
      expect(await installLocked()).to.deep.equal(['echo 1.0.0']);
    });

    it('and refuses an archive that was published anew under the same version', async () => {
      world.installations.plugins.clear();
      world.releases.releases.length = 0;
      world.publish('echo', '1.0.0', 'c');
      for (const frozen of [true, false]) await expectRejection(installLocked(frozen), mismatch);
      expect(world.installed).to.deep.equal([]);
      expect((await lockedEcho())?.platforms.get('linux_amd64')).to.deep.equal([h1('a'), sha256('a')]);
    });

    it('and refuses content that is not what the archive held before', async () => {
      world.installations.plugins.clear();
      const url = 'memory:echo_1.0.0_linux_amd64.tar.gz';
      world.add(url, 'echo', '1.0.0', 'c');
      await expectRejection(installLocked(), mismatch);
      expect(world.installed).to.deep.equal([]);
    });

    it('and refuses another plugin under the name of a locked one', async () => {
      world.installations.plugins.clear();
      world.add('memory:echo_1.0.0_linux_amd64.tar.gz', 'other', '1.0.0', 'a');
      await expectRejection(installLocked(), mismatch);
    });

    it('and refuses a platform that is not in it', async () => {
      world.installations.plugins.clear();
      const locked = await lockedEcho();
      await setLock({ ...locked!, platforms: new Map([['darwin_amd64', [sha256('d')]]]) });
      const error = await expectRejection(installLocked(), mismatch);
      expect(error.message).to.include('the lock has no hash for linux_amd64; it has: darwin_amd64');
    });

    it('on a platform that was never installed, by the archive, and writes its content only if it may', async () => {
      const locked = await lockedEcho();
      await setLock({ ...locked!, platforms: new Map([['linux_amd64', [sha256('a')]]]) });
      expect(await installLocked()).to.deep.equal(['echo unchanged']);
      world.installations.plugins.clear();
      expect(await installLocked()).to.deep.equal(['echo 1.0.0']);
      expect((await lockedEcho())?.platforms.get('linux_amd64')).to.deep.equal([sha256('a')]);
      world.installations.plugins.clear();
      expect(await installLocked(false)).to.deep.equal(['echo 1.0.0']);
      expect((await lockedEcho())?.platforms.get('linux_amd64')).to.deep.equal([h1('a'), sha256('a')]);
    });
  });

  describe('with a source and frozen', () => {
    beforeEach(async () => {
      world.publish('echo', '1.0.0', 'a');
      await install('ann/echo');
      world.publish('echo', '2.0.0', 'b');
      world.installations.plugins.clear();
    });

    it('installs the version in the lock', async () => {
      expect((await install('ann/echo', { frozen: true }))?.plugin.manifest.version).to.equal('1.0.0');
      expect(await install('ann/echo@^1.0.0', { frozen: true })).to.equal(undefined);
    });

    it('refuses another version, and a source that is not in the lock', async () => {
      await expectRejection(install('ann/echo@2.0.0', { frozen: true }), mismatch);
      world.publish('other', '1.0.0', 'c');
      await expectRejection(install('ann/other', { frozen: true }), mismatch);
      await expectRejection(install('./echo', { frozen: true }), mismatch);
      expect(world.installed).to.deep.equal([]);
    });

    it('refuses to work without a lock', async () => {
      world = new InstallWorld();
      await expectRejection(install('ann/echo', { frozen: true }), 'USER.INPUT.MISSING_FILE');
    });
  });

  describe('asks for a signature', () => {
    const encoded = (text: string): Uint8Array => new TextEncoder().encode(text);
    const signedBy = async (signer: TestSigner, version: string, letter: string) => {
      const bytes = encoded(`${letter.repeat(64)}  echo_${version}_linux_amd64.tar.gz\n`);
      const signature = { name: 'checksums.txt.minisig', bytes: encoded(await signer.minisig(bytes)) };
      return { checksums: { name: 'checksums.txt', bytes }, signature };
    };
    const [own, other] = [TestSigner.minisign(), TestSigner.minisign()];
    const trustedAt = '2026-01-02T12:00:00.000Z';

    it('by the key in the lock, from everybody who updates the plugin', async () => {
      await world.trustedKeys.add({ source: 'ann/echo', key: own.key, trustedAt });
      world.publish('echo', '1.0.0', 'a', await signedBy(own, '1.0.0', 'a'));
      await install('ann/echo');
      expect((await lockedEcho())?.key).to.equal(own.text);
      await world.trustedKeys.remove('ann/echo');
      world.publish('echo', '2.0.0', 'b', await signedBy(other, '2.0.0', 'b'));
      await expectRejection(install('ann/echo', { force: true }), 'EXECUTION.PLUGIN.SIGNATURE_INVALID');
      expect(world.installed.map(({ manifest }) => manifest.version)).to.deep.equal(['1.0.0']);
    });

    it('by the key in the lock, in whatever case the repository is written', async () => {
      await world.trustedKeys.add({ source: 'ann/echo', key: own.key, trustedAt });
      world.publish('echo', '1.0.0', 'a', await signedBy(own, '1.0.0', 'a'));
      await install('ann/echo');
      await world.trustedKeys.remove('ann/echo');
      world.publish('echo', '2.0.0', 'b', { repository: 'Ann/Echo' });
      await expectRejection(install('Ann/Echo', { force: true }), 'EXECUTION.PLUGIN.SIGNATURE_INVALID');
      world.publish('echo', '3.0.0', 'c', { repository: 'Ann/Echo', ...(await signedBy(own, '3.0.0', 'c')) });
      await install('Ann/Echo', { force: true });
      expect(await lockedEcho()).to.include({ source: 'Ann/Echo', version: '3.0.0', key: own.text });
    });
  });
});
