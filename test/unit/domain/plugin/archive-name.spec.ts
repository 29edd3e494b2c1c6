import { expect } from 'chai';
import { archiveName, awfPlatforms, parsePlatform } from '../../../../src/domain/plugin/archive-name.js';
import { platformText } from '../../../../src/domain/plugin/platform.js';

describe('A platform', () => {
  it('is written as the names of archives have it', () => {
    expect(awfPlatforms.map(platformText)).to.deep.equal([
      'linux_amd64',
      'linux_arm64',
      'darwin_amd64',
      'darwin_arm64',
    ]);
    expect(parsePlatform('linux_amd64')).to.deep.equal({ os: 'linux', arch: 'amd64' });
  });

  for (const text of ['', 'linux', 'linux_', '_amd64', 'linux_amd64_musl', '../x_y', 'Linux_amd64'])
    it(`is not "${text}"`, () => {
      expect(parsePlatform(text)).to.equal(undefined);
    });

  it('is the end of the name of an archive, after name and version', () => {
    const platform = { os: 'linux', arch: 'amd64' };
    expect(archiveName({ name: 'echo', version: '1.2.3-rc.1' }, platform)).to.equal(
      'echo_1.2.3-rc.1_linux_amd64.tar.gz',
    );
    expect(archiveName({ name: 'echo', version: 'v1.2.3' }, platform)).to.equal('echo_1.2.3_linux_amd64.tar.gz');
  });
});
