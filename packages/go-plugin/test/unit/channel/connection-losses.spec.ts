import { duplexPair } from 'node:stream';
import { credentials, Metadata, propagate, status, type CallCredentials, type ServiceError } from '@grpc/grpc-js';
import { expect } from 'chai';
import { Http2Channel, type Http2ChannelOptions } from '../../../src/channel/http2-channel.js';
import { createGrpcConnection } from '../../../src/grpc/grpc-connection.js';
import { Http2Connection } from '../../../src/http2/connection.js';
import { DuplexSink } from '../../../src/http2/duplex-sink.js';
import type { Http2Stream } from '../../../src/http2/stream.js';
import type { Dialer } from '../../../src/net/dialer.js';
import type { GrpcConnection } from '../../../src/plugin-set.js';
import { fields, RecordingReceiver } from '../../support/http2-pair.js';
import { serveInMemory } from '../../support/in-memory-link.js';
import { RawClient, rawService, unary } from '../../support/raw-service.js';
import { frame, settingsFrame } from '../../support/hostile-server.js';

/** Reaches a server that answers each stream like this. */
const answering =
  (answer: (stream: Http2Stream) => void): Dialer =>
  () => {
    const [near, far] = duplexPair();
    const sink = new DuplexSink(far);
    const stream = (opened: Http2Stream): void => {
      opened.receiver = new RecordingReceiver();
      answer(opened);
    };
    const limits = { streamWindow: 65_535, maxHeaderListBytes: 65_535 };
    const connection = new Http2Connection({ role: 'server', sink, events: { stream }, ...limits });
    sink.attach(connection, { gone: () => connection.lost('gone'), closed: () => undefined });
    near.on('close', () => far.destroy());
    return Promise.resolve(near);
  };

/** Reaches a server that writes these bytes and answers nothing. */
const saying =
  (...bytes: readonly Buffer[]): Dialer =>
  () => {
    const [near, far] = duplexPair();
    far.resume();
    far.write(Buffer.concat(bytes));
    near.on('close', () => far.destroy());
    return Promise.resolve(near);
  };

const long = { 'x-long': 'x'.repeat(70_000) };
const response = { ':status': '200', 'content-type': 'application/grpc' };

describe('A call on Http2Channel', () => {
  let connection: GrpcConnection;
  afterEach(() => connection.close());

  const open = (dial: Dialer, channelOptions?: Http2ChannelOptions['channelOptions']): RawClient => {
    connection = createGrpcConnection(new Http2Channel({ dial, channelOptions }));
    return connection.client(RawClient);
  };
  const failureOf = async (
    dial: Dialer,
    channelOptions?: Http2ChannelOptions['channelOptions'],
  ): Promise<ServiceError> =>
    unary(open(dial, channelOptions), Buffer.of(1), new Metadata()).then(
      () => expect.fail('the call succeeded'),
      (error: unknown) => error as ServiceError,
    );

  it('fails if the metadata of its response is too long, at its beginning or at its end', async () => {
    const tooLong = /^13 INTERNAL: the metadata of the response has more than the 65535 bytes/;
    const atBeginning = answering((stream) => stream.sendHeaders(fields(response), fields(long), false));
    expect((await failureOf(atBeginning)).message).to.match(tooLong);
    await connection.close();
    const atEnd = answering((stream) => {
      stream.sendHeaders(fields(response), [], false);
      stream.endWithTrailers(fields({ 'grpc-status': '0' }), fields(long));
    });
    expect((await failureOf(atEnd)).message).to.match(tooLong);
  });

  it('says with what the other side ended the connection', async () => {
    const goaway = (text: string): Buffer =>
      frame(7, 0, 0, Buffer.concat([Buffer.of(0, 0, 0, 0, 0, 0, 0, 11), Buffer.from(text)]));
    expect((await failureOf(saying(settingsFrame, goaway('too_many_pings')))).details).to.equal(
      'connection lost: the other side ended it with ENHANCE_YOUR_CALM (too_many_pings)',
    );
    await connection.close();
    expect((await failureOf(saying(settingsFrame, goaway('')))).details).to.match(/ENHANCE_YOUR_CALM$/);
  });

  it('fails when the other side does not answer a ping', async () => {
    const times = { 'grpc.keepalive_time_ms': 1, 'grpc.keepalive_timeout_ms': 1 };
    const { code, details } = await failureOf(saying(settingsFrame), times);
    expect([code, details]).to.deep.equal([
      status.UNAVAILABLE,
      'connection lost: the other side did not answer a keepalive ping',
    ]);
  });

  it('fails when the dialled connection has been closed already, and with whatever a dialer throws', async () => {
    const closed: Dialer = () => Promise.resolve(duplexPair()[0].destroy());
    expect((await failureOf(closed)).details).to.contain('closed while it was being made');
    await connection.close();
    // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- a caller's dialer may do so
    const odd: Dialer = () => Promise.reject('no network');
    expect((await failureOf(odd)).details).to.contain('no network');
  });

  describe('with a server', () => {
    const serve = (): RawClient => {
      const served = serveInMemory((server) =>
        server.addService(rawService, {
          unary: (
            call: { request: Buffer; metadata: Metadata; getHost(): string },
            done: (error: null, answer: Buffer) => void,
          ) => done(null, Buffer.from([...call.metadata.get('who'), call.getHost()].join())),
        }),
      );
      connection = { ...served.connection, close: () => served.close() };
      return connection.client(RawClient);
    };
    const naming = (who: string): CallCredentials =>
      credentials.createFromMetadataGenerator((_options, done) => {
        const metadata = new Metadata();
        metadata.add('who', who);
        done(null, metadata);
      });

    it('carries the metadata of its credentials, one after the other', async () => {
      const both = naming('first').compose(naming('second'));
      const answer = await unary(serve(), Buffer.of(1), new Metadata(), { credentials: both });
      expect(String(answer)).to.equal('first,second,localhost');
    });

    it('is not sent if it is canceled while its credentials are being made', async () => {
      let made: () => void = () => undefined;
      const slow = credentials.createFromMetadataGenerator((_options, done) => {
        made = () => done(null, new Metadata());
      });
      const client = serve();
      const failed = new Promise<ServiceError | null>((resolve) => {
        const call = client.unary(Buffer.of(1), new Metadata(), { credentials: slow }, resolve);
        call.cancel();
      });
      expect((await failed)?.code).to.equal(status.CANCELLED);
      made();
    });

    it('fails with the code of its credentials, or with UNAUTHENTICATED', async () => {
      const client = serve();
      const failing = (error: unknown): CallCredentials =>
        credentials.createFromMetadataGenerator((_options, done) => done(error as Error));
      for (const [error, code] of [
        [Object.assign(new Error('no'), { code: status.PERMISSION_DENIED }), status.PERMISSION_DENIED],
        [new Error('no'), status.UNAUTHENTICATED],
      ] as const) {
        const found = await unary(client, Buffer.of(1), new Metadata(), { credentials: failing(error) }).catch(
          (reason: unknown) => reason,
        );
        expect(found).to.include({ code });
      }
    });

    it('takes another authority, a deadline beyond Node’s timers, and a parent that it does not follow', async () => {
      const parent = { getDeadline: () => Infinity, on: () => undefined, removeListener: () => undefined } as never;
      const deadline = Date.now() + 10 ** 10;
      const options = { host: 'elsewhere', deadline, parent, propagate_flags: propagate.DEADLINE };
      expect(String(await unary(serve(), Buffer.of(1), new Metadata(), options))).to.equal('elsewhere');
    });

    it('knows no identity of the other side without TLS', async () => {
      const client = serve();
      const context = await new Promise((resolve) => {
        const call = client.unary(Buffer.of(1), () => resolve(call.getAuthContext()));
      });
      expect(context).to.deep.equal({});
    });
  });
});
