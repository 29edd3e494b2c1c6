import { Client } from '@grpc/grpc-js';
import { expect } from 'chai';
import { PluginClient } from '../../../src/client/plugin-client.js';
import type { GrpcBroker, GrpcConnection, GrpcPlugin } from '../../../src/plugin-set.js';
import { pluginServer } from '../../support/fixtures.js';
import { CountingService, hit } from '../../support/counting-service.js';
import { attempt, intruders, type Target } from '../../support/intruders.js';
import { canSeeListeners, listeningSockets } from '../../support/listening.js';
import { RecordingLogger } from '../../support/recording-logger.js';

interface Ends {
  readonly connection: GrpcConnection;
  readonly broker: GrpcBroker;
}

const count = { createClient: (connection, broker) => ({ connection, broker }) } satisfies GrpcPlugin<Ends>;

/** A call to the plugin of packages/go-plugin/test/fixtures/servers/counting.mjs. */
function call({ connection }: Ends, method: 'Serve' | 'Call', request = ''): Promise<string> {
  const asIs = (bytes: Buffer): Buffer => bytes;
  return new Promise((resolve, reject) => {
    connection
      .client(Client)
      .makeUnaryRequest(`/test.Broker/${method}`, asIs, asIs, Buffer.from(request), (error, answer) => {
        if (error === null) resolve(answer?.toString() ?? '');
        else reject(error);
      });
  });
}

const settings = {
  'over unix sockets': { network: 'unix', multiplex: false, pluginListeners: 2, hostListeners: 1 },
  'over tcp': { network: 'tcp', multiplex: false, pluginListeners: 2, hostListeners: 1 },
  multiplexed: { network: 'unix', multiplex: true, pluginListeners: 0, hostListeners: 0 },
} as const;

for (const [how, { network, multiplex, pluginListeners, hostListeners }] of Object.entries(settings)) {
  describe(`Intruders into a plugin and its host, ${how}`, () => {
    const logger = new RecordingLogger();
    const hosts = new CountingService();
    let client: PluginClient<{ readonly count: typeof count }>;
    let ends: Ends;
    let brokered: GrpcConnection;
    let hostId: number;
    let targets: Readonly<Record<'plugin' | 'host', readonly Target[]>>;

    before(async function () {
      if (!canSeeListeners) this.skip();
      const own = new Set(listeningSockets(process.pid).map(({ address }) => address));
      client = new PluginClient({
        handshake: { protocolVersion: 1, magicCookieKey: 'TEST_PLUGIN', magicCookieValue: 'test' },
        plugins: { count },
        command: process.execPath,
        args: [pluginServer('counting')],
        env: { COUNTING_NETWORK: network },
        stdin: 'ignore',
        brokerMultiplex: multiplex,
        logger,
      });
      ends = await client.dispense('count');
      brokered = await ends.broker.dial(Number(await call(ends, 'Serve')));
      hostId = ends.broker.nextId();
      await ends.broker.acceptAndServe(hostId, hosts.register);
      targets = {
        plugin: listeningSockets(client.pid ?? 0),
        host: listeningSockets(process.pid).filter(({ address }) => !own.has(address)),
      };
    });
    after(() => client.kill());

    const what = multiplex
      ? 'find no socket: once the host has connected, the plugin listens no more, and all goes over that connection [M01]'
      : 'have these sockets to try: the main one and the brokered ones of both sides';
    it(what, () => {
      expect([targets.plugin.length, targets.host.length]).to.deep.equal([pluginListeners, hostListeners]);
      expect(targets.plugin.every((target) => target.network === network)).to.equal(true);
    });

    for (const [who, guise] of multiplex ? [] : Object.entries(intruders())) {
      it(`get no call through ${who} [T03]`, async () => {
        const all = [...targets.plugin, ...targets.host];
        const outcomes = await Promise.all(all.map((target) => attempt(target, guise)));
        for (const outcome of outcomes) expect(outcome).to.match(/failed|closed/);
      });
    }

    it('do not disturb the peers: each counted call was one of theirs', async () => {
      // The plugin counts both its servers' calls together.
      expect(await hit(ends.connection)).to.equal(1);
      expect(await hit(brokered)).to.equal(2);
      expect(hosts.calls).to.equal(0);
      expect(await call(ends, 'Call', hostId.toString())).to.equal('1');
    });

    if (multiplex) return;
    it('appear in the log of the plugin and of the host', async () => {
      const refusals = () => logger.records.filter(({ message }) => message.endsWith('connection refused'));
      const from = (name: string): number => refusals().filter((record) => record.name.includes(name)).length;
      await logger.until(() => from('node') >= 2 * 4 && from('broker') >= 4);
    });
  });
}
