import { EventEmitter, once } from 'node:events';
import type { IncomingHttpHeaders, ServerHttp2Stream } from 'node:http2';
import { deflateSync, gunzipSync, gzipSync, inflateSync } from 'node:zlib';
import {
  compressionAlgorithms,
  credentials,
  Metadata,
  Server,
  ServerCredentials,
  status,
  type ServerUnaryCall,
  type ServiceError,
} from '@grpc/grpc-js';
import { expect } from 'chai';
import { socketDialer } from '../../../src/net/dial.js';
import { createGrpcConnection } from '../../../src/grpc/grpc-connection.js';
import { createHttp2Channel, type Http2ChannelOptions } from '../../../src/channel/http2-channel.js';
import { encodeMessage } from '../../../src/channel/message-framing.js';
import { duplexPair } from '../../support/duplex-pair.js';
import { startHttp2Server, type HostileServer } from '../../support/hostile-server.js';
import { RawClient, rawService, startRawServer, unary, type RawServer } from '../../support/raw-service.js';

const ok = { ':status': 200, 'content-type': 'application/grpc' };
const closing: (() => unknown)[] = [];

function connect(server: { readonly path: string }, options: Partial<Http2ChannelOptions> = {}): RawClient {
  const dial = socketDialer({ network: 'unix', address: server.path });
  const connection = createGrpcConnection(createHttp2Channel({ dial, ...options }));
  closing.push(() => connection.close());
  return connection.client(RawClient);
}

async function serve(answer: Parameters<typeof startHttp2Server>[0]): Promise<HostileServer> {
  const server = await startHttp2Server(answer);
  closing.push(() => server.close());
  return server;
}

async function failure(call: Promise<unknown>): Promise<ServiceError> {
  return call.then(
    () => {
      throw new Error('the call succeeded');
    },
    (error: unknown) => error as ServiceError,
  );
}

describe('Http2Channel', () => {
  afterEach(async () => {
    for (const close of closing.splice(0).reverse()) await close();
  });

  for (const [encoding, compress] of [
    ['gzip', gzipSync],
    ['deflate', deflateSync],
  ] as const)
    it(`reads messages compressed with ${encoding}, plain ones between them, in order`, async () => {
      const server = await serve((stream) => {
        stream.respond({ ...ok, 'grpc-encoding': encoding }, { waitForTrailers: true });
        stream.on('wantTrailers', () => stream.sendTrailers({ 'grpc-status': '0' }));
        stream.end(
          Buffer.concat([
            encodeMessage(compress(Buffer.alloc(100_000, 'a')), true),
            encodeMessage(Buffer.from('plain'), false),
            encodeMessage(compress(Buffer.from('last')), true),
          ]),
        );
      });
      const lengths: number[] = [];
      for await (const message of connect(server).expand(Buffer.alloc(0))) lengths.push((message as Buffer).length);
      expect(lengths).to.deep.equal([100_000, 5, 4]);
    });

  for (const [algorithm, decompress] of [
    ['gzip', gunzipSync],
    ['deflate', inflateSync],
  ] as const)
    it(`compresses messages with ${algorithm} if configured, and lists the encodings that it accepts`, async () => {
      const server = await serve((stream, headers) => {
        const received: Buffer[] = [];
        stream.on('data', (bytes: Buffer) => received.push(bytes));
        stream.on('end', () => {
          const body = Buffer.concat(received);
          const text = `${String(headers['grpc-encoding'])} ${String(headers['grpc-accept-encoding'])} ${body[0] ?? ''} `;
          stream.respond(ok, { waitForTrailers: true });
          stream.on('wantTrailers', () => stream.sendTrailers({ 'grpc-status': '0' }));
          stream.end(encodeMessage(Buffer.concat([Buffer.from(text), decompress(body.subarray(5))]), false));
        });
      });
      const client = connect(server, {
        channelOptions: { 'grpc.default_compression_algorithm': compressionAlgorithms[algorithm] },
      });
      const answer = await unary(client, Buffer.from('hello'), new Metadata());
      expect(answer.toString()).to.equal(`${algorithm} identity,deflate,gzip 1 hello`);
    });

  it('exchanges compressed messages with a grpc-js server, in streams as well', async () => {
    const server = await startRawServer({
      chat(call: NodeJS.ReadableStream & { write(message: Buffer): void; end(): void }) {
        call.on('data', (message: Buffer) => call.write(message));
        call.on('end', () => call.end());
      },
    });
    closing.push(() => server.close());
    const client = connect(server, {
      channelOptions: { 'grpc.default_compression_algorithm': compressionAlgorithms.gzip },
    });
    const call = client.chat();
    for (let index = 0; index < 50; index += 1) call.write(Buffer.from(`message ${index}`));
    call.end();
    const received: string[] = [];
    for await (const message of call) received.push((message as Buffer).toString());
    expect(received).to.deep.equal(Array.from({ length: 50 }, (_, index) => `message ${index}`));
  });

  describe('call credentials', () => {
    const echo = {
      unary(call: ServerUnaryCall<Buffer, Buffer>, callback: (error: null, response: Buffer) => void) {
        callback(null, Buffer.from(call.metadata.get('authorization').join()));
      },
    };
    let server: RawServer;
    beforeEach(async () => {
      server = await startRawServer(echo);
      closing.push(() => server.close());
    });

    it('add their metadata, and are told the service', async () => {
      const asked: string[] = [];
      const call = credentials.createFromMetadataGenerator(({ service_url: url }, done) => {
        asked.push(url);
        const metadata = new Metadata();
        metadata.set('authorization', 'Bearer secret');
        done(null, metadata);
      });
      const answer = await unary(connect(server), Buffer.alloc(0), new Metadata(), { credentials: call });
      expect(answer.toString()).to.equal('Bearer secret');
      expect(asked).to.deep.equal(['https://localhost/test.Raw']);
    });

    it('that fail, fail the call with UNAUTHENTICATED, or with their own status', async () => {
      const failing = (error: Error) => credentials.createFromMetadataGenerator((_options, done) => done(error));
      const client = connect(server);
      const plain = unary(client, Buffer.alloc(0), new Metadata(), { credentials: failing(new Error('no token')) });
      expect((await failure(plain)).code).to.equal(status.UNAUTHENTICATED);
      expect((await failure(plain)).details).to.include('no token');
      for (const [given, code] of [
        [status.PERMISSION_DENIED, status.PERMISSION_DENIED],
        [status.NOT_FOUND, status.INTERNAL],
      ]) {
        const error = Object.assign(new Error('no'), { code: given });
        const call = unary(client, Buffer.alloc(0), new Metadata(), { credentials: failing(error) });
        expect((await failure(call)).code).to.equal(code);
      }
    });
  });

  it('passes the deadline and the cancellation of a server call to the calls made for it', async () => {
    const requests = new EventEmitter();
    const reached = once(requests, 'request') as Promise<[ServerHttp2Stream, IncomingHttpHeaders]>;
    const inner = connect(await serve((stream, headers) => requests.emit('request', stream, headers)));
    const server = await startRawServer({
      unary(call: ServerUnaryCall<Buffer, Buffer>, callback: (error: ServiceError | null) => void) {
        inner.unary(call.request, new Metadata(), { parent: call }, callback);
      },
    });
    closing.push(() => server.close());
    const options = { deadline: Date.now() + 60_000 };
    const outer = connect(server).unary(Buffer.alloc(0), new Metadata(), options, () => undefined);
    const [stream, headers] = await reached;
    expect(headers['grpc-timeout']).to.match(/^(5\d{4}|60000)m$/);
    outer.cancel();
    await once(stream, 'close');
    expect(stream.rstCode).to.equal(8);
  });

  it('fails the call alone when metadata cannot be sent', async () => {
    const server = await serve((stream) => stream.respond({ ...ok, 'grpc-status': '5' }, { endStream: true }));
    const client = connect(server);
    const metadata = new Metadata();
    metadata.set('a:b', 'x');
    expect((await failure(unary(client, Buffer.alloc(0), metadata))).code).to.equal(status.INTERNAL);
    expect((await failure(unary(client, Buffer.alloc(0), new Metadata()))).code).to.equal(status.NOT_FOUND);
    expect(server.connections).to.equal(1);
  });

  it('runs over streams that are not sockets, and notices when they end', async () => {
    const server = new Server();
    server.addService(rawService, {
      unary(call: ServerUnaryCall<Buffer, Buffer>, callback: (error: null, response: Buffer) => void) {
        if (call.request.length > 0) callback(null, call.request);
      },
    });
    const injector = server.createConnectionInjector(ServerCredentials.createInsecure());
    closing.push(() => server.forceShutdown());
    const ends: (() => void)[] = [];
    const dial = (): ReturnType<Http2ChannelOptions['dial']> => {
      const [near, far] = duplexPair({ chunkLength: 1000 });
      injector.injectConnection(far);
      ends.push(() => near.destroy());
      return Promise.resolve(near);
    };
    const connection = createGrpcConnection(createHttp2Channel({ dial }));
    closing.push(() => connection.close());
    const client = connection.client(RawClient);
    const large = Buffer.alloc(300_000, 'y');
    expect((await unary(client, large, new Metadata())).equals(large)).to.equal(true);
    const hanging = client.unary(Buffer.alloc(0), () => undefined);
    const ended = once(hanging, 'status');
    await unary(client, Buffer.from('x'), new Metadata());
    ends[0]?.();
    const [{ code }] = (await ended) as [ServiceError];
    expect(code).to.equal(status.UNAVAILABLE);
    expect((await unary(client, Buffer.from('again'), new Metadata())).toString()).to.equal('again');
  });
});
