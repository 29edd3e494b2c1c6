import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { buildPeer } from '../../support/go-plugin-peers.js';
import { expectAllPassed, expectGoodEnd, runGoTestHost } from '../../support/go-test-host.js';
import { requireGo } from '../../support/go.js';
import { failure } from '../../support/go-plugin-failure.js';
import { interopClient, interopPluginProgram, pingOver, servePingPong } from '../../support/interop-host.js';
import { countOpenFiles } from '../../support/open-files.js';
import { comesTrue } from '../../support/processes.js';

/** Safety nets, for them and for the Go host: thousands of connections take 10 s on a machine of their own. */
const busyTimeoutMs = 300_000;

describe('Broker with a real go-plugin peer, again and again or all at once', () => {
  let goPlugin: string;
  let goHost: string;
  let directory: string;

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'cycles-'));
  });
  afterEach(() => rm(directory, { recursive: true }));

  before(async function () {
    requireGo(this);
    goPlugin = await buildPeer('testplugin');
    goHost = await buildPeer('testhost');
  });

  for (const [how, brokerMultiplex, cycles, row] of [
    ['by sockets', false, 1_000, 'B03'],
    ['multiplexed', true, 250, 'M08'],
  ] as const) {
    it(`leaves nothing open after ${cycles} connections from a Go plugin and as many to it, ${how} [B07]`, async function () {
      this.timeout(busyTimeoutMs);
      const options = {
        args: ['-serve-once'],
        brokerMultiplex,
        autoMtls: false,
        unixSocketConfig: { tempDir: directory },
      };
      await using client = interopClient(goPlugin, options);
      const host = await client.dispense('interop');
      const cycle = async (times: number): Promise<void> => {
        for (let round = 0; round < times; round++) {
          expect(await host.letPluginDial('in')).to.equal('pong: in from host');
          expect(await host.dialAndPing('out')).to.equal('pong: out from plugin');
        }
      };
      await cycle(5);
      const before = await countOpenFiles();
      await cycle(cycles);
      // The last of them may still be closing, on either side.
      expect(await comesTrue(async () => (await countOpenFiles()) <= before + 2)).to.equal(true);
      const [own = ''] = await readdir(directory);
      const sockets = async (): Promise<number> =>
        (await readdir(join(directory, own), { withFileTypes: true })).filter((entry) => entry.isSocket()).length;
      // But for the main one.
      expect(await comesTrue(async () => (await sockets()) === 1)).to.equal(true);
    });

    it(`leaves nothing open after ${cycles} connections from a Go host and as many to it, ${how} [B07]`, async function () {
      this.timeout(busyTimeoutMs);
      const flags = [`-mux=${brokerMultiplex}`, `-cycles=${cycles}`, '-timeout=280s', '-check', 'broker-cycles'];
      const plugin = [process.execPath, interopPluginProgram];
      const report = await runGoTestHost(goHost, flags, plugin, { env: { INTEROP_SERVE_ONCE: '1' } });
      expectAllPassed(report, ['broker-cycles']);
      expectGoodEnd(report);
    });

    it(`makes 20 connections at once from and to a Go plugin, ${how} [${row}]`, async () => {
      await using client = interopClient(goPlugin, { brokerMultiplex });
      const host = await client.dispense('interop');
      const all = Array.from({ length: 20 }, (_, index) => `${index}`);
      const connections = await Promise.all(all.map(() => host.dialPlugin()));
      const answers = await Promise.all(connections.map((connection, index) => pingOver(connection, `${index}`)));
      expect(answers).to.deep.equal(all.map((index) => `pong: ${index} from plugin`));
      const back = await Promise.all(all.map((index) => host.letPluginDial(index)));
      expect(back).to.deep.equal(all.map((index) => `pong: ${index} from host`));
      await Promise.all(connections.map((connection) => connection.close()));
    });

    it(`makes as many from a Go host, ${how} [${row}]`, async () => {
      const flags = [`-mux=${brokerMultiplex}`, '-automtls', '-check', 'broker-concurrent'];
      const report = await runGoTestHost(goHost, flags, [process.execPath, interopPluginProgram]);
      expectAllPassed(report, ['broker-concurrent']);
      expectGoodEnd(report);
    });
  }

  it('keeps serving an id when it is used again, and ends with the Go plugin [B06]', async () => {
    await using client = interopClient(goPlugin);
    const host = await client.dispense('interop');
    const id = 7;
    const server = await host.broker.acceptAndServe(id, servePingPong);
    expect((await failure(host.broker.acceptAndServe(id, servePingPong), 'BROKER_ID_IN_USE')).details).to.include({
      id,
    });
    await server.close();
    expect(await host.letPluginDial('still')).to.equal('pong: still from host');
    await client.kill();
    await failure(host.broker.dial(id), 'BROKER_CLOSED');
    await failure(host.broker.acceptAndServe(id, servePingPong), 'BROKER_CLOSED');
  });
});
