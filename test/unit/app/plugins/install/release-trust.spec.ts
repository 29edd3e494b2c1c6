import { expect } from 'chai';
import { expectRejection } from '../../../../../src/contract/expectations.js';
import { hashOf } from '../../../../../src/domain/plugin/archive-hash.js';
import type { PluginRelease, ReleaseAsset, ReleaseFile } from '../../../../../src/domain/plugin/plugin-release.js';
import { ReleaseTrust } from '../../../../../src/app/plugins/install/release-trust.js';
import { Ed25519Verifier } from '../../../../../src/infrastructure/ed25519/ed25519-verifier.js';
import { InMemoryTrustedKeys } from '../../../../../src/infrastructure/in_memory/in-memory-trusted-keys.js';
import { TestSigner } from '../../../../support/signers.js';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const checksums: ReleaseFile = { name: 'checksums.txt', bytes: bytes(`${'a'.repeat(64)}  echo.tar.gz\n`) };
const asset: ReleaseAsset = { name: 'echo.tar.gz', url: 'x:', hashes: [hashOf('sha256', 'a'.repeat(64))!] };
const trustedAt = '2026-01-02T12:00:00.000Z';

describe('ReleaseTrust', () => {
  let trustedKeys: InMemoryTrustedKeys;
  const [own, other] = [TestSigner.minisign(), TestSigner.minisign()];

  beforeEach(() => (trustedKeys = new InMemoryTrustedKeys()));

  const check = (more: Partial<PluginRelease> = {}, lockedKey?: string) =>
    new ReleaseTrust({ trustedKeys, verifier: new Ed25519Verifier() }).check(
      { repository: 'ann/echo', version: '1.0.0', assets: [asset], notes: [], checksums, ...more },
      more.assets?.[0] ?? asset,
      lockedKey,
    );
  const trustOwn = (): Promise<void> => trustedKeys.add({ source: 'ann/echo', key: own.key, trustedAt });
  const signature = async (signer: TestSigner, file = checksums): Promise<ReleaseFile> => ({
    name: 'checksums.txt.minisig',
    bytes: bytes(await signer.minisig(file.bytes)),
  });
  const refused = async (release: Partial<PluginRelease>, problem: RegExp, lockedKey?: string): Promise<void> => {
    const error = await expectRejection(check(release, lockedKey), 'EXECUTION.PLUGIN.SIGNATURE_INVALID');
    expect(error.message).to.match(problem);
  };

  it('asks nobody to sign where no key is trusted, and says that a key could be', async () => {
    expect(await check()).to.deep.equal({ notes: [] });
    const { notes, key } = await check({ signature: await signature(other) });
    expect(notes.join()).to.include('see awf plugin trust');
    expect(key).to.equal(undefined);
  });

  it('takes a release that a trusted key has signed, one of several', async () => {
    await trustedKeys.add({ source: 'ann/echo', key: other.key, trustedAt });
    await trustOwn();
    expect(await check({ signature: await signature(own) })).to.deep.equal({ key: own.text, notes: [] });
    expect(await check({ signature: await signature(own), repository: 'Ann/Echo' })).to.have.property('key', own.text);
  });

  it('refuses a release without a signature, or without checksums', async () => {
    await trustOwn();
    await refused({}, /it is not signed; trusted: RW/u);
    await refused({ signature: await signature(own), checksums: undefined }, /no checksum file/u);
  });

  it('refuses the signature of another key, of another file, and what is not a signature', async () => {
    await trustOwn();
    await refused({ signature: await signature(other) }, /not a signature of checksums.txt by a trusted key/u);
    const altered = { ...checksums, bytes: bytes(`${'b'.repeat(64)}  echo.tar.gz\n`) };
    await refused({ signature: await signature(own), checksums: altered }, /not a signature/u);
    await refused(
      { signature: { name: 'checksums.txt.sig', bytes: bytes('<html>') } },
      /checksums.txt.sig is not a signature/u,
    );
  });

  it('refuses an archive that the signed file does not name, or has another hash for', async () => {
    await trustOwn();
    const hashes = [hashOf('sha256', 'b'.repeat(64))!];
    for (const other of [
      { ...asset, hashes },
      { ...asset, name: 'other.zip' },
      { ...asset, hashes: [] },
    ])
      await refused({ signature: await signature(own), assets: [other] }, /checksums.txt does not name/u);
  });

  it('does not use the key of another source', async () => {
    await trustedKeys.add({ source: 'ann/echo2', key: own.key, trustedAt });
    expect(await check()).to.deep.equal({ notes: [] });
    await trustOwn();
    await trustedKeys.remove('ann/echo');
    expect(await check()).to.deep.equal({ notes: [] });
  });

  it('goes by the key in the lock where the user trusts none, and by the keys of the user otherwise', async () => {
    await refused({}, /it is not signed/u, own.text);
    await refused({ signature: await signature(other) }, /by a trusted key/u, own.text);
    expect(await check({ signature: await signature(own) }, own.text)).to.have.property('key', own.text);
    await trustOwn();
    await refused({ signature: await signature(other) }, /by a trusted key/u, other.text);
    await refused({}, /./u, 'a key that nobody can read');
  });
});
