import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { connect } from 'node:net';
import { expect } from 'chai';
import type { ServerWritableStream } from '@grpc/grpc-js';
import { createCertificate } from '../../../src/certificate/certificate.js';
import { tlsClientOptions, tlsServerOptions } from '../../../src/certificate/tls-settings.js';
import { createHttp2Channel } from '../../../src/channel/http2-channel.js';
import { createGrpcConnection } from '../../../src/grpc/grpc-connection.js';
import { GrpcServer } from '../../../src/grpc/grpc-server.js';
import { tlsDialer } from '../../../src/net/dial.js';
import { listen } from '../../../src/net/listener.js';
import { tlsListener } from '../../../src/net/tls-listener.js';
import { RawClient, rawService } from '../../support/raw-service.js';

const host = createCertificate();
const plugin = createCertificate();
const clients = 16;

describe('A server over TLS that streams without end', () => {
  it('notices each client that vanishes in the middle of it', async () => {
    const canceled = new Set<unknown>();
    let allCanceled: () => void;
    const done = new Promise<void>((resolve) => (allCanceled = resolve));
    const server = new GrpcServer();
    server.addService(rawService, {
      expand: (call: ServerWritableStream<Buffer, Buffer>) => {
        call.once('cancelled', () => {
          if (canceled.add(call).size === clients) allCanceled();
        });
        const pump = (): void => {
          while (!call.destroyed && call.write(Buffer.alloc(2000)));
        };
        call.on('drain', pump);
        pump();
      },
    });
    const socketListener = await listen({ network: 'unix', directory: tmpdir() });
    const tls = tlsServerOptions({ own: plugin, peerCertificatePem: host.certificatePem });
    server.serve(tlsListener(socketListener, tls, () => undefined));
    try {
      for (let index = 0; index < clients; index += 1) {
        const socket = connect(socketListener.address);
        await once(socket, 'connect');
        const dial = tlsDialer(
          () => Promise.resolve(socket),
          tlsClientOptions({ own: host, peerCertificatePem: plugin.certificatePem }),
        );
        const connection = createGrpcConnection(createHttp2Channel({ dial }));
        const call = connection.client(RawClient).expand(Buffer.alloc(0));
        call.on('error', () => undefined);
        let bytes = 0;
        await new Promise<void>((resolve) => {
          call.on('data', (chunk: Buffer) => {
            bytes += chunk.length;
            if (bytes > index * 40_000) resolve();
          });
        });
        socket.destroy();
        await connection.close();
      }
      await done;
      expect(canceled.size).to.equal(clients);
    } finally {
      await server.stop(0);
    }
  });
});
