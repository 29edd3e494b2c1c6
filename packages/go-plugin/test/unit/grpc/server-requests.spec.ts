import { once } from 'node:events';
import { gunzipSync, gzipSync } from 'node:zlib';
import {
  compressionAlgorithms,
  Metadata,
  ServerInterceptingCall,
  status,
  type sendUnaryData,
  type ServerDuplexStream,
  type ServerReadableStream,
  type ServerUnaryCall,
  type UntypedServiceImplementation,
} from '@grpc/grpc-js';
import { expect } from 'chai';
import { encodeMessage } from '../../../src/channel/message-framing.js';
import { errorCode } from '../../../src/http2/error-code.js';
import { GrpcServer, type GrpcServerOptions } from '../../../src/grpc/grpc-server.js';
import { InMemoryLink } from '../../support/in-memory-link.js';
import { grpcHeaders, RawHttp2Client, type RawResponse } from '../../support/raw-http2-client.js';
import { rawMethod, rawService } from '../../support/raw-service.js';

type Unary = (call: ServerUnaryCall<Buffer, Buffer>, done: sendUnaryData<Buffer>) => void;

const echo: Unary = (call, done) => done(null, call.request);
const unary = grpcHeaders('/test.Raw/Unary');
const collect = grpcHeaders('/test.Raw/Collect');
const one = encodeMessage(Buffer.from('one'), false);

/** The status of a response and its text. */
const statusOf = ({ trailers }: RawResponse): readonly [string | undefined, string] => [
  status[Number(trailers?.get('grpc-status'))],
  decodeURIComponent(trailers?.get('grpc-message') ?? ''),
];

describe('GrpcServer', () => {
  let server: GrpcServer;
  let client: RawHttp2Client;

  const start = async (
    implementation: UntypedServiceImplementation = { unary: echo },
    options: GrpcServerOptions = {},
    maxHeaderListBytes?: number,
  ): Promise<void> => {
    server = new GrpcServer(options);
    server.addService(rawService, implementation);
    const link = new InMemoryLink();
    server.serve(link);
    client = await RawHttp2Client.connect(link, maxHeaderListBytes);
  };
  afterEach(async () => {
    client.close();
    await server.stop(0);
  });

  describe('with a request that is not gRPC', () => {
    for (const [what, headers] of [
      ['with another method', { ...unary, ':method': 'GET' }],
      ['with another content-type', { ...unary, 'content-type': 'text/html' }],
    ] as const)
      for (const body of ['', 'a body'])
        it(`says what it is to one ${what} and ${body === '' ? 'no' : 'a'} body`, async () => {
          await start();
          const response = await client.ask(headers, Buffer.from(body));
          expect(response.headers?.get(':status')).to.equal('415');
          expect(response.body.toString()).to.contain('This is a gRPC server');
        });

    it('forgets one that is canceled', async () => {
      await start();
      const { stream } = client.request({ ...unary, ':method': 'GET' });
      stream.reset(errorCode.CANCEL);
      expect((await client.ask(unary, one)).body).to.deep.equal(one);
    });
  });

  describe('refuses', () => {
    const refused: readonly (readonly [
      what: string,
      headers: Readonly<Record<string, string>>,
      body: Buffer,
      code: string,
      text: string,
    ])[] = [
      ['a method that it does not have', grpcHeaders('/test.Raw/Other'), one, 'UNIMPLEMENTED', '/test.Raw/Other'],
      ['a method without an implementation', grpcHeaders('/test.Raw/Expand'), one, 'UNIMPLEMENTED', '/test.Raw/Expand'],
      ['a client stream without an implementation', collect, one, 'UNIMPLEMENTED', '/test.Raw/Collect'],
      ['more metadata than it accepts', { ...unary, 'x-long': 'x'.repeat(66_000) }, one, 'RESOURCE_EXHAUSTED', '65535'],
      ['a timeout that is not valid', { ...unary, 'grpc-timeout': '1 hour' }, one, 'INTERNAL', '"1 hour"'],
      ['a unary call without a message', unary, Buffer.alloc(0), 'UNIMPLEMENTED', 'no request message'],
      ['a unary call with two messages', unary, Buffer.concat([one, one]), 'UNIMPLEMENTED', 'a second request message'],
      [
        'a request that ends in the middle of a message',
        unary,
        one.subarray(0, 6),
        'INTERNAL',
        'in the middle of a message',
      ],
      ['a compressed message without an encoding', unary, encodeMessage(gzipSync('x'), true), 'INTERNAL', '"identity"'],
      [
        'an encoding that it does not know',
        { ...unary, 'grpc-encoding': 'snappy' },
        encodeMessage(gzipSync('x'), true),
        'UNIMPLEMENTED',
        '"snappy"',
      ],
      [
        'a compressed message that is damaged',
        { ...unary, 'grpc-encoding': 'gzip' },
        encodeMessage(Buffer.from('x'), true),
        'INTERNAL',
        'gzip',
      ],
    ];
    for (const [what, headers, body, code, text] of refused)
      it(what, async () => {
        await start();
        const [found, details] = statusOf(await client.ask(headers, body));
        expect([found, details.includes(text)], details).to.deep.equal([code, true]);
      });

    it('a message that cannot be decoded, and answers with one that can be encoded', async () => {
      await start();
      const fail = (): never => {
        throw new Error('a secret');
      };
      const method = rawMethod('/test.Odd/Decode');
      server.addService(
        {
          decode: { ...method, requestDeserialize: fail },
          encode: { ...method, path: '/test.Odd/Encode', responseSerialize: fail },
        },
        { decode: echo, encode: echo },
      );
      const answers = [
        await client.ask(grpcHeaders('/test.Odd/Decode'), one),
        await client.ask(grpcHeaders('/test.Odd/Encode'), one),
      ];
      expect(answers.map(statusOf)).to.deep.equal([
        ['INTERNAL', 'Error deserializing request'],
        ['INTERNAL', 'Error serializing response'],
      ]);
    });

    it('an answer beyond its limit', async () => {
      await start({ unary: echo }, { maxSendMessageBytes: 2 });
      expect(statusOf(await client.ask(unary, one))).to.deep.equal([
        'RESOURCE_EXHAUSTED',
        'Sent message larger than max (3 vs. 2)',
      ]);
    });
  });

  describe('with compression', () => {
    for (const [algorithm, name] of [
      [compressionAlgorithms.gzip, 'gzip'],
      [compressionAlgorithms.deflate, 'deflate'],
    ] as const)
      it(`answers in ${name} to a client that accepts it, and plainly to others`, async () => {
        await start({ unary: echo }, { serverOptions: { 'grpc.default_compression_algorithm': algorithm } });
        const compressed = await client.ask({ ...unary, 'grpc-accept-encoding': `identity, ${name}` }, one);
        expect([compressed.headers?.get('grpc-encoding'), compressed.body[0]]).to.deep.equal([name, 1]);
        for (const headers of [unary, { ...unary, 'grpc-accept-encoding': 'identity,br' }]) {
          const plain = await client.ask(headers, one);
          expect([plain.headers?.get('grpc-encoding'), plain.body[0]]).to.deep.equal([undefined, 0]);
        }
      });

    it('reads compressed requests', async () => {
      await start();
      const body = encodeMessage(gzipSync('one'), true);
      expect((await client.ask({ ...unary, 'grpc-encoding': 'gzip' }, body)).body).to.deep.equal(one);
    });

    it('compresses the messages of a stream in order', async () => {
      await start(
        {
          expand: (call: ServerDuplexStream<Buffer, Buffer>) => {
            for (const text of ['one', 'two']) call.write(Buffer.from(text));
            call.end();
          },
        },
        { serverOptions: { 'grpc.default_compression_algorithm': compressionAlgorithms.gzip } },
      );
      const { body } = await client.ask({ ...grpcHeaders('/test.Raw/Expand'), 'grpc-accept-encoding': 'gzip' }, one);
      const first = body.readUInt32BE(1);
      expect(gunzipSync(body.subarray(5, 5 + first)).toString()).to.equal('one');
      expect(gunzipSync(body.subarray(10 + first)).toString()).to.equal('two');
    });
  });

  describe('with a client that accepts few headers', () => {
    const long = new Metadata();
    long.set('x-long', 'x'.repeat(300));

    it('fails the call whose headers are too long', async () => {
      const implementation: UntypedServiceImplementation = {
        unary: ((call, done) => {
          call.sendMetadata(long);
          call.sendMetadata(long);
          echo(call, done);
        }) satisfies Unary,
      };
      await start(implementation, {}, 300);
      const [code, details] = statusOf(await client.ask(unary, one));
      expect(code).to.equal('INTERNAL');
      expect(details).to.match(/^the headers could not be sent: .* at most 300$/);
    });

    it('fails the call whose trailers are too long, before and after its headers', async () => {
      await start(
        {
          unary: ((call, done) => {
            if (call.request.length === 0) done({ code: status.NOT_FOUND, details: 'no', metadata: long });
            else done(null, call.request, long);
          }) satisfies Unary,
        },
        {},
        300,
      );
      for (const body of [one, encodeMessage(Buffer.alloc(0), false)]) {
        const [code, details] = statusOf(await client.ask(unary, body));
        expect(code).to.equal('INTERNAL');
        expect(details).to.match(/^the status could not be sent: .* at most 300$/);
      }
    });
  });

  it('fails the call whose trailers HTTP/2 cannot carry', async () => {
    const odd = new Metadata();
    odd.set('a:b', 'c');
    await start({ unary: ((call, done) => done(null, call.request, odd)) satisfies Unary });
    expect(statusOf(await client.ask(unary, one))[0]).to.equal('INTERNAL');
  });

  it('cuts a text of more than 8 KiB at a whole character', async () => {
    await start({
      unary: ((_call, done) => done({ code: status.ABORTED, details: 'é'.repeat(5_000) })) satisfies Unary,
    });
    expect(statusOf(await client.ask(unary, one))).to.deep.equal(['ABORTED', 'é'.repeat(4_096)]);
  });

  it('ends a call whose time is up, and tells its handler', async () => {
    const canceled = new Promise((resolve) => {
      void start({
        unary: ((call, done) => {
          call.on('cancelled', () => {
            resolve(call.cancelled);
            // Nothing can be sent any more.
            call.sendMetadata(new Metadata());
            done(null, call.request);
          });
        }) satisfies Unary,
      }).then(async () => {
        expect(statusOf(await client.ask({ ...unary, 'grpc-timeout': '5m' }, one))[0]).to.equal('DEADLINE_EXCEEDED');
      });
    });
    expect(await canceled).to.equal(true);
  });

  it('forgets a call that is canceled before its request is complete', async () => {
    let called = 0;
    await start({ unary: ((_call, done) => done(null, Buffer.from(String((called += 1))))) satisfies Unary });
    const { stream } = client.request(unary);
    stream.write(one);
    stream.reset(errorCode.CANCEL);
    await client.ask(unary, one);
    expect(called).to.equal(1);
  });

  it('shows a handler what grpc-js shows, but no metrics and no identity without TLS', async () => {
    const seen: unknown[] = [];
    await start({
      unary: ((call, done) => {
        seen.push(call.getHost(), call.getPath(), call.getAuthContext());
        expect(() => call.getMetricsRecorder()).to.throw('no per-request metrics');
        const metadata = new Metadata();
        Object.assign(call, { metadata });
        seen.push(call.metadata === metadata);
        echo(call, done);
      }) satisfies Unary,
    });
    const others = Object.fromEntries(Object.entries(unary).filter(([name]) => name !== ':authority'));
    await client.ask(unary, one);
    await client.ask({ ...others, host: 'elsewhere' }, one);
    await client.ask(others, one);
    expect(seen).to.deep.equal(['localhost', 'elsewhere', ''].flatMap((host) => [host, '/test.Raw/Unary', {}, true]));
  });

  it('shows interceptors the method and the connection, of streams as well', async () => {
    const seen: unknown[] = [];
    await start(
      {
        collect: (call: ServerReadableStream<Buffer, Buffer>, done: sendUnaryData<Buffer>) => {
          call.on('data', () => undefined).on('end', () => done(null, Buffer.from('end')));
        },
      },
      {
        serverOptions: {
          interceptors: [
            ({ path, requestStream, responseStream }, inner) => {
              seen.push(path, requestStream, responseStream, inner.getConnectionInfo());
              return new ServerInterceptingCall(inner);
            },
          ],
        },
      },
    );
    expect(statusOf(await client.ask(collect, one))).to.deep.equal(['OK', '']);
    const unknown = { localAddress: undefined, localPort: undefined, remoteAddress: undefined, remotePort: undefined };
    expect(seen).to.deep.equal(['/test.Raw/Collect', true, false, unknown]);
  });

  it('holds back a client whose handler does not read', async () => {
    let opened: (call: ServerDuplexStream<Buffer, Buffer>) => void;
    const chat = new Promise<ServerDuplexStream<Buffer, Buffer>>((resolve) => (opened = resolve));
    await start(
      { chat: (call: ServerDuplexStream<Buffer, Buffer>) => opened(call) },
      { serverOptions: { 'grpc-node.flow_control_window': 65_535 } },
    );
    const { stream, response } = client.request(grpcHeaders('/test.Raw/Chat'));
    let taken = 0;
    for (let index = 0; index < 20; index += 1)
      stream.write(encodeMessage(Buffer.alloc(10_000), false), () => (taken += 1));
    stream.end();
    const call = await chat;
    for (let turns = 0; turns < 5; turns += 1) await new Promise((resolve) => setImmediate(resolve));
    expect(taken).to.be.lessThan(20);
    let received = 0;
    call.on('data', (message: Buffer) => (received += message.length));
    await once(call, 'end');
    call.end();
    await response;
    expect([received, taken]).to.deep.equal([200_000, 20]);
  });

  it('refuses an empty service, and a method that it has already', async () => {
    await start();
    expect(() => server.addService({}, {})).to.throw('empty service');
    expect(() => server.addService(rawService, {})).to.throw('/test.Raw/Unary already provided');
  });

  it('calls an implementation by the name in the proto file', async () => {
    await start();
    server.addService({ getIt: { ...rawMethod('/test.Named/GetIt'), originalName: 'GetIt' } }, { GetIt: echo });
    expect((await client.ask(grpcHeaders('/test.Named/GetIt'), one)).body).to.deep.equal(one);
  });
});
