import { expect } from 'chai';
import { listenOptions } from '../../../src/go_plugin/client/host-broker.js';
import { makeSocketDir } from '../../../src/go_plugin/client/socket-dir.js';

const settings = { minPort: 10_000, maxPort: 25_000, unixSocketConfig: { group: 'plugins', tempDir: '/run' } };

describe('a host on Windows', () => {
  it('makes no directory for sockets [X02]', async () => {
    expect(await makeSocketDir({ group: 'plugins', tempDir: '/run' }, 'win32')).to.equal(undefined);
  });

  it('serves brokered connections on the ports that plugins get [X02]', () => {
    expect(listenOptions(undefined, settings, 'win32')).to.deep.equal({
      network: 'tcp',
      ports: { min: 10_000, max: 25_000 },
    });
  });

  it('is another one than elsewhere [X02] [H32]', () => {
    expect(listenOptions('/run/x', settings, 'linux')).to.deep.equal({
      network: 'unix',
      directory: '/run/x',
      group: 'plugins',
    });
    expect(listenOptions(undefined, settings, 'darwin')).to.include({ directory: '/run' });
  });
});
