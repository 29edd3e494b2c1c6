import { expect } from 'chai';
import { GoPluginError } from '../../../src/errors/go-plugin-error.js';
import { parseGroupId, platformOf } from '../../../src/platform.js';
import { checkSocketPath, randomSocketPath } from '../../../src/net/socket-path.js';

describe('Socket paths', () => {
  it('are named plugin and digits', () => {
    expect(randomSocketPath('/run/x')).to.match(/^\/run\/x\/plugin\d{10}$/);
    expect(randomSocketPath('/run/x')).to.not.equal(randomSocketPath('/run/x'));
  });

  it('may have as many bytes as the system’s sockaddr_un holds [P07]', () => {
    expect(() => checkSocketPath('x'.repeat(107), platformOf('linux'))).to.not.throw();
    expect(() => checkSocketPath('x'.repeat(103), platformOf('darwin'))).to.not.throw();
    for (const [path, platform] of [
      ['x'.repeat(108), 'linux'],
      ['ü'.repeat(54), 'linux'],
      ['x'.repeat(104), 'darwin'],
    ] as const) {
      expect(() => checkSocketPath(path, platformOf(platform)))
        .to.throw(GoPluginError)
        .with.property('code', 'SOCKET_PATH_TOO_LONG');
    }
  });
});

describe('parseGroupId', () => {
  const file = 'root:x:0:\nplugdev:x:46:ann,bob\nbroken\nempty:x::\nplug:x:47:\n';

  it('finds a group by its whole name', () => {
    expect(parseGroupId(file, 'plugdev')).to.equal(46);
    expect(parseGroupId(file, 'plug')).to.equal(47);
    expect(parseGroupId(file, 'root')).to.equal(0);
  });

  it('finds nothing if there is nothing', () => {
    for (const name of ['nobody', 'broken', 'empty', '']) expect(parseGroupId(file, name)).to.equal(undefined);
  });
});
