import {
  compressionAlgorithms,
  Metadata,
  status,
  type sendUnaryData,
  type ServerWritableStream,
  type ServerUnaryCall,
  type ServiceError,
} from '@grpc/grpc-js';
import { expect } from 'chai';
import { Http2Channel } from '../../../src/channel/http2-channel.js';
import { classifyCallFailure } from '../../../src/grpc/call-failure.js';
import { createGrpcConnection } from '../../../src/grpc/grpc-connection.js';
import { GrpcServer, type GrpcServerOptions } from '../../../src/grpc/grpc-server.js';
import { callUnary } from '../../../src/grpc/unary-call.js';
import type { GrpcConnection } from '../../../src/plugin-set.js';
import { InMemoryLink } from '../../support/in-memory-link.js';
import { RawClient, rawMethod, rawService } from '../../support/raw-service.js';

type Handler = (call: ServerUnaryCall<Buffer, Buffer>, done: sendUnaryData<Buffer>) => void;
type Call = () => Promise<Buffer>;

const method = rawMethod('/test.Raw/Unary');
const request = Buffer.from('request');
const echo: Handler = (call, done) => done(null, call.request);

/** What became of a call, as far as a caller can tell. */
async function outcome(call: Call): Promise<unknown> {
  try {
    return String(await call());
  } catch (error) {
    const { code, details, message, metadata } = error as ServiceError;
    return { code, details, message, metadata: metadata.toJSON(), failure: classifyCallFailure(error) };
  }
}

describe('GrpcConnection.callUnary', () => {
  let server: GrpcServer;
  let connection: GrpcConnection;
  afterEach(async () => {
    await connection.close();
    await server.stop(0);
  });

  function serve(unary: Handler, options: GrpcServerOptions = {}, channelOptions = {}): GrpcConnection {
    const link = new InMemoryLink();
    server = new GrpcServer(options);
    server.addService(rawService, {
      unary,
      expand: (call: ServerWritableStream<Buffer, Buffer>) => {
        for (const byte of call.request) call.write(Buffer.of(byte));
        call.end();
      },
    });
    server.serve(link);
    connection = createGrpcConnection(new Http2Channel({ dial: link.dial, channelOptions }));
    return connection;
  }

  /** A direct call must end as the same call of a grpc-js client does. */
  async function expectSame(direct: Call, byClient: Call): Promise<unknown> {
    const result = await outcome(direct);
    expect(result).to.deep.equal(await outcome(byClient));
    return result;
  }

  const both = (options = {}): Promise<unknown> =>
    expectSame(
      () => connection.callUnary(method, request, options),
      () => callUnary(connection.client(RawClient), method, request, options),
    );

  it('gives the answer', async () => {
    serve(echo);
    expect(await both()).to.equal('request');
  });

  it('gives answers of many frames, and compressed ones', async () => {
    const large = Buffer.alloc(300_000, 'x');
    for (const algorithm of [compressionAlgorithms.identity, compressionAlgorithms.gzip]) {
      const options = { 'grpc.default_compression_algorithm': algorithm };
      serve(echo, { serverOptions: options }, options);
      expect((await connection.callUnary(method, large)).equals(large)).to.equal(true);
      await connection.close();
      await server.stop(0);
    }
  });

  it('sends metadata and the deadline', async () => {
    serve((call, done) => {
      const rest = Number(call.getDeadline()) - Date.now();
      done(null, Buffer.from(`${call.metadata.get('a').join()} ${rest > 0 && rest <= 60_000}`));
    });
    const metadata = new Metadata();
    metadata.set('a', 'b');
    expect(await both({ metadata, timeoutMs: 60_000 })).to.equal('b true');
  });

  it('fails with the status of the other side, its text and its trailers', async () => {
    serve((_, done) => {
      const metadata = new Metadata();
      metadata.set('why', 'because');
      done({ code: status.NOT_FOUND, details: 'no such thing', metadata });
    });
    const result = await both();
    expect(result).to.include({ code: status.NOT_FOUND, details: 'no such thing' });
    expect(result).to.have.deep.nested.property('metadata.why', ['because']);
  });

  it('fails when its time is up or its signal is aborted, before and during the call', async () => {
    serve(() => undefined);
    expect(await both({ timeoutMs: 0 })).to.deep.include({ failure: { reason: 'deadline exceeded' } });
    // Both sides watch the deadline. If the server is first, its answer has metadata.
    for (const call of [
      () => connection.callUnary(method, request, { timeoutMs: 20 }),
      () => callUnary(connection.client(RawClient), method, request, { timeoutMs: 20 }),
    ])
      expect(await outcome(call)).to.deep.include({
        code: status.DEADLINE_EXCEEDED,
        failure: { reason: 'deadline exceeded' },
      });
    expect(await both({ signal: AbortSignal.abort() })).to.deep.include({ failure: { reason: 'canceled' } });
    const controller = new AbortController();
    const canceled = both({ signal: controller.signal });
    setImmediate(() => controller.abort());
    expect(await canceled).to.deep.include({ failure: { reason: 'canceled' } });
  });

  it('fails when the connection cannot be made or is lost', async () => {
    serve(() => void server.stop(0));
    expect(await outcome(() => connection.callUnary(method, request))).to.deep.include({
      failure: { reason: 'connection lost' },
    });
    await connection.close();
    expect(await both()).to.deep.include({ code: status.UNAVAILABLE });
  });

  it('refuses what is larger than the limits, either way', async () => {
    serve(echo, {}, { 'grpc.max_send_message_length': 3 });
    expect(await both()).to.deep.include({ code: status.RESOURCE_EXHAUSTED });
    await connection.close();
    await server.stop(0);
    serve(echo, {}, { 'grpc.max_receive_message_length': 3 });
    expect(await both()).to.deep.include({ code: status.RESOURCE_EXHAUSTED });
  });

  it('refuses no answer and more than one', async () => {
    serve(echo);
    const client = connection.client(RawClient);
    const expand = rawMethod('/test.Raw/Expand');
    for (const answers of [0, 2]) {
      const message = Buffer.alloc(answers);
      const result = await expectSame(
        () => connection.callUnary(expand, message),
        () => callUnary(client, expand, message),
      );
      expect(result).to.deep.include({ code: status.UNIMPLEMENTED });
    }
  });

  it('fails over messages that cannot be encoded or decoded, with the error', async () => {
    serve(echo);
    const client = connection.client(RawClient);
    const no = (): never => {
      throw new Error('not today');
    };
    for (const broken of [
      { ...method, requestSerialize: no },
      { ...method, responseDeserialize: no },
    ]) {
      const result = await expectSame(
        () => connection.callUnary(broken, request),
        () => callUnary(client, broken, request),
      );
      expect(result).to.have.property('details').that.includes('not today');
    }
  });
});
