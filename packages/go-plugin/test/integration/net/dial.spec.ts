import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import * as net from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import * as tls from 'node:tls';
import { expect } from 'chai';
import { createCertificate } from '../../../src/certificate/certificate.js';
import { tlsClientOptions, tlsServerOptions } from '../../../src/certificate/tls-settings.js';
import { socketDialer, tlsDialer } from '../../../src/net/dial.js';
import type { Dialer } from '../../../src/net/dialer.js';
import type { GoPluginErrorCode } from '../../../src/errors/error-details.js';
import { GoPluginError } from '../../../src/errors/go-plugin-error.js';
import { duplexPair } from '../../support/duplex-pair.js';

const never = new AbortController().signal;

async function failure(dial: Dialer, code: GoPluginErrorCode, signal = never): Promise<GoPluginError> {
  const error: unknown = await dial(signal).then(
    () => new Error('it connected'),
    (caught: unknown) => caught,
  );
  if (!GoPluginError.is(error, code)) throw error as Error;
  return error;
}

async function greeting(stream: Duplex): Promise<string> {
  const [data] = (await once(stream, 'data')) as [Buffer];
  return data.toString();
}

describe('dialers', () => {
  const closing: (() => unknown)[] = [];
  let directory: string;
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'dial-'));
  });
  afterEach(async () => {
    for (const close of closing.splice(0)) await close();
    await rm(directory, { recursive: true, force: true });
  });

  const listen = async (server: net.Server, where: net.ListenOptions): Promise<net.Server> => {
    const sockets = new Set<net.Socket>();
    server.on('connection', (socket: net.Socket) => sockets.add(socket));
    server.on('tlsClientError', () => undefined);
    server.listen(where);
    await once(server, 'listening');
    closing.push(async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    });
    return server;
  };
  const greet = (socket: net.Socket): void => {
    socket.on('error', () => undefined);
    socket.write('hello');
  };
  const keep = (stream: Duplex): Duplex => {
    closing.push(() => stream.destroy());
    return stream;
  };

  it('connect to a unix socket', async () => {
    const path = join(directory, 's');
    await listen(net.createServer(greet), { path });
    expect(await greeting(keep(await socketDialer({ network: 'unix', address: path })(never)))).to.equal('hello');
  });

  for (const host of ['127.0.0.1', '::1'])
    it(`connect to a tcp address with host ${host}`, async function () {
      const server = net.createServer(greet);
      await listen(server, { host, port: 0 }).catch(() => this.skip());
      const { port } = server.address() as net.AddressInfo;
      const address = host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
      expect(await greeting(keep(await socketDialer({ network: 'tcp', address })(never)))).to.equal('hello');
    });

  it('connect to this machine if a tcp address has no host, as Go does', async () => {
    const server = await listen(net.createServer(greet), { host: '127.0.0.1', port: 0 });
    const address = `:${(server.address() as net.AddressInfo).port}`;
    expect(await greeting(keep(await socketDialer({ network: 'tcp', address })(never)))).to.equal('hello');
  });

  it('accept 20 of 20 connections that were made in time, in an event loop that was blocked', async () => {
    const path = join(directory, 's');
    await listen(net.createServer(greet), { path });
    const openTimeoutMs = 5;
    const dial = socketDialer({ network: 'unix', address: path }, undefined, { openTimeoutMs });
    for (let time = 1; time <= 20; time++) {
      // From here the event loop goes to its timers before it hears of a connection.
      await new Promise((resolve) => setImmediate(resolve));
      const dialling = dial(never);
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, openTimeoutMs * 2);
      expect(await greeting(keep(await dialling)), `time ${time}`).to.equal('hello');
    }
  });

  it('refuse a network that they do not know', async () => {
    const error = await failure(socketDialer({ network: 'udp', address: '127.0.0.1:80' }), 'CONNECT_FAILED');
    expect(error.message).to.contain('the network "udp" is unknown');
  });

  it('refuse a unix path that the operating system would truncate', async () => {
    const path = `/tmp/${'x'.repeat(120)}`;
    const error = await failure(socketDialer({ network: 'unix', address: path }), 'SOCKET_PATH_TOO_LONG');
    expect(error.details).to.deep.include({ path, bytes: 125 });
  });

  it('report a missing socket, a port where nobody listens, and an invalid address', async () => {
    const missing = await failure(socketDialer({ network: 'unix', address: join(directory, 'no') }), 'CONNECT_FAILED');
    expect(missing.message).to.include('ENOENT');
    const server = await listen(net.createServer(), { host: '127.0.0.1', port: 0 });
    const { port } = server.address() as net.AddressInfo;
    server.close();
    await failure(socketDialer({ network: 'tcp', address: `127.0.0.1:${port}` }), 'CONNECT_FAILED');
    for (const address of ['', 'localhost', '127.0.0.1:', '127.0.0.1:0', '127.0.0.1:99999', '::1:80', '1.2.3.4:5x'])
      await failure(socketDialer({ network: 'tcp', address }), 'CONNECT_FAILED');
  });

  it('are canceled by their signal, before and while they dial', async () => {
    const silent = await listen(net.createServer(), { path: join(directory, 's') });
    expect(silent.listening).to.equal(true);
    const identity = createCertificate({ curve: 'P-256' });
    const mutual = { own: identity, peerCertificatePem: identity.certificatePem };
    const dial = socketDialer({ network: 'unix', address: join(directory, 's') }, tlsClientOptions(mutual));
    await failure(dial, 'CANCELED', AbortSignal.abort());
    const controller = new AbortController();
    silent.once('connection', () => controller.abort());
    await failure(dial, 'CANCELED', controller.signal);
  });

  it('report a TLS handshake that takes too long as a failure to connect', async () => {
    await listen(net.createServer(), { path: join(directory, 's') });
    const dial = socketDialer({ network: 'unix', address: join(directory, 's') }, {});
    const error = await failure(dial, 'CONNECT_FAILED', AbortSignal.timeout(30));
    expect(error.message).to.include('too long');
  });

  describe('with mutual TLS', () => {
    const [host, plugin, stranger] = [1, 2, 3].map(() => createCertificate({ curve: 'P-256' }));
    const pluginTls = { own: plugin!, peerCertificatePem: host!.certificatePem };
    const hostTls = { own: host!, peerCertificatePem: plugin!.certificatePem };
    const serverOptions = { ...tlsServerOptions(pluginTls), ca: [host!.certificatePem] };
    const serve = (): Promise<net.Server> =>
      listen(tls.createServer(serverOptions, greet), { path: join(directory, 's') });
    const dialer = (options: tls.ConnectionOptions): Dialer =>
      socketDialer({ network: 'unix', address: join(directory, 's') }, options);

    it('connect over a unix socket, with ALPN h2 and the name localhost [T5] [T6]', async () => {
      await serve();
      const stream = keep(await dialer(tlsClientOptions(hostTls))(never));
      if (!(stream instanceof tls.TLSSocket)) throw new TypeError('not a TLS socket');
      expect(stream.alpnProtocol).to.equal('h2');
      expect(await greeting(stream)).to.equal('hello');
    });

    it('refuse a plugin with another certificate', async () => {
      await serve();
      const wrong = { own: host!, peerCertificatePem: stranger!.certificatePem };
      await failure(dialer(tlsClientOptions(wrong)), 'CONNECT_FAILED');
    });

    it('run over any stream, as multiplexed connections need it', async () => {
      const [near, far] = duplexPair({ chunkLength: 100 });
      const server = tls.createServer(serverOptions, greet);
      server.emit('connection', far);
      const stream = keep(await tlsDialer(() => Promise.resolve(near), tlsClientOptions(hostTls))(never));
      expect(await greeting(stream)).to.equal('hello');
      stream.destroy();
      await once(near, 'close');
    });

    it('report a stream that ends during the handshake', async () => {
      const [near, far] = duplexPair();
      far.end();
      await failure(
        tlsDialer(() => Promise.resolve(near), tlsClientOptions(hostTls)),
        'CONNECT_FAILED',
      );
    });
  });
});
