import { once } from 'node:events';
import { connect as connectHttp2, createServer, type ServerHttp2Stream } from 'node:http2';
import { tmpdir } from 'node:os';
import { connect } from 'node:net';
import { expect } from 'chai';
import { createCertificate } from '../../../src/certificate/certificate.js';
import { tlsClientOptions, tlsServerOptions } from '../../../src/certificate/tls-settings.js';
import { tlsDialer } from '../../../src/net/dial.js';
import { listen } from '../../../src/net/listener.js';
import { tlsListener } from '../../../src/net/tls-listener.js';

const host = createCertificate();
const plugin = createCertificate();
const clients = 16;

describe('A server over TLS that streams without end', () => {
  it('notices each client that vanishes in the middle of it', async () => {
    const http2Server = createServer();
    const closed = new Set<ServerHttp2Stream>();
    const allClosed = new Promise<void>((resolve) => {
      http2Server.on('stream', (stream) => {
        stream.on('error', () => undefined);
        stream.once('close', () => {
          if (closed.add(stream).size === clients) resolve();
        });
        const pump = (): void => {
          while (!stream.destroyed && stream.write(Buffer.alloc(2000)));
        };
        stream.respond();
        stream.on('drain', pump);
        pump();
      });
    });
    const socketListener = await listen({ network: 'unix', directory: tmpdir() });
    const tls = tlsServerOptions({ own: plugin, peerCertificatePem: host.certificatePem });
    const listener = tlsListener(socketListener, tls, () => undefined);
    listener.onConnection((stream) => http2Server.emit('connection', stream));
    try {
      const dial = tlsDialer(
        async () => {
          const socket = connect(listener.address);
          await once(socket, 'connect');
          return socket;
        },
        tlsClientOptions({ own: host, peerCertificatePem: plugin.certificatePem }),
      );
      for (let index = 0; index < clients; index += 1) {
        const socket = await dial(AbortSignal.timeout(10_000));
        const session = connectHttp2('http://localhost', {
          createConnection: () => socket,
          settings: { initialWindowSize: 1 << 20 },
        });
        session.on('error', () => undefined);
        session.once('connect', () => session.setLocalWindowSize(1 << 22));
        const stream = session.request();
        stream.on('error', () => undefined);
        let bytes = 0;
        await new Promise<void>((resolve) => {
          stream.on('data', (chunk: Buffer) => {
            bytes += chunk.length;
            if (bytes > index * 40_000) resolve();
          });
        });
        socket.destroy();
      }
      await allClosed;
      expect(closed.size).to.equal(clients);
    } finally {
      await listener.close();
    }
  });
});
