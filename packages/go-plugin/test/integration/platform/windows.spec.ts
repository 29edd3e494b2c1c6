import { tmpdir } from 'node:os';
import { expect } from 'chai';
import { listenOptions } from '../../../src/client/host-broker.js';
import { PluginClient } from '../../../src/client/plugin-client.js';
import { platformOf } from '../../../src/platform.js';
import type { BrokeredServer, GrpcBroker, GrpcPlugin } from '../../../src/plugin-set.js';
import { listen } from '../../../src/net/listener.js';
import { serveTestIn } from '../../../src/server/serve-test.js';
import { FakePluginProcess } from '../../support/fake-plugin-process.js';
import { ping, servePing } from '../../support/ping-service.js';

const handshake = { protocolVersion: 1, magicCookieKey: 'KEY', magicCookieValue: 'value' };
const windows = platformOf('win32');

function portOf(network: string, address: string): number {
  expect(network).to.equal('tcp');
  expect(address).to.match(/^127\.0\.0\.1:\d+$/);
  return Number(address.split(':')[1]);
}

describe('the tcp path of Windows', () => {
  it('serves a plugin and its brokered servers on the loopback address, and a host reaches both [X02]', async () => {
    let accepted: Promise<BrokeredServer> | undefined;
    const plugin: GrpcPlugin<string> = {
      registerServices: (server, broker) => {
        servePing(server);
        // Not awaited: it is served when a host has come to be told where.
        accepted = broker.acceptAndServe(7, servePing);
      },
      createClient: async (connection, broker: GrpcBroker) => {
        const main = await ping(connection);
        return `${main} ${await ping(await broker.dial(7))}`;
      },
    };
    const process = new FakePluginProcess({}, tmpdir());
    process.platform = windows;
    await using server = await serveTestIn(process, { handshake, plugins: { plugin } });
    const { reattachConfig } = server;
    // No host has named a range to it, so that any free port will do.
    expect(portOf(reattachConfig.address.network, reattachConfig.address.address)).to.be.greaterThan(0);
    await using client = new PluginClient({ handshake, plugins: { plugin }, reattach: reattachConfig });
    expect(await client.dispense('plugin')).to.equal('pong pong');
    expect(await accepted).to.include({ id: 7 });
  });

  it('has the host’s brokered servers on such ports as well [X02]', async () => {
    const settings = { minPort: 10_000, maxPort: 25_000, unixSocketConfig: {} };
    const first = await listen(listenOptions('/unused', settings, windows), windows);
    const second = await listen(listenOptions('/unused', settings, windows), windows);
    try {
      const ports = [first, second].map(({ network, address }) => portOf(network, address));
      for (const port of ports) expect(port).to.be.within(10_000, 25_000);
      expect(ports[0]).to.not.equal(ports[1]);
    } finally {
      await Promise.all([first.close(), second.close()]);
    }
  });
});
