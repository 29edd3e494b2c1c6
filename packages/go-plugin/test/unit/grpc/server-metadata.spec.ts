import { once } from 'node:events';
import {
  Metadata,
  ResponderBuilder,
  ServerInterceptingCall,
  ServerListenerBuilder,
  status,
  type sendUnaryData,
  type ServerUnaryCall,
  type ServerWritableStream,
  type ServiceError,
  type StatusObject,
} from '@grpc/grpc-js';
import { expect } from 'chai';
import { GoPluginError } from '../../../src/errors/go-plugin-error.js';
import { GrpcServer } from '../../../src/grpc/grpc-server.js';
import type { GrpcServerOptions } from '../../../src/grpc/grpc-server.js';
import { serveInMemory, type Served } from '../../support/in-memory-link.js';
import { RawClient, rawService, unary } from '../../support/raw-service.js';

type Unary = (call: ServerUnaryCall<Buffer, Buffer>, done: sendUnaryData<Buffer>) => void;

function metadataOf(entries: readonly (readonly [string, string])[]): Metadata {
  const metadata = new Metadata();
  for (const [key, value] of entries) metadata.add(key, value);
  return metadata;
}

interface Answer {
  readonly error: ServiceError | null;
  readonly headers: Metadata | undefined;
  readonly trailers: Metadata;
}

describe('A handler of GrpcServer', () => {
  let served: Served;
  let client: RawClient;

  const start = (unaryHandler: Unary, options?: GrpcServerOptions): void => {
    served = serveInMemory((server) => {
      server.addService(rawService, {
        unary: unaryHandler,
        expand: (call: ServerWritableStream<Buffer, Buffer>) => {
          call.write(call.request);
          call.end(metadataOf([['x-end', 'yes']]));
        },
      });
    }, options);
    client = served.connection.client(RawClient);
  };
  afterEach(() => served.close());

  async function call(metadata: Metadata): Promise<Answer> {
    let headers: Metadata | undefined;
    let error: ServiceError | null = null;
    const running = client.unary(Buffer.of(1), metadata, {}, (failure) => (error = failure));
    running.on('metadata', (received: Metadata) => (headers = received));
    const [{ metadata: trailers }] = (await once(running, 'status')) as [StatusObject];
    return { error, headers, trailers };
  }

  it('keeps blanks and repeated names, in both directions', async () => {
    const entries: readonly (readonly [string, string])[] = [
      ['x-blanks', ' both ends '],
      ['x-only-blanks', '  '],
      ...['location', 'authorization', 'etag', 'from', 'retry-after'].flatMap((name): [string, string][] => [
        [name, '1'],
        [name, '2'],
      ]),
    ];
    start((running, done) => done(null, Buffer.of(1), running.metadata));
    const { trailers } = await call(metadataOf(entries));
    for (const [name] of entries) {
      const values = entries.filter(([other]) => other === name).map(([, value]) => value);
      expect(trailers.get(name), name).to.deep.equal(values);
    }
  });

  it('sends no name that is HTTP/2’s or gRPC’s own, and none overrides the status', async () => {
    const names = ['connection', 'te', 'upgrade', 'transfer-encoding', 'keep-alive', 'grpc-status', 'grpc-message'];
    const bad = metadataOf([...names.map((name) => [name, '7'] as const), ['x-good', 'kept']]);
    start((running, done) => {
      running.sendMetadata(bad);
      done(null, Buffer.of(1), bad);
    });
    const { error, headers, trailers } = await call(new Metadata());
    expect(error).to.equal(null);
    for (const received of [headers, trailers]) {
      expect(received?.get('x-good')).to.deep.equal(['kept']);
      for (const name of names) expect(received?.get(name), name).to.deep.equal([]);
    }
  });

  const texts = [' lead', 'trail ', ' ', 'tab\t', 'a\nb\0 100% é', 'x'.repeat(5_000)];
  for (const text of texts)
    it(`has its text arrive whole: ${JSON.stringify(text.slice(0, 20))}`, async () => {
      start((_running, done) => done({ code: status.INVALID_ARGUMENT, details: text }));
      const { error } = await call(new Metadata());
      expect(error).to.include({ code: status.INVALID_ARGUMENT, details: text });
    });

  it('has a text that is not well-formed arrive as one that is', async () => {
    start((_running, done) => done({ code: status.ABORTED, details: `cut: ${'😀'.slice(0, 1)}` }));
    expect((await call(new Metadata())).error?.details).to.equal('cut: \uFFFD');
  });

  const errors: readonly (readonly [title: string, error: Error, code: status])[] = [
    ['a code of its own', Object.assign(new Error('x'), { code: status.NOT_FOUND }), status.NOT_FOUND],
    ['the code of a system error', Object.assign(new Error('x'), { code: 'ENOENT' }), status.UNKNOWN],
    ['the code OK', Object.assign(new Error('x'), { code: status.OK }), status.UNKNOWN],
    ['a code that gRPC does not have', Object.assign(new Error('x'), { code: 20 }), status.UNKNOWN],
  ];
  for (const [title, error, code] of errors)
    it(`fails with ${status[code]} for an error with ${title}`, async () => {
      start((_running, done) => done(error));
      expect((await call(new Metadata())).error).to.include({ code, details: 'x' });
    });

  it('that throws, fails its call with UNKNOWN and says no more', async () => {
    start(() => {
      throw new Error('a secret');
    });
    expect((await call(new Metadata())).error).to.include({ code: status.UNKNOWN, details: 'Unknown error' });
  });

  it('finds deadline, path, host and peer on its call, and is not canceled by its own answer', async () => {
    let canceled = 0;
    const seen: unknown[] = [];
    start((running, done) => {
      running.on('cancelled', () => (canceled += 1));
      seen.push(running.getDeadline(), running.getPath(), running.getHost(), running.getPeer(), running.cancelled);
      done(null, running.request);
    });
    await unary(client, Buffer.of(1), new Metadata());
    await new Promise((resolve) => setImmediate(resolve));
    expect(seen).to.deep.equal([Infinity, '/test.Raw/Unary', 'localhost', 'unknown', false]);
    expect(canceled).to.equal(0);
  });

  it('is told when its caller cancels', async () => {
    let called: () => void;
    const begun = new Promise<void>((resolve) => (called = resolve));
    const canceled = new Promise<boolean>((resolve) => {
      start((running) => {
        running.on('cancelled', () => resolve(running.cancelled));
        called();
      });
    });
    const running = client.unary(Buffer.of(1), () => undefined);
    await begun;
    running.cancel();
    expect(await canceled).to.equal(true);
  });

  it('streams, and ends with trailers', async () => {
    start(() => undefined);
    const stream = client.expand(Buffer.from('one'));
    const messages: unknown[] = [];
    stream.on('data', (message) => messages.push(message));
    const [{ metadata }] = (await once(stream, 'status')) as [StatusObject];
    expect(messages).to.deep.equal([Buffer.from('one')]);
    expect(metadata.get('x-end')).to.deep.equal(['yes']);
  });

  it('runs behind interceptors, which see and change metadata, messages and status', async () => {
    const seen: string[] = [];
    start(
      (running, done) =>
        done(null, Buffer.concat([running.request, Buffer.from(String(running.metadata.get('x-added')))])),
      {
        serverOptions: {
          interceptors: [
            ({ path }, inner) =>
              new ServerInterceptingCall(
                inner,
                new ResponderBuilder()
                  .withStart((next) => {
                    const listener = new ServerListenerBuilder().withOnReceiveMetadata((metadata, pass) => {
                      metadata.set('x-added', 'by the interceptor');
                      seen.push(path);
                      pass(metadata);
                    });
                    next(listener.build());
                  })
                  .withSendStatus((ended, next) => {
                    seen.push(status[ended.code]);
                    next(ended);
                  })
                  .build(),
              ),
          ],
        },
      },
    );
    const answer = await unary(client, Buffer.from('>'), new Metadata());
    expect(answer.toString()).to.equal('>by the interceptor');
    expect(seen).to.deep.equal(['/test.Raw/Unary', 'OK']);
  });

  it('cannot be had with an option of grpc-js that has no meaning on a link', () => {
    start(() => undefined);
    const make = (): unknown => new GrpcServer({ serverOptions: { 'grpc.enable_channelz': 1 } });
    expect(make).to.throw(GoPluginError, 'grpc.enable_channelz');
  });

  for (const [option, reason] of [
    ['grpc.max_connection_age_ms', 'opens the streams of its broker and of stdio once'],
    ['grpc.max_connection_age_grace_ms', 'opens the streams of its broker and of stdio once'],
    ['grpc.max_connection_idle_ms', 'never idle'],
  ] as const)
    it(`cannot be had with ${option}, and is told why`, () => {
      start(() => undefined);
      expect(() => new GrpcServer({ serverOptions: { [option]: 1_000 } })).to.throw(GoPluginError, reason);
    });
});
