import { once } from 'node:events';
import type { Duplex } from 'node:stream';
import { expect } from 'chai';
import { BrokerLink } from '../../../src/broker/broker-link.js';
import { GrpcBrokerEndpoint } from '../../../src/broker/grpc-broker-endpoint.js';
import { createMuxHost, type MuxHost } from '../../../src/broker/mux-host.js';
import { createMuxPlugin, type MuxPlugin } from '../../../src/broker/mux-plugin.js';
import { silentLogger } from '../../../src/logger.js';
import { brokerStreamPair, type MemoryBrokerStream } from '../../support/broker-streams.js';
import { duplexPair } from '../../support/duplex-pair.js';
import { ManualTimers } from '../../support/manual-timers.js';
import { FakeListener } from '../../support/fake-listener.js';
import { ping, servePing } from '../../support/ping-service.js';
import { rejection } from '../../support/rejection.js';
import { WirePeer } from '../../support/yamux-wire.js';

const never = new AbortController().signal;
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Both ends of a multiplexed connection with their brokers; the brokers' messages go beside it, in memory. */
class MuxPair {
  readonly timers = new ManualTimers();
  readonly listener = new FakeListener();
  readonly plugin: MuxPlugin;
  readonly host: MuxHost;
  readonly hostBroker: GrpcBrokerEndpoint;
  readonly pluginBroker: GrpcBrokerEndpoint;
  readonly hostStream: MemoryBrokerStream;
  readonly pluginStream: MemoryBrokerStream;
  readonly mainStreams: Duplex[] = [];
  readonly raw: Duplex;

  constructor() {
    const [near, far] = duplexPair();
    this.raw = near;
    const options = { timers: this.timers, logger: silentLogger };
    this.plugin = createMuxPlugin(this.listener, options);
    this.plugin.mainStreams.onConnection((stream) => this.mainStreams.push(stream));
    this.host = createMuxHost(near, options);
    this.listener.connect(far);
    const links = [new BrokerLink(options), new BrokerLink(options)] as const;
    [this.hostStream, this.pluginStream] = brokerStreamPair();
    const { logger } = options;
    this.hostBroker = new GrpcBrokerEndpoint({ link: links[0], logger, transport: this.host.brokerTransport });
    this.pluginBroker = new GrpcBrokerEndpoint({ link: links[1], logger, transport: this.plugin.brokerTransport });
    links[0].attach(this.hostStream);
    links[1].attach(this.pluginStream);
  }

  async close(): Promise<void> {
    await this.hostBroker.close();
    await this.pluginBroker.close();
    await this.host.close();
    await this.plugin.close();
    this.timers.advance(60_000);
    expect(this.timers.pending).to.equal(0);
  }
}

describe('Multiplexed broker', () => {
  let pair: MuxPair;
  beforeEach(() => {
    pair = new MuxPair();
  });
  afterEach(() => pair.close());

  it('connects each side to the other’s servers, over one connection', async () => {
    const { hostBroker, pluginBroker } = pair;
    await hostBroker.acceptAndServe(1, servePing);
    await pluginBroker.acceptAndServe(1, servePing);
    expect(await ping(await pluginBroker.dial(1))).to.equal('pong');
    expect(await ping(await hostBroker.dial(1))).to.equal('pong');
    expect(pair.mainStreams).to.deep.equal([]);
  });

  it('enqueues a knock before it answers it, and answers with knock and ack', async () => {
    const { hostBroker, pluginBroker, pluginStream } = pair;
    await pluginBroker.acceptAndServe(4, servePing);
    await hostBroker.dial(4);
    expect(pluginStream.sent).to.deep.equal([{ kind: 'knock answer', id: 4, error: undefined }]);
  });

  it('lets the dial come first', async () => {
    const dialled = pair.hostBroker.dial(2);
    await turn();
    await pair.pluginBroker.acceptAndServe(2, servePing);
    expect(await ping(await dialled)).to.equal('pong');
  });

  it('serialises simultaneous dials in both directions, and all succeed [M08]', async () => {
    const { hostBroker, pluginBroker } = pair;
    const ids = [1, 2, 3, 4, 5, 6];
    const serveAndDial = async (server: GrpcBrokerEndpoint, client: GrpcBrokerEndpoint): Promise<string[]> => {
      await Promise.all(ids.map((id) => server.acceptAndServe(id, servePing)));
      const connections = await Promise.all(ids.map((id) => client.dial(id)));
      return Promise.all(connections.map(ping));
    };
    const answers = await Promise.all([serveAndDial(hostBroker, pluginBroker), serveAndDial(pluginBroker, hostBroker)]);
    expect(answers.flat()).to.deep.equal(Array.from({ length: 12 }, () => 'pong'));
  });

  it('times out on an id that nobody serves, and continues with the next [M08]', async () => {
    const { hostBroker, pluginBroker, timers } = pair;
    const failed = rejection(hostBroker.dial(9));
    await turn();
    timers.advance(5_000);
    expect(await failed).to.deep.include({ code: 'BROKER_TIMEOUT', details: { id: 9, timeoutMs: 5_000 } });
    await pluginBroker.acceptAndServe(1, servePing);
    expect(await ping(await hostBroker.dial(1))).to.equal('pong');
  });

  it('reports the reason of a refusal that is repeated [M08]', async () => {
    const { hostBroker, hostStream, timers } = pair;
    const failed = rejection(hostBroker.dial(9));
    for (let knock = 0; knock < 5; knock += 1) {
      await turn();
      hostStream.deliver({ kind: 'knock answer', id: 9, error: 'no listener for id 9' });
      await turn();
      timers.advance(20);
    }
    expect(await failed).to.deep.include({
      code: 'BROKER_REFUSED',
      details: { id: 9, reason: 'no listener for id 9' },
    });
  });

  it('knocks again if the other side was about to listen, as go-plugin’s Accept may be [M08]', async () => {
    const { hostBroker, hostStream, pluginBroker, timers } = pair;
    const dialled = hostBroker.dial(9);
    await turn();
    hostStream.deliver({ kind: 'knock answer', id: 9, error: 'no listener for id 9' });
    await turn();
    timers.advance(20);
    await turn();
    await pluginBroker.acceptAndServe(9, servePing);
    expect(await ping(await dialled)).to.equal('pong');
  });

  it('does not answer a knock that its sender has cancelled', async () => {
    const { hostBroker, pluginBroker, pluginStream, timers } = pair;
    const failed = rejection(hostBroker.dial(9));
    await turn();
    await turn();
    timers.advance(5_000);
    await failed;
    await pluginBroker.acceptAndServe(9, servePing);
    expect(pluginStream.sent).to.deep.equal([]);
  });

  it('opens the stream of a dial that was aborted, so that it is not missed later', async () => {
    const { hostBroker, pluginBroker, host } = pair;
    const controller = new AbortController();
    const canceled = rejection(hostBroker.dial(3, { signal: controller.signal }));
    await turn();
    controller.abort();
    expect(await canceled).to.have.property('code', 'CANCELED');
    await pluginBroker.acceptAndServe(3, servePing);
    await host.mainDialer(never);
    while (pair.mainStreams.length === 0) await turn();
    expect(pair.mainStreams.length).to.equal(1);
  });

  it('opens a stream for a late answer, and drops it', async () => {
    const { hostStream, pluginStream, host } = pair;
    pluginStream.deliver({ kind: 'knock', id: 5 });
    await pair.pluginBroker.acceptAndServe(5, servePing);
    while (hostStream.sent.length + pluginStream.sent.length === 0) await turn();
    await turn();
    await host.mainDialer(never);
    while (pair.mainStreams.length === 0) await turn();
    expect(pair.mainStreams.length).to.equal(1);
  });

  it('hands a stream without a knock to the plugin’s main server, again and again', async () => {
    await pair.host.mainDialer(never);
    await pair.host.mainDialer(never);
    while (pair.mainStreams.length < 2) await turn();
  });

  it('forgets an admitted knock whose stream does not come in 5 s', async () => {
    const { pluginBroker, pluginStream, timers, host } = pair;
    pair.hostStream.peer = undefined;
    await pluginBroker.acceptAndServe(6, servePing);
    pluginStream.peer = undefined;
    pluginStream.deliver({ kind: 'knock', id: 6 });
    while (pluginStream.sent.length === 0) await turn();
    timers.advance(5_000);
    await turn();
    await host.mainDialer(never);
    while (pair.mainStreams.length === 0) await turn();
  });

  it('survives unexpected messages: addresses, answers without a knock, floods of knocks', () => {
    const { hostStream } = pair;
    hostStream.deliver({ kind: 'invalid', problem: 'no protobuf' });
    hostStream.deliver({ kind: 'address', id: 1, address: { network: 'unix', address: '/x' } });
    hostStream.deliver({ kind: 'knock answer', id: 1, error: 'why' });
    for (let id = 1; id <= 5_000; id++) hostStream.deliver({ kind: 'knock', id });
  });

  it('rejects what waits when the broker is closed', async () => {
    const waiting = rejection(pair.hostBroker.dial(8));
    await turn();
    await pair.hostBroker.close();
    expect(await waiting).to.have.property('code', 'BROKER_CLOSED');
  });

  describe('createMuxPlugin', () => {
    it('accepts the first raw connection, and closes its listener [M06]', async () => {
      const [near, far] = duplexPair();
      pair.listener.connect(far);
      near.resume();
      await once(near, 'end');
      expect(pair.listener.closed).to.equal(true);
    });

    it('ends when the raw connection does [M06]', async () => {
      pair.raw.destroy();
      expect(await pair.plugin.ended).to.equal('closed');
    });

    it('ends when no host connects within 5 s [M06]', async () => {
      const timers = new ManualTimers();
      const plugin = createMuxPlugin(new FakeListener(), { timers, logger: silentLogger });
      timers.advance(5_000);
      expect(await plugin.ended).to.equal('never connected');
    });
  });

  describe('createMuxHost', () => {
    it('refuses a stream without a knock', async () => {
      const [near, far] = duplexPair();
      const timers = new ManualTimers();
      const host = createMuxHost(near, { timers, logger: silentLogger });
      const wire = new WirePeer(far);
      wire.send({ type: 1, flags: 1, streamId: 2 });
      const [accepted, refused] = await wire.take(2);
      expect([accepted?.flags, refused?.flags]).to.deep.equal([2, 8]);
      await host.close();
      expect(await rejection(host.mainDialer(never))).to.have.property('code', 'CONNECT_FAILED');
    });
  });
});
