import { once } from 'node:events';
import { gzipSync } from 'node:zlib';
import {
  compressionAlgorithms,
  Metadata,
  status,
  type sendUnaryData,
  type ServerUnaryCall,
  type ServerWritableStream,
  type ServiceError,
  type StatusObject,
} from '@grpc/grpc-js';
import { expect } from 'chai';
import { createHttp2Channel } from '../../../src/channel/http2-channel.js';
import { encodeMessage } from '../../../src/channel/message-framing.js';
import { createGrpcConnection } from '../../../src/grpc/grpc-connection.js';
import { socketDialer } from '../../../src/net/dial.js';
import { startHttp2Server } from '../../support/hostile-server.js';
import { InMemoryLink, serveInMemory, type Served } from '../../support/in-memory-link.js';
import { RawClient, rawService, unary } from '../../support/raw-service.js';

const failureOf = async (call: Promise<unknown>): Promise<ServiceError> =>
  call.then(
    () => {
      throw new Error('the call succeeded');
    },
    (error: unknown) => error as ServiceError,
  );

describe('Calls beside others that go wrong', () => {
  let served: Served;
  let client: RawClient;
  let canceled: number;
  let streamed: number;

  const start = (options: Parameters<typeof serveInMemory>[1] = {}): void => {
    canceled = 0;
    streamed = 0;
    served = serveInMemory((server) => {
      server.addService(rawService, {
        // An empty request is never answered.
        unary: (call: ServerUnaryCall<Buffer, Buffer>, done: sendUnaryData<Buffer>) => {
          call.on('cancelled', () => (canceled += 1));
          if (call.request.length > 0) done(null, call.request);
        },
        expand: (call: ServerWritableStream<Buffer, Buffer>) => {
          const chunk = Buffer.alloc(64 * 1024);
          const pump = (): void => {
            while (!call.destroyed && call.write(chunk)) streamed += chunk.length;
          };
          call.on('drain', pump);
          pump();
        },
      });
    }, options);
    client = served.connection.client(RawClient);
  };
  afterEach(() => served.close());

  it('continue when 1,500 calls are canceled at once, three times', async () => {
    start();
    for (let round = 1; round <= 3; round += 1) {
      const hanging = Array.from({ length: 1_500 }, () => client.unary(Buffer.alloc(0), () => undefined));
      const ended = hanging.map((call) => once(call, 'status') as Promise<[StatusObject]>);
      const others = Array.from({ length: 300 }, (_, index) =>
        unary(client, Buffer.from(`${index + 1}`), new Metadata()),
      );
      await unary(client, Buffer.from('all have arrived'), new Metadata());
      for (const call of hanging) call.cancel();
      for (const [{ code }] of await Promise.all(ended)) expect(code).to.equal(status.CANCELLED);
      const answers = await Promise.all(others);
      expect(answers.map(String)).to.deep.equal(answers.map((_, index) => `${index + 1}`));
      await unary(client, Buffer.from('still the same connection'), new Metadata());
      expect(canceled).to.equal(1_500 * round);
    }
  });

  it('continue beside a stream that nobody reads, which is slowed down', async () => {
    start();
    const stalled = client.expand(Buffer.of(1));
    stalled.on('error', () => undefined);
    await once(stalled, 'metadata');
    for (let index = 0; index < 200; index += 1) await unary(client, Buffer.of(1), new Metadata());
    expect(streamed).to.be.below(8_000_000);
    stalled.cancel();
  });

  it('are rejected with RESOURCE_EXHAUSTED if their gzip bomb would exceed the server’s limit', async () => {
    start({ maxReceiveMessageBytes: 1_000_000 });
    const link = new InMemoryLink();
    served.server.serve(link);
    const channelOptions = { 'grpc.default_compression_algorithm': compressionAlgorithms.gzip };
    const bomber = createGrpcConnection(createHttp2Channel({ dial: link.dial, channelOptions }));
    try {
      const error = await failureOf(unary(bomber.client(RawClient), Buffer.alloc(50_000_000), new Metadata()));
      expect(error.code).to.equal(status.RESOURCE_EXHAUSTED);
      expect((await unary(client, Buffer.from('x'), new Metadata())).toString()).to.equal('x');
    } finally {
      await bomber.close();
    }
  });
});

describe('An answer that is too large', () => {
  const large: readonly (readonly [what: string, encoding: string, body: Buffer])[] = [
    ['announces 600 MB', 'identity', Buffer.from('0023c34600', 'hex')],
    ['announces 4 GiB', 'identity', Buffer.from('00ffffffff', 'hex')],
    ['is the gzip of more than the limit', 'gzip', encodeMessage(gzipSync(Buffer.alloc(3_000_000)), true)],
  ];
  for (const [what, encoding, body] of large)
    it(`fails its call with RESOURCE_EXHAUSTED before it is decoded: it ${what}`, async () => {
      await using server = await startHttp2Server((stream) => {
        stream.respond({ ':status': 200, 'content-type': 'application/grpc', 'grpc-encoding': encoding });
        stream.write(body);
      });
      const limit = encoding === 'gzip' ? { 'grpc.max_receive_message_length': 1_000_000 } : {};
      const dial = socketDialer({ network: 'unix', address: server.path });
      const connection = createGrpcConnection(createHttp2Channel({ dial, channelOptions: limit }));
      const error = await failureOf(unary(connection.client(RawClient), Buffer.of(1), new Metadata()));
      expect(error.code).to.equal(status.RESOURCE_EXHAUSTED);
      await connection.close();
    });
});
