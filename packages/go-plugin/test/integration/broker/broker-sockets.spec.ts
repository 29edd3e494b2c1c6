import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { BrokerLink } from '../../../src/broker/broker-link.js';
import type { BrokerTls } from '../../../src/broker/broker-transport.js';
import { GrpcBrokerEndpoint } from '../../../src/broker/grpc-broker-endpoint.js';
import { SocketTransport } from '../../../src/broker/socket-transport.js';
import { createCertificate, type Certificate } from '../../../src/certificate/certificate.js';
import { tlsClientOptions, tlsServerOptions } from '../../../src/certificate/tls-settings.js';
import { silentLogger } from '../../../src/logger.js';
import { listen } from '../../../src/net/listener.js';
import { systemTimers } from 'plugin-async';
import { brokerStreamPair } from '../../support/broker-streams.js';
import { countOpenFiles } from '../../support/open-files.js';
import { comesTrue } from '../../support/processes.js';
import { ping, servePing } from '../../support/ping-service.js';
import { rejection } from '../../support/rejection.js';

type TlsOfBoth = readonly [BrokerTls | undefined, BrokerTls | undefined];

function tlsOf(own: Certificate, peer: Certificate): BrokerTls {
  const mutual = { own, peerCertificatePem: peer.certificatePem };
  return { server: tlsServerOptions(mutual), client: tlsClientOptions(mutual) };
}

function endpoint(directory: string, link: BrokerLink, tls?: BrokerTls): GrpcBrokerEndpoint {
  return new GrpcBrokerEndpoint({
    link,
    tls,
    logger: silentLogger,
    transport: (to) =>
      new SocketTransport(to, {
        listen: () => listen({ network: 'unix', directory }),
        timers: systemTimers,
        logger: silentLogger,
      }),
  });
}

function endpointPair(directory: string, tls?: TlsOfBoth): [GrpcBrokerEndpoint, GrpcBrokerEndpoint] {
  const links = [new BrokerLink({ timers: systemTimers }), new BrokerLink({ timers: systemTimers })] as const;
  const streams = brokerStreamPair();
  const host = endpoint(directory, links[0], tls?.[0]);
  const plugin = endpoint(directory, links[1], tls?.[1]);
  links[0].attach(streams[0]);
  links[1].attach(streams[1]);
  return [host, plugin];
}

describe('GrpcBrokerEndpoint over sockets', () => {
  let directory: string;
  const opened: GrpcBrokerEndpoint[] = [];

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'broker-'));
  });
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((each) => each.close()));
    await rm(directory, { recursive: true });
  });

  const pair = (tls?: TlsOfBoth): [GrpcBrokerEndpoint, GrpcBrokerEndpoint] => {
    const both = endpointPair(directory, tls);
    opened.push(...both);
    return both;
  };
  const serve = (side: GrpcBrokerEndpoint, id: number) => side.acceptAndServe(id, servePing);

  it('connects each side to the other’s servers, with the same ids in both directions', async () => {
    const [host, plugin] = pair();
    const id = host.nextId();
    expect(plugin.nextId()).to.equal(id);
    await Promise.all([serve(host, id), serve(plugin, id)]);
    expect(await ping(await plugin.dial(id))).to.equal('pong');
    expect(await ping(await host.dial(id))).to.equal('pong');
  });

  it('lets the dial come first', async () => {
    const [host, plugin] = pair();
    const dialled = plugin.dial(7);
    await serve(host, 7);
    expect(await ping(await dialled)).to.equal('pong');
  });

  it('speaks mutual TLS in both directions', async () => {
    const [a, b] = [createCertificate(), createCertificate()];
    const [host, plugin] = pair([tlsOf(a, b), tlsOf(b, a)]);
    await serve(host, 1);
    await serve(plugin, 1);
    expect(await ping(await plugin.dial(1))).to.equal('pong');
    expect(await ping(await host.dial(1))).to.equal('pong');
  });

  it('lets no intruder in: another certificate or none', async () => {
    const [a, b, stranger] = [createCertificate(), createCertificate(), createCertificate()];
    for (const intruder of [tlsOf(stranger, a), undefined]) {
      const [host, plugin] = pair([tlsOf(a, b), intruder]);
      await serve(host, 1);
      expect(await rejection(plugin.dial(1).then(ping))).to.be.an.instanceOf(Error);
    }
  });

  it('frees socket and connection when a server is closed, and all of them when the broker is [B07]', async () => {
    const [host, plugin] = pair();
    const server = await serve(host, 1);
    const connection = await plugin.dial(1);
    await ping(connection);
    await server.close();
    expect(await readdir(directory)).to.deep.equal([]);
    await serve(host, 2);
    await serve(plugin, 1);
    await ping(await plugin.dial(2));
    await host.close();
    await plugin.close();
    expect(await readdir(directory)).to.deep.equal([]);
    for (const act of [host.dial(9), serve(host, 9)]) {
      expect(await rejection(act)).to.have.property('code', 'BROKER_CLOSED');
    }
  });

  it('ends silent TLS handshakes when a server is closed', async () => {
    const [a, b] = [createCertificate(), createCertificate()];
    const [host] = pair([tlsOf(a, b), tlsOf(b, a)]);
    const server = await serve(host, 1);
    const [socket = ''] = await readdir(directory);
    const silent = connect({ path: join(directory, socket) });
    await once(silent, 'connect');
    // The server takes connections in the order in which they come.
    const next = connect({ path: join(directory, socket) });
    next.write('no TLS');
    await once(next.resume(), 'close');
    const closed = once(silent.resume(), 'close');
    await server.close();
    await closed;
  });

  it('serves an id once and dials it once at a time [B06]', async () => {
    const [host, plugin] = pair();
    const server = await serve(host, 1);
    expect(await rejection(serve(host, 1))).to.deep.include({ code: 'BROKER_ID_IN_USE', details: { id: 1 } });
    const connection = await plugin.dial(1);
    expect(await rejection(plugin.dial(1))).to.have.property('code', 'BROKER_ID_IN_USE');
    await connection.close();
    await server.close();
    await serve(host, 1);
    expect(await ping(await plugin.dial(1))).to.equal('pong');
  });

  it('ends a dial that nobody answers, by its own time or the caller’s signal [B05]', async () => {
    const [host] = pair();
    expect(await rejection(host.dial(3, { timeoutMs: 20 }))).to.deep.include({
      code: 'BROKER_TIMEOUT',
      details: { id: 3, timeoutMs: 20 },
    });
    const controller = new AbortController();
    const canceled = rejection(host.dial(3, { signal: controller.signal }));
    controller.abort();
    expect(await canceled).to.have.property('code', 'CANCELED');
  });

  it('lets 20 dials wait at once, without a leak warning of Node', async () => {
    const warnings: string[] = [];
    const note = ({ message }: Error): unknown => warnings.push(message);
    process.on('warning', note);
    const [host, plugin] = pair();
    const ids = Array.from({ length: 20 }, () => host.nextId());
    const dialled = ids.map((id) => plugin.dial(id));
    await Promise.all(ids.map((id) => serve(host, id)));
    for (const connection of await Promise.all(dialled)) expect(await ping(connection)).to.equal('pong');
    process.off('warning', note);
    expect(warnings).to.deep.equal([]);
  });

  it('fails a dial if the announced address does not exist', async () => {
    const [host, plugin] = pair();
    const server = await serve(host, 1);
    await server.close();
    expect(await rejection(plugin.dial(1))).to.have.property('code', 'CONNECT_FAILED');
  });

  it('leaves no file descriptor behind in 1,000 cycles [B07]', async function () {
    this.timeout(300_000);
    const [host, plugin] = pair();
    const cycle = async (): Promise<void> => {
      const id = host.nextId();
      const server = await serve(host, id);
      const connection = await plugin.dial(id);
      await ping(connection);
      await connection.close();
      await server.close();
    };
    for (let warmUp = 0; warmUp < 5; warmUp++) await cycle();
    const before = await countOpenFiles();
    for (let cycles = 0; cycles < 1_000; cycles++) await cycle();
    expect(await comesTrue(async () => (await countOpenFiles()) <= before + 2)).to.equal(true);
    expect(await readdir(directory)).to.deep.equal([]);
  });
});
