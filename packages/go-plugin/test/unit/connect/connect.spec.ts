import { once } from 'node:events';
import { create, toBinary } from '@bufbuild/protobuf';
import { FileDescriptorProtoSchema } from '@bufbuild/protobuf/wkt';
import {
  Code,
  ConnectError,
  createClient,
  type CallOptions,
  type Client,
  type ConnectRouter,
  type HandlerContext,
  type Interceptor,
  type ServiceImpl,
} from '@connectrpc/connect';
import { createAsyncIterable } from '@connectrpc/connect/protocol';
import { Metadata, status } from '@grpc/grpc-js';
import { expect } from 'chai';
import { addConnectRoutes } from '../../../src/connect/connect-routes.js';
import { fileDescriptorsOf } from '../../../src/connect/file-descriptors.js';
import { createGrpcTransport, type GrpcTransportOptions } from '../../../src/connect/grpc-transport.js';
import { GoPluginError } from '../../../src/errors/go-plugin-error.js';
import type { ConnectRoutesOptions } from '../../../src/connect/route.js';
import { classifyCallFailure } from '../../../src/grpc/call-failure.js';
import {
  file_grpc_testing,
  SimpleRequestSchema,
  TestService,
  UnimplementedService,
} from '../../interop/proto/generated/grpc_testing_pb.js';
import { connectInteropCases, statusDetails } from '../../support/connect-interop-cases.js';
import { interopRoutes } from '../../support/connect-interop-routes.js';
import { serveInMemory, type Served } from '../../support/in-memory-link.js';
import { ping, servePing } from '../../support/ping-service.js';
import { RawInteropClient, rawMethod, unary } from '../../support/raw-service.js';
import { rejection } from '../../support/rejection.js';

type TestClient = Client<typeof TestService>;
type Implementation = Partial<ServiceImpl<typeof TestService>>;

const oneMessage = <T>(message: T): AsyncIterable<T> => createAsyncIterable([message]);

describe('Connect on a plugin link', () => {
  let served: Served;

  const serve = (routes: (router: ConnectRouter) => void, options?: ConnectRoutesOptions): void => {
    served = serveInMemory((server) => addConnectRoutes(server, routes, options));
  };
  const client = (options?: GrpcTransportOptions): TestClient =>
    createClient(TestService, createGrpcTransport(served.connection, options));
  const start = (implementation: Implementation, options?: GrpcTransportOptions): TestClient => {
    serve((router) => router.service(TestService, implementation));
    return client(options);
  };
  const failureOf = async (failing: Promise<unknown>): Promise<ConnectError> => {
    const error = await rejection(failing);
    expect(error).to.be.instanceOf(ConnectError);
    return error as ConnectError;
  };
  afterEach(() => served.close());

  describe('passes gRPC’s interop case', () => {
    for (const each of [...connectInteropCases, statusDetails])
      it(each.name, async () => {
        serve(interopRoutes);
        const transport = createGrpcTransport(served.connection);
        await each.run({ test: client(), unimplemented: createClient(UnimplementedService, transport) });
      });
  });

  describe('the transport', () => {
    it('shows interceptors each call, and sends what they change', async () => {
      const seen: string[] = [];
      const interceptor: Interceptor = (next) => async (request) => {
        seen.push(`${request.requestMethod} ${new URL(request.url).pathname} ${request.stream}`);
        request.header.set('x-added', 'by an interceptor');
        return next(request);
      };
      const test = start(
        {
          unaryCall: (_request, { requestHeader, responseHeader }) => (
            responseHeader.set('x-echo', requestHeader.get('x-added') ?? ''),
            {}
          ),
        },
        { interceptors: [interceptor] },
      );
      let echoed: string | null = null;
      await test.unaryCall({}, { onHeader: (header) => (echoed = header.get('x-echo')) });
      expect(echoed).to.equal('by an interceptor');
      expect(seen).to.deep.equal(['POST /grpc.testing.TestService/UnaryCall false']);
    });

    it('tells the other side the deadline', async () => {
      const timeouts: (number | undefined)[] = [];
      const test = start(
        { emptyCall: (_request, { timeoutMs }) => (timeouts.push(timeoutMs()), {}) },
        { defaultTimeoutMs: 60_000 },
      );
      for (const options of [{}, { timeoutMs: 5_000 }, { timeoutMs: 0 }] satisfies CallOptions[])
        await test.emptyCall({}, options);
      expect(timeouts[0]).to.be.within(50_000, 60_000);
      expect(timeouts[1]).to.be.within(1_000, 5_000);
      expect(timeouts[2]).to.equal(undefined);
    });

    it('refuses a header that gRPC cannot send', async () => {
      const error = await failureOf(start({}).emptyCall({}, { headers: { 'x-text': 'gr\u00fcn' } }));
      expect(error.code).to.equal(Code.InvalidArgument);
    });

    it('rejects a request that cannot be encoded, and the link remains usable', async () => {
      const test = start({ emptyCall: () => ({}) });
      const error = await failureOf(test.unaryCall({ responseSize: 1.5 }));
      expect(error.code).to.equal(Code.Internal);
      await test.emptyCall({});
    });

    it('fails with what the requests failed with, and cancels the call on the other side', async () => {
      let received!: (context: HandlerContext) => void;
      const context = new Promise<HandlerContext>((resolve) => (received = resolve));
      const test = start({
        async streamingInputCall(requests, handler) {
          received(handler);
          for await (const request of requests) expect(request).to.be.an('object');
          return {};
        },
      });
      const broken = (async function* () {
        yield {};
        await context;
        throw new Error('no more input');
      })();
      const error = await failureOf(test.streamingInputCall(broken));
      expect(error.rawMessage).to.equal('no more input');
      const { signal } = await context;
      if (!signal.aborted) await once(signal, 'abort');
    });

    it('cancels the call when the reader stops early', async () => {
      let stopped!: () => void;
      const end = new Promise<void>((resolve) => (stopped = resolve));
      const test = start({
        async *streamingOutputCall() {
          try {
            for (;;) yield await Promise.resolve({});
          } finally {
            stopped();
          }
        },
      });
      for await (const answer of test.streamingOutputCall({})) {
        expect(answer).to.be.an('object');
        break;
      }
      await end;
    });

    it('keeps a status whose details are malformed', async () => {
      served = serveInMemory((server) =>
        server.addService(
          { unaryCall: rawMethod('/grpc.testing.TestService/UnaryCall') },
          {
            unaryCall: (_call: unknown, done: (error: object) => void) => {
              const metadata = new Metadata();
              metadata.set('grpc-status-details-bin', Buffer.from('1affffffff0f', 'hex'));
              done({ code: status.ABORTED, details: 'as it is', metadata });
            },
          },
        ),
      );
      const { code, rawMessage, details } = await failureOf(client().unaryCall({}));
      expect({ code, rawMessage, details }).to.deep.equal({ code: Code.Aborted, rawMessage: 'as it is', details: [] });
    });

    it('leaves no listener on the caller’s signal', async () => {
      const test = start({ emptyCall: () => ({}), async *fullDuplexCall() {} });
      const { signal } = new AbortController();
      let listeners = 0;
      const add = signal.addEventListener.bind(signal);
      const remove = signal.removeEventListener.bind(signal);
      signal.addEventListener = (...args: Parameters<typeof add>) => {
        listeners += 1;
        add(...args);
      };
      signal.removeEventListener = (...args: Parameters<typeof remove>) => {
        listeners -= 1;
        remove(...args);
      };
      await test.emptyCall({}, { signal });
      for await (const answer of test.fullDuplexCall(oneMessage({}), { signal })) expect(answer).to.equal(undefined);
      expect(listeners).to.equal(0);
    });

    it('fails in a way that classifyCallFailure tells apart', async () => {
      const test = start({
        unaryCall: () => {
          throw new ConnectError('not now', Code.Unavailable);
        },
        emptyCall: () => new Promise(() => undefined),
      });
      const answered = classifyCallFailure(await failureOf(test.unaryCall({})));
      expect(answered).to.deep.equal({ reason: 'status', code: status.UNAVAILABLE, details: 'not now' });
      expect(classifyCallFailure(await failureOf(test.emptyCall({}, { timeoutMs: 5 })))).to.deep.equal({
        reason: 'deadline exceeded',
      });
      expect(classifyCallFailure(await failureOf(test.emptyCall({}, { signal: AbortSignal.abort() })))).to.deep.equal({
        reason: 'canceled',
      });
      const running = failureOf(test.emptyCall({}));
      await served.connection.close();
      expect(classifyCallFailure(await running)).to.deep.equal({ reason: 'connection lost' });
    });
  });

  describe('routes', () => {
    it('are served beside services of grpc-js, and to clients of grpc-js', async () => {
      served = serveInMemory((server) => {
        servePing(server);
        addConnectRoutes(server, interopRoutes);
      });
      expect(await ping(served.connection)).to.equal('pong');
      const request = toBinary(SimpleRequestSchema, create(SimpleRequestSchema, { responseSize: 3 }));
      const answer = await unary(served.connection.client(RawInteropClient), Buffer.from(request), new Metadata());
      expect(answer.toString('hex')).to.equal('0a051203000000');
    });

    it('of single methods of a service can be added one by one', async () => {
      serve((router) =>
        router
          .rpc(TestService.method.emptyCall, () => ({}))
          .rpc(UnimplementedService.method.unimplementedCall, () => ({})),
      );
      await client().emptyCall({});
      expect((await failureOf(client().unaryCall({}))).code).to.equal(Code.Unimplemented);
    });

    it('cannot be added twice', () => {
      serve(interopRoutes);
      const again = (): void => addConnectRoutes(served.server, interopRoutes);
      expect(again).to.throw('Method handler for /grpc.testing.TestService/EmptyCall already provided.');
    });

    it('do not reveal the errors that an implementation throws', async () => {
      const error = await failureOf(
        start({
          emptyCall: () => {
            throw new Error('the password is wrong');
          },
        }).emptyCall({}),
      );
      expect({ code: error.code, text: error.rawMessage }).to.deep.equal({
        code: Code.Internal,
        text: 'internal error',
      });
    });

    it('learn that the caller has canceled', async () => {
      let received!: (context: HandlerContext) => void;
      const context = new Promise<HandlerContext>((resolve) => (received = resolve));
      const test = start({ emptyCall: (_request, handler) => (received(handler), new Promise(() => undefined)) });
      const canceled = new AbortController();
      const failing = failureOf(test.emptyCall({}, { signal: canceled.signal }));
      const { signal } = await context;
      canceled.abort();
      expect((await failing).code).to.equal(Code.Canceled);
      if (!signal.aborted) await once(signal, 'abort');
      expect(ConnectError.from(signal.reason).code).to.equal(Code.Canceled);
    });

    it('do not run ahead of a slow reader', async () => {
      let produced = 0;
      const test = start({
        async *streamingOutputCall() {
          for (; produced < 1_000; produced += 1)
            yield await Promise.resolve({ payload: { body: new Uint8Array(64 * 1024) } });
        },
      });
      const answers = test.streamingOutputCall({})[Symbol.asyncIterator]();
      await answers.next();
      // All that can be under way is under way once a later call has been answered.
      await failureOf(test.unimplementedCall({}));
      expect(produced).to.be.below(64);
      await answers.return?.(undefined);
    });

    it('accept requests as they are read', async () => {
      let sent = 0;
      let release!: () => void;
      const released = new Promise<void>((resolve) => (release = resolve));
      const test = start({
        async streamingInputCall(requests) {
          await released;
          let aggregatedPayloadSize = 0;
          for await (const { payload } of requests) aggregatedPayloadSize += payload?.body.length ?? 0;
          return { aggregatedPayloadSize };
        },
      });
      const requests = (async function* () {
        for (; sent < 100; sent += 1) yield await Promise.resolve({ payload: { body: new Uint8Array(64 * 1024) } });
      })();
      const answered = test.streamingInputCall(requests);
      await failureOf(test.unimplementedCall({}));
      expect(sent).to.be.below(64);
      release();
      expect((await answered).aggregatedPayloadSize).to.equal(100 * 64 * 1024);
    });

    it('refuse an option of Connect that has no meaning on a link', () => {
      serve(interopRoutes);
      const withOption = (router: ConnectRouter) => router.service(UnimplementedService, {}, { readMaxBytes: 1 });
      expect(() => addConnectRoutes(served.server, withOption))
        .to.throw(GoPluginError)
        .with.property('code', 'CONFIG_INVALID');
    });

    it('refuse a deadline that is too far away', async () => {
      serve(interopRoutes, { maxTimeoutMs: 1_000 });
      await client().emptyCall({}, { timeoutMs: 900 });
      await client().emptyCall({});
      expect((await failureOf(client().emptyCall({}, { timeoutMs: 5_000 }))).code).to.equal(Code.InvalidArgument);
    });

    it('learn that the server shuts down, and that a call is over', async () => {
      const shutdown = new AbortController();
      let signal!: AbortSignal;
      const implementation: Implementation = {
        emptyCall: (_request, context) => ((signal = context.signal), {}),
        unaryCall: (_request, context) => {
          shutdown.abort(new ConnectError('going down', Code.Unavailable));
          throw context.signal.reason;
        },
      };
      serve((router) => router.service(TestService, implementation), { shutdownSignal: shutdown.signal });
      await client().emptyCall({});
      expect(ConnectError.from(signal.reason).rawMessage).to.equal('the call is over');
      expect((await failureOf(client().unaryCall({}))).code).to.equal(Code.Unavailable);
    });

    it('report an error whose trailers gRPC cannot send, and go on', async () => {
      const test = start({
        emptyCall: (_request, { responseTrailer }) => {
          responseTrailer.set('x-text', 'gr\u00fcn');
          responseTrailer.set('x-other', 'green');
          throw new ConnectError('own', Code.Aborted);
        },
        unaryCall: (_request, { responseHeader }) => {
          responseHeader.set('x-text', 'gr\u00fcn');
          return {};
        },
      });
      const { code, metadata } = await failureOf(test.emptyCall({}));
      expect([code, metadata.get('x-text'), metadata.get('x-other')]).to.deep.equal([Code.Aborted, null, 'green']);
      expect((await failureOf(test.unaryCall({}))).code).to.equal(Code.Internal);
    });

    it('report an interceptor that swallows the answer', async () => {
      const swallow: Interceptor = (next) => async (request) => {
        const answer = await next(request);
        return answer.stream ? { ...answer, message: createAsyncIterable([]) } : answer;
      };
      serve(interopRoutes, { interceptors: [swallow] });
      const { code, rawMessage } = await failureOf(client().streamingInputCall(oneMessage({})));
      expect([code, rawMessage]).to.deep.equal([Code.Internal, 'an interceptor has left no message']);
    });

    it('set trailers with an error, and relay errors of other servers without their metadata', async () => {
      const test = start({
        emptyCall: (_request, { responseTrailer }) => {
          responseTrailer.set('x-trailer', 'set');
          throw new ConnectError('own', Code.Aborted, { 'x-error': 'metadata' });
        },
        unaryCall: async () => {
          await test.emptyCall({});
          return {};
        },
      });
      const own = await failureOf(test.emptyCall({}));
      expect([own.metadata.get('x-trailer'), own.metadata.get('x-error')]).to.deep.equal(['set', 'metadata']);
      const relayed = await failureOf(test.unaryCall({}));
      expect(relayed.code).to.equal(Code.Aborted);
      expect([relayed.metadata.get('x-trailer'), relayed.metadata.get('x-error')]).to.deep.equal([null, null]);
    });

    it('pass Connect’s interceptors, streams as well', async () => {
      const order: string[] = [];
      const named =
        (name: string): Interceptor =>
        (next) =>
        async (request) => {
          order.push(name);
          const answer = await next(request);
          answer.trailer.set(`x-${name}`, String(request.stream));
          return answer;
        };
      serve(interopRoutes, { interceptors: [named('outer'), named('inner')] });
      const trailers: (string | null)[] = [];
      const onTrailer = (trailer: Headers) => trailers.push(trailer.get('x-outer'), trailer.get('x-inner'));
      await client().emptyCall({}, { onTrailer });
      for await (const answer of client().streamingOutputCall({ responseParameters: [{ size: 1 }] }, { onTrailer }))
        expect(answer.payload?.body).to.have.length(1);
      await client().streamingInputCall(oneMessage({ payload: { body: new Uint8Array(2) } }), { onTrailer });
      expect(trailers).to.deep.equal(['false', 'false', 'true', 'true', 'true', 'true']);
      expect(order.slice(0, 2)).to.deep.equal(['outer', 'inner']);
    });

    it('can be refused by an interceptor', async () => {
      const interceptor: Interceptor = (next) => async (request) => {
        if (request.header.get('x-token') !== 'right') throw new ConnectError('who are you?', Code.Unauthenticated);
        return next(request);
      };
      serve(interopRoutes, { interceptors: [interceptor] });
      expect((await failureOf(client().emptyCall({}))).code).to.equal(Code.Unauthenticated);
      await client().emptyCall({}, { headers: { 'x-token': 'right' } });
    });
  });
});

describe('fileDescriptorsOf', () => {
  it('gives each file once', () => {
    expect(fileDescriptorsOf(TestService, UnimplementedService)).to.deep.equal([
      toBinary(FileDescriptorProtoSchema, file_grpc_testing.proto),
    ]);
  });
});
