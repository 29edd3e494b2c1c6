import {
  InterceptingCall,
  Metadata,
  RequesterBuilder,
  status,
  type Requester,
  type sendUnaryData,
  type ServerUnaryCall,
} from '@grpc/grpc-js';
import { expect } from 'chai';
import { classifyCallFailure, type CallFailure } from '../../../src/grpc/call-failure.js';
import { callUnary, type UnaryCallOptions } from '../../../src/grpc/unary-call.js';
import { serveInMemory, type Served } from '../../support/in-memory-link.js';
import { RawClient, rawMethod, rawService } from '../../support/raw-service.js';

type Handler = (call: ServerUnaryCall<Buffer, Buffer>, done: sendUnaryData<Buffer>) => void;

const request = Buffer.from('request');
const neverAnswers: Handler = () => undefined;

describe('callUnary', () => {
  let served: Served | undefined;
  const serve = (handler: Handler): Served =>
    (served = serveInMemory((server) => server.addService(rawService, { unary: handler })));
  afterEach(() => served?.close());

  it('calls a method by its name, and by its definition on any client', async () => {
    const { connection } = serve((call, done) => done(null, Buffer.concat([call.request, Buffer.from('!')])));
    const client = connection.client(RawClient);
    expect(String(await callUnary(client, 'unary', request))).to.equal('request!');
    const answer: Buffer = await callUnary(client, rawMethod('/test.Raw/Unary'), request);
    expect(String(answer)).to.equal('request!');
  });

  it('rejects a method that the client does not have', async () => {
    const { connection } = serve(neverAnswers);
    const error: unknown = await callUnary(connection.client(RawClient), 'absent' as 'unary', request).catch(
      (reason: unknown) => reason,
    );
    expect(error).to.be.an.instanceOf(TypeError);
  });

  it('sends metadata, and takes grpc-js’s options', async () => {
    const { connection } = serve((call, done) =>
      done(null, Buffer.from(['a', 'b'].map((key) => call.metadata.get(key).join()).join(' '))),
    );
    const metadata = new Metadata();
    metadata.set('a', 'by the call');
    const answer = await callUnary(connection.client(RawClient), 'unary', request, {
      metadata,
      grpc: {
        interceptors: [(options, next) => new InterceptingCall(next(options), settingOf('b', 'by interceptor'))],
      },
    });
    expect(String(answer)).to.equal('by the call by interceptor');
  });

  it('uses the interceptors that a connection’s client was made with', async () => {
    const { connection } = serve((call, done) => done(null, Buffer.from(call.metadata.get('who').join())));
    const client = connection.client(RawClient, {
      interceptors: [(options, next) => new InterceptingCall(next(options), settingOf('who', 'the client'))],
    });
    expect(String(await callUnary(client, 'unary', request))).to.equal('the client');
  });

  describe('a failed call', () => {
    const failureOf = async (handler: Handler, options: UnaryCallOptions = {}): Promise<CallFailure | undefined> => {
      const { connection } = serve(handler);
      const error: unknown = await callUnary(connection.client(RawClient), 'unary', request, options).then(
        () => undefined,
        (reason: unknown) => reason,
      );
      return classifyCallFailure(error);
    };

    it('has exceeded the deadline of the caller', async () => {
      expect(await failureOf(neverAnswers, { timeoutMs: 20 })).to.deep.equal({ reason: 'deadline exceeded' });
    });

    it('was canceled by the caller, before it or during it', async () => {
      expect(await failureOf(neverAnswers, { signal: AbortSignal.abort() })).to.deep.equal({ reason: 'canceled' });
      await served?.close();
      const abort = new AbortController();
      const failed = failureOf(() => abort.abort(), { signal: abort.signal });
      expect(await failed).to.deep.equal({ reason: 'canceled' });
    });

    for (const code of [status.DEADLINE_EXCEEDED, status.CANCELLED, status.UNAVAILABLE, status.NOT_FOUND])
      it(`was answered with ${status[code]}`, async () => {
        const failure = await failureOf((_, done) => done({ code, details: 'says the plugin' }), { timeoutMs: 60_000 });
        expect(failure).to.deep.equal({ reason: 'status', code, details: 'says the plugin' });
      });

    it('has lost its connection', async () => {
      expect(await failureOf(() => void served?.server.stop(0))).to.deep.equal({ reason: 'connection lost' });
    });

    it('is not a cause of other errors', () => {
      for (const error of [
        undefined,
        'text',
        new Error('of something else'),
        Object.assign(new Error(), { code: 'EIO' }),
      ])
        expect(classifyCallFailure(error)).to.equal(undefined);
    });
  });
});

/** Sets a metadata entry of each call. */
const settingOf = (key: string, value: string): Requester =>
  new RequesterBuilder()
    .withStart((metadata, listener, next) => {
      metadata.set(key, value);
      next(metadata, listener);
    })
    .build();
