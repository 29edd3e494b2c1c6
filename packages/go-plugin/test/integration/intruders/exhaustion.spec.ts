import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { createCertificate } from '../../../src/certificate/certificate.js';
import { tlsClientOptions } from '../../../src/certificate/tls-settings.js';
import { socketDialer } from '../../../src/net/dial.js';
import { createGrpcConnection } from '../../../src/grpc/grpc-connection.js';
import { createHttp2Channel } from '../../../src/channel/http2-channel.js';
import type { Dialer } from '../../../src/net/dialer.js';
import { certificatePemOf } from '../../../src/certificate/certificate.js';
import { pluginServer } from '../../support/fixtures.js';
import { hit, hitPath } from '../../support/counting-service.js';
import { frame, settingsFrame } from '../../support/hostile-server.js';
import { connectTo, type Target } from '../../support/intruders.js';
import { PluginProgram } from '../../support/plugin-program.js';

const literal = (text: string): Buffer => Buffer.concat([Buffer.of(text.length), Buffer.from(text)]);
/** In HPACK: POST, http, the path, an authority, content-type, te; the indices are those of its static table. */
const requestHeaders = Buffer.concat([
  Buffer.of(0x83, 0x86, 0x04),
  literal(hitPath),
  Buffer.of(0x01),
  literal('localhost'),
  Buffer.of(0x0f, 0x10),
  literal('application/grpc'),
  Buffer.of(0x00),
  literal('te'),
  literal('trailers'),
]);
const never = new AbortController().signal;

for (const network of ['unix', 'tcp'] as const) {
  describe(`A plugin on ${network} that strangers and its own host treat badly`, () => {
    const own = createCertificate();
    let directory: string;
    let program: PluginProgram;
    let target: Target;
    let dial: Dialer;
    let calls = 0;

    before(async () => {
      directory = mkdtempSync(join(tmpdir(), 'exhaustion-'));
      program = new PluginProgram([process.execPath, pluginServer('counting')], {
        TEST_PLUGIN: 'test',
        TMPDIR: directory,
        COUNTING_NETWORK: network,
        PLUGIN_CLIENT_CERT: own.certificatePem,
      });
      const [, , , address = '', , certificate = ''] = (await program.line()).split('|');
      target = { network, address };
      const peerCertificatePem = certificatePemOf(Buffer.from(certificate, 'base64'));
      dial = socketDialer({ network, address }, tlsClientOptions({ own, peerCertificatePem }));
    });
    after(async () => {
      await program[Symbol.asyncDispose]();
      rmSync(directory, { recursive: true });
    });

    /** The host connects anew and calls. */
    async function expectService(): Promise<void> {
      const connection = createGrpcConnection(createHttp2Channel({ dial, target: 'counting' }));
      expect(await hit(connection)).to.equal(++calls);
      await connection.close();
    }

    it('serves its host beside 200 silent connections', async () => {
      const idle = await Promise.all(Array.from({ length: 200 }, () => connected(connectTo(target))));
      await expectService();
      for (const socket of idle) socket.destroy();
      await expectService();
    });

    it('serves its host beside 50 TLS handshakes that stop in the middle', async () => {
      // A record header that promises a ClientHello of 200 bytes, and its first byte.
      const half = Buffer.of(0x16, 3, 1, 0, 200, 1);
      const stuck = await Promise.all(Array.from({ length: 50 }, () => connected(connectTo(target))));
      for (const socket of stuck) socket.write(half);
      await expectService();
      for (const socket of stuck) socket.destroy();
    });

    it('closes a connection that begins with garbage, and continues to serve', async () => {
      const socket = await connected(connectTo(target));
      socket.resume().write('GET / HTTP/1.1\r\n\r\n');
      await once(socket, 'close');
      await expectService();
    });

    it('survives garbage from a peer with the right certificate', async () => {
      for (const garbage of ['x'.repeat(10_000), `PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n${'\xff'.repeat(100)}`]) {
        const socket = await dial(never);
        socket.on('error', () => undefined).resume();
        socket.write(Buffer.from(garbage, 'latin1'));
        await once(socket, 'close');
      }
      await expectService();
    });

    it('survives 10,000 calls that are reset at once: it sends the connection away', async () => {
      const stream = await dial(never);
      const sentAway = new Promise<void>((resolve) => {
        // A GOAWAY frame; Node then reads no more of what this connection sends.
        stream.on('data', (data: Buffer) => {
          if (data.includes(Buffer.of(0, 0, 8, 7, 0))) resolve();
        });
      });
      stream.on('error', () => undefined);
      const calls = Array.from({ length: 10_000 }, (_, index) => [
        frame(1, 4, 2 * index + 1, requestHeaders),
        frame(3, 0, 2 * index + 1, Buffer.of(0, 0, 0, 8)),
      ]);
      stream.write(Buffer.concat([Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'), settingsFrame, ...calls.flat()]));
      await sentAway;
      await expectService();
      stream.destroy();
    });
  });
}

async function connected(socket: Socket): Promise<Socket> {
  await once(socket, 'connect');
  return socket;
}
