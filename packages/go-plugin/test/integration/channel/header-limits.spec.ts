import { once } from 'node:events';
import type { ServerHttp2Session, ServerHttp2Stream } from 'node:http2';
import { Metadata, status, type sendUnaryData, type ServerUnaryCall, type ServiceError } from '@grpc/grpc-js';
import { expect } from 'chai';
import { createHttp2Channel } from '../../../src/channel/http2-channel.js';
import { encodeMessage } from '../../../src/channel/message-framing.js';
import { createGrpcConnection } from '../../../src/grpc/grpc-connection.js';
import { socketDialer } from '../../../src/net/dial.js';
import type { GrpcConnection } from '../../../src/plugin-set.js';
import { startHttp2Server, type HostileServer } from '../../support/hostile-server.js';
import { serveInMemory } from '../../support/in-memory-link.js';
import { RawClient, rawService, unary } from '../../support/raw-service.js';

const manyEntries = (count: number): Metadata => {
  const metadata = new Metadata();
  for (let index = 0; index < count; index += 1) metadata.set(`x-entry-${index}`, `value ${index}`);
  return metadata;
};

const answerOk = (stream: ServerHttp2Stream): void => {
  stream.respond({ ':status': 200, 'content-type': 'application/grpc' }, { waitForTrailers: true });
  stream.on('wantTrailers', () => stream.sendTrailers({ 'grpc-status': '0' }));
  stream.end(encodeMessage(Buffer.from('answer'), false));
};

describe('Limits of metadata', () => {
  it('carry 500 entries to a server of ours, and back in headers and trailers', async () => {
    const served = serveInMemory((server) => {
      server.addService(rawService, {
        unary: (call: ServerUnaryCall<Buffer, Buffer>, done: sendUnaryData<Buffer>) => {
          call.sendMetadata(call.metadata.clone());
          done(null, Buffer.from(String(call.metadata.get('x-entry-499')[0])), manyEntries(500));
        },
      });
    });
    try {
      const client = served.connection.client(RawClient);
      const call = client.unary(Buffer.of(1), manyEntries(500), {}, () => undefined);
      const [headers, [ended]] = (await Promise.all([once(call, 'metadata'), once(call, 'status')])) as [
        [Metadata],
        [{ code: status; metadata: Metadata }],
      ];
      expect(ended.code).to.equal(status.OK);
      expect(headers[0].get('x-entry-499')).to.deep.equal(['value 499']);
      expect(ended.metadata.get('x-entry-499')).to.deep.equal(['value 499']);
    } finally {
      await served.close();
    }
  });

  describe('towards a server with limits of its own', () => {
    let server: HostileServer;
    let session: Promise<ServerHttp2Session>;
    let connection: GrpcConnection;
    let client: RawClient;

    const start = async (maxHeaderListSize: number): Promise<void> => {
      let opened: (session: ServerHttp2Session) => void;
      session = new Promise((resolve) => (opened = resolve));
      server = await startHttp2Server(
        (stream) => {
          opened(stream.session as ServerHttp2Session);
          answerOk(stream);
        },
        { settings: { maxHeaderListSize } },
      );
      const channel = createHttp2Channel({ dial: socketDialer({ network: 'unix', address: server.path }) });
      connection = createGrpcConnection(channel);
      client = connection.client(RawClient);
      await channel.ready(AbortSignal.timeout(10_000));
    };
    afterEach(async () => {
      await connection.close();
      await server.close();
    });

    it('send as much as it accepts, even more than 64 KiB', async () => {
      await start(1_000_000);
      const metadata = new Metadata();
      for (const key of ['x-a', 'x-b', 'x-c']) metadata.set(key, 'v'.repeat(30_000));
      expect((await unary(client, Buffer.of(1), metadata)).toString()).to.equal('answer');
    });

    it('fail a call beyond them with INTERNAL, and only that', async () => {
      await start(4096);
      const metadata = new Metadata();
      metadata.set('x-a', 'v'.repeat(5000));
      const error = await unary(client, Buffer.of(1), metadata).catch((reason: unknown) => reason as ServiceError);
      expect(error).to.include({ code: status.INTERNAL });
      expect((error as ServiceError).details).to.match(/its metadata has 5\d\d\d bytes.* at most 4096/);
      expect((await unary(client, Buffer.of(1), new Metadata())).toString()).to.equal('answer');
      expect(server.connections).to.equal(1);
    });

    it('are sent to it, so that a long error text does not end the connection', async () => {
      await start(65_535);
      await unary(client, Buffer.of(1), new Metadata());
      expect((await session).remoteSettings.maxHeaderListSize).to.equal(65_535);
    });
  });
});
