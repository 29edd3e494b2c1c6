import { expect } from 'chai';
import { pluginServer } from '../../support/fixtures.js';
import { buildPeer } from '../../support/go-plugin-peers.js';
import { requireGo } from '../../support/go.js';
import { killBusyHost } from '../../support/killed-host.js';

const server = (name: string): readonly string[] => [process.execPath, pluginServer(name)];

describe('A host with busy plugins in Go and TypeScript', () => {
  let go: string;
  before(async function () {
    requireGo(this);
    go = await buildPeer('testplugin');
  });

  for (const signal of ['SIGKILL', 'SIGTERM', 'SIGHUP'] as const)
    it(`leaves nothing 2 s after ${signal}: no plugin, nothing that plugins started, no socket and no folder [H27]`, async () => {
      const plugins = [[go], [go, '-grandchild', '-ignore-term'], server('interop-plugin'), server('leaves-daemon')];
      const { killed, afterTwoSeconds } = await killBusyHost({ plugins, signal });
      expect(killed).to.equal(6);
      expect(afterTwoSeconds).to.deep.equal({ processes: 0, reapers: 0, sockets: 0, folders: 0 });
    });
});
