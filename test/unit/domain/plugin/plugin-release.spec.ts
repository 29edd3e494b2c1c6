import { expect } from 'chai';
import { hashOf, hashText, parseHash, strongestOf } from '../../../../src/domain/plugin/archive-hash.js';
import { goPlatform, platformOf } from '../../../../src/domain/plugin/platform.js';
import { assetFor, newestVersion } from '../../../../src/domain/plugin/plugin-release.js';
import { parseVersionConstraint } from '../../../../src/domain/plugin/version-constraint.js';

const published = (...versions: readonly string[]) => versions.map((version) => ({ version, isPrerelease: false }));
const assets = (...names: readonly string[]) =>
  names.map((name) => ({ name, url: '', hashes: [], platform: platformOf(name) }));
const linux = { os: 'linux', arch: 'amd64' };

describe('newestVersion', () => {
  it('compares numbers, not letters, and passes over tags that are no versions', () => {
    expect(newestVersion(published('1.9.0', 'nightly', '1.10.0', '2024.1'))?.version).to.equal('1.10.0');
  });

  it('leaves out what is a pre-release by its name or by its mark', () => {
    const marked = [{ version: '3.0.0', isPrerelease: true }, ...published('1.0.0', '2.0.0-rc.1')];
    expect(newestVersion(marked)?.version).to.equal('1.0.0');
    expect(newestVersion(marked, { preReleases: true })?.version).to.equal('3.0.0');
  });

  it('takes a pre-release that the condition names', () => {
    const constraint = parseVersionConstraint('2.0.0-rc.1');
    expect(newestVersion(published('1.0.0', '2.0.0-rc.1'), { constraint })?.version).to.equal('2.0.0-rc.1');
  });

  it('gives nothing where nothing fits', () => {
    expect(newestVersion(published('1.0.0'), { constraint: parseVersionConstraint('^2.0.0') })).to.equal(undefined);
    expect(newestVersion(published())).to.equal(undefined);
  });
});

describe('assetFor', () => {
  it('chooses the archive with the names of the platform, and .tar.gz before .zip', () => {
    const found = assetFor(
      assets('a_1.0.0_linux_arm64.tar.gz', 'a_1.0.0_linux_amd64.zip', 'a_1.0.0_linux_amd64.tar.gz'),
      linux,
    );
    expect(found?.name).to.equal('a_1.0.0_linux_amd64.tar.gz');
  });

  it('takes the only archive that names no platform, but none for another platform', () => {
    expect(assetFor(assets('a_1.0.0.tar.gz', 'a_1.0.0_windows_amd64.zip'), linux)?.name).to.equal('a_1.0.0.tar.gz');
    expect(assetFor(assets('a_1.0.0_darwin_arm64.tar.gz'), linux)).to.equal(undefined);
    expect(assetFor(assets('a.tar.gz', 'b.tar.gz'), linux)).to.equal(undefined);
  });
});

describe('platforms', () => {
  it('have the names of Go', () => {
    expect(goPlatform('linux', 'x64')).to.deep.equal(linux);
    expect(goPlatform('win32', 'ia32')).to.deep.equal({ os: 'windows', arch: '386' });
    expect(goPlatform('darwin', 'arm64')).to.deep.equal({ os: 'darwin', arch: 'arm64' });
  });

  it('are read from names of archives only where they are platforms', () => {
    expect(platformOf('my_plugin_1.0.0_linux_amd64.tar.gz')).to.deep.equal(linux);
    for (const name of ['my_hello_plugin.tar.gz', 'a_1.0.0.zip', 'linux_amd64', '_linux_amd64.tar.gz.sig'])
      expect(platformOf(name)).to.equal(undefined);
  });
});

describe('hashes of archives', () => {
  const hex = 'AB'.repeat(32);

  it('are read as they are written, in small letters', () => {
    const hash = hashOf('sha256', hex);
    expect(hash && hashText(hash)).to.equal(`sha256:${hex.toLowerCase()}`);
    expect(parseHash(`sha256:${hex}`)).to.deep.equal(hash);
  });

  for (const text of [
    '',
    'sha256',
    `md5:${hex}`,
    'sha256:12',
    `sha512:${hex}`,
    `sha256:${hex}:`,
    `sha256:${'g'.repeat(64)}`,
  ])
    it(`are not read from "${text.slice(0, 12)}"`, () => expect(parseHash(text)).to.equal(undefined));

  it('have a strongest one', () => {
    const weak = { algorithm: 'sha256', hex: 'a' } as const;
    const strong = { algorithm: 'sha512', hex: 'b' } as const;
    expect(strongestOf([weak, strong])).to.equal(strong);
    expect(strongestOf([weak])).to.equal(weak);
    expect(strongestOf([])).to.equal(undefined);
  });
});
