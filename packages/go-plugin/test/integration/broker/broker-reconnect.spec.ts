import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import { expect } from 'chai';
import { BrokerLink } from '../../../src/broker/broker-link.js';
import { GrpcBrokerEndpoint } from '../../../src/broker/grpc-broker-endpoint.js';
import { SocketTransport } from '../../../src/broker/socket-transport.js';
import { openBrokerStream, registerBrokerService } from '../../../src/broker/start-stream.js';
import { socketDialer } from '../../../src/net/dial.js';
import { createGrpcConnection } from '../../../src/grpc/grpc-connection.js';
import { createHttp2Channel } from '../../../src/channel/http2-channel.js';
import { silentLogger } from '../../../src/logger.js';
import type { GrpcConnection } from '../../../src/plugin-set.js';
import { GrpcServer } from '../../../src/grpc/grpc-server.js';
import { listen } from '../../../src/net/listener.js';
import { systemTimers } from 'plugin-async';
import { ping, servePing } from '../../support/ping-service.js';
import { rejection } from '../../support/rejection.js';

describe('Broker when the main connection is lost', () => {
  let directory: string;
  let server: GrpcServer;
  let connection: GrpcConnection;
  let host: GrpcBrokerEndpoint;
  let plugin: GrpcBrokerEndpoint;
  const mainStreams: Duplex[] = [];

  const endpoint = (link: BrokerLink): GrpcBrokerEndpoint =>
    new GrpcBrokerEndpoint({
      link,
      logger: silentLogger,
      transport: (to) =>
        new SocketTransport(to, {
          listen: () => listen({ network: 'unix', directory }),
          timers: systemTimers,
          logger: silentLogger,
        }),
    });

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'broker-'));
    const listener = await listen({ network: 'unix', directory });
    server = new GrpcServer();
    const pluginLink = new BrokerLink({ timers: systemTimers });
    registerBrokerService(server, (stream) => pluginLink.attach(stream));
    plugin = endpoint(pluginLink);
    server.serve(listener);

    const dial = socketDialer({ network: 'unix', address: listener.address });
    const channel = createHttp2Channel({
      dial: async (signal) => {
        const stream = await dial(signal);
        mainStreams.push(stream);
        return stream;
      },
    });
    connection = createGrpcConnection(channel);
    const hostLink = new BrokerLink({ timers: systemTimers, open: () => openBrokerStream(connection) });
    host = endpoint(hostLink);
    hostLink.open();
  });
  afterEach(async () => {
    await host.close();
    await plugin.close();
    await connection.close();
    await server.stop(0);
    mainStreams.length = 0;
    await rm(directory, { recursive: true });
  });

  const bothWays = async (id: number): Promise<void> => {
    await host.acceptAndServe(id, servePing);
    expect(await ping(await plugin.dial(id))).to.equal('pong');
    await plugin.acceptAndServe(id, servePing);
    expect(await ping(await host.dial(id))).to.equal('pong');
  };

  const cut = async (): Promise<void> => {
    const [stream] = mainStreams.slice(-1);
    const closed = once(stream!, 'close');
    stream!.destroy();
    await closed;
  };

  it('works again in both directions over a new stream, also for waiting callers [B08]', async () => {
    await bothWays(1);
    const waiting = host.dial(9);
    await cut();
    await bothWays(2);
    await plugin.acceptAndServe(9, servePing);
    expect(await ping(await waiting)).to.equal('pong');
    expect(mainStreams.length).to.equal(2);
  });

  it('rejects waiting callers at the plugin when the host ends its broker', async () => {
    await bothWays(1);
    const waiting = rejection(plugin.dial(9));
    await host.close();
    expect(await waiting).to.deep.include({ code: 'BROKER_CLOSED', details: { id: 9 } });
  });

  it('keeps brokered connections that existed before', async () => {
    await host.acceptAndServe(1, servePing);
    const brokered = await plugin.dial(1);
    await ping(brokered);
    await cut();
    expect(await ping(brokered)).to.equal('pong');
  });

  it('ends at once with a server that has no broker', async () => {
    const bare = new GrpcServer();
    const listener = await listen({ network: 'unix', directory });
    bare.serve(listener);
    const channel = createHttp2Channel({ dial: socketDialer({ network: 'unix', address: listener.address }) });
    const link = new BrokerLink({
      timers: systemTimers,
      open: () => openBrokerStream(createGrpcConnection(channel)),
    });
    const broker = endpoint(link);
    link.open();
    expect(await rejection(broker.dial(1))).to.have.property('code', 'BROKER_CLOSED');
    await broker.close();
    channel.close();
    await bare.stop(0);
  });
});
