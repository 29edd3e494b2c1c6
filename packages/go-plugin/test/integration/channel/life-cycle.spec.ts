import { once } from 'node:events';
import { connectivityState, Metadata, status, type CallOptions, type ServiceError } from '@grpc/grpc-js';
import { expect } from 'chai';
import sinon from 'sinon';
import { socketDialer } from '../../../src/net/dial.js';
import { createGrpcConnection } from '../../../src/grpc/grpc-connection.js';
import { createHttp2Channel, type Http2Channel, type Http2ChannelOptions } from '../../../src/channel/http2-channel.js';
import { encodeMessage } from '../../../src/channel/message-framing.js';
import type { Dialer } from '../../../src/net/dialer.js';
import { GoPluginError } from '../../../src/errors/go-plugin-error.js';
import { startHttp2Server, type HostileServer } from '../../support/hostile-server.js';
import { passTimeUntil } from '../../support/passing-time.js';
import { RawClient, unary } from '../../support/raw-service.js';

const ok = { ':status': 200, 'content-type': 'application/grpc' };
const message = encodeMessage(Buffer.from('answer'), false);

async function failure(call: Promise<unknown>): Promise<ServiceError> {
  try {
    await call;
  } catch (error) {
    return error as ServiceError;
  }
  throw new Error('the call succeeded');
}

const waitForReady = (): Metadata => new Metadata({ waitForReady: true });

describe('Http2Channel’s life', () => {
  let server: HostileServer;
  let channel: Http2Channel;
  let client: RawClient;
  /** What the server does with a request; by default it answers. */
  let answer: Parameters<typeof startHttp2Server>[0];
  let closing: (() => Promise<void>)[];

  const open = (options: Partial<Http2ChannelOptions> = {}): void => {
    const dial = socketDialer({ network: 'unix', address: server.path });
    channel = createHttp2Channel({ dial, target: 'unix:plugin', ...options });
    const connection = createGrpcConnection(channel);
    client = connection.client(RawClient);
    closing.push(() => connection.close());
  };
  const call = (options: CallOptions = {}): Promise<Buffer> => unary(client, Buffer.from('x'), new Metadata(), options);

  beforeEach(async () => {
    closing = [];
    answer = (stream) => {
      stream.respond(ok, { waitForTrailers: true });
      stream.on('wantTrailers', () => stream.sendTrailers({ 'grpc-status': '0' }));
      stream.end(message);
    };
    server = await startHttp2Server((stream, headers) => answer(stream, headers));
  });
  afterEach(async () => {
    for (const close of closing) await close();
    await server.close();
  });

  it('dials with the first call, and keeps the connection', async () => {
    open();
    expect(channel.getConnectivityState(false)).to.equal(connectivityState.IDLE);
    await Promise.all([call(), call(), call()]);
    await call();
    expect(channel.getConnectivityState(false)).to.equal(connectivityState.READY);
    expect(server.connections).to.equal(1);
  });

  it('sends localhost as authority, te, content-type, and no timeout without a deadline [T7]', async () => {
    open();
    const headers = new Promise<Record<string, unknown>>((resolve) => {
      const reply = answer;
      answer = (stream, received) => {
        resolve(received);
        reply(stream, received);
      };
    });
    await call();
    expect(await headers).to.include({
      ':method': 'POST',
      ':authority': 'localhost',
      ':path': '/test.Raw/Unary',
      te: 'trailers',
      'content-type': 'application/grpc',
    });
    expect(await headers).not.to.have.property('grpc-timeout');
  });

  describe('by a clock that the test moves', () => {
    let clock: sinon.SinonFakeTimers;
    beforeEach(() => {
      clock = sinon.useFakeTimers({ toFake: ['Date', 'setTimeout', 'clearTimeout'] });
    });
    afterEach(() => clock.restore());

    it('sends the deadline as grpc-timeout, and ends the call and its stream when it passes', async () => {
      open();
      const requested = new Promise<Parameters<typeof answer>>((resolve) => {
        answer = (...request) => resolve(request);
      });
      const failed = failure(call({ deadline: Date.now() + 60 }));
      const [stream, headers] = await requested;
      expect(headers['grpc-timeout']).to.equal('60m');
      const closed = once(stream, 'close');
      clock.tick(59);
      expect(stream.closed).to.equal(false);
      clock.tick(1);
      expect((await failed).code).to.equal(status.DEADLINE_EXCEEDED);
      await closed;
      expect(stream.rstCode).to.equal(8);
    });

    it('accepts an answer that arrived before the deadline, even if this process was too busy to read it', async () => {
      open();
      await call();
      const reply = answer;
      answer = (stream, headers) => {
        // Behind this the event loop comes to its timers before it reads anything.
        stream.once('close', () => setImmediate(() => clock.tick(60)));
        reply(stream, headers);
      };
      await call({ deadline: Date.now() + 60 });
    });

    it('fails waitForReady of a client at its deadline if nothing can be dialled, after further tries', async () => {
      let dials = 0;
      open({
        dial: () => {
          dials += 1;
          return Promise.reject(new Error('never'));
        },
      });
      const failed = new Promise<Error | undefined>((resolve) => client.waitForReady(Date.now() + 350, resolve));
      await passTimeUntil(clock, failed);
      expect(await failed).to.be.instanceOf(Error);
      expect(dials).to.be.within(3, 4);
    });
  });

  it('sends nothing when the deadline has passed already', async () => {
    open();
    const error = await failure(call({ deadline: Date.now() - 1 }));
    expect(error.code).to.equal(status.DEADLINE_EXCEEDED);
    expect(server.connections).to.equal(0);
  });

  it('resets the stream with CANCEL when a call is canceled', async () => {
    open();
    const opened = new Promise<Parameters<typeof answer>[0]>((resolve) => {
      answer = resolve;
    });
    const chat = client.chat();
    const error = once(chat, 'error') as Promise<[ServiceError]>;
    chat.on('data', () => undefined);
    const stream = await opened;
    const closed = once(stream, 'close');
    chat.cancel();
    expect((await error)[0].code).to.equal(status.CANCELLED);
    await closed;
    expect(stream.rstCode).to.equal(8);
  });

  it('cancels a call that waits for the connection, which then is not sent', async () => {
    open();
    let requests = 0;
    answer = () => (requests += 1);
    const chat = client.chat();
    chat.cancel();
    const [error] = (await once(chat, 'error')) as [ServiceError];
    expect(error.code).to.equal(status.CANCELLED);
    expect(requests).to.equal(0);
  });

  it('reports a connection that cannot be made as UNAVAILABLE, and dials again for the next call', async () => {
    let dials = 0;
    const real = socketDialer({ network: 'unix', address: server.path });
    const dial: Dialer = async (signal) => {
      dials += 1;
      if (dials === 1) throw new GoPluginError('CONNECT_FAILED', { address: 'unix:plugin', reason: 'not yet' });
      return real(signal);
    };
    open({ dial });
    const error = await failure(call());
    expect(error.code).to.equal(status.UNAVAILABLE);
    expect(error.details).to.include('not yet');
    expect((await call()).toString()).to.equal('answer');
    expect(dials).to.equal(2);
  });

  it('dials again until it works for a call with waitForReady', async () => {
    let dials = 0;
    const real = socketDialer({ network: 'unix', address: server.path });
    const dial: Dialer = async (signal) => {
      dials += 1;
      if (dials < 3) throw new Error('not yet');
      return real(signal);
    };
    open({ dial });
    expect((await unary(client, Buffer.from('x'), waitForReady())).toString()).to.equal('answer');
    expect(dials).to.equal(3);
  });

  it('lets a deadline end the wait of a call with waitForReady', async () => {
    open({ dial: () => Promise.reject(new Error('never')) });
    const error = await failure(unary(client, Buffer.from('x'), waitForReady(), { deadline: Date.now() + 150 }));
    expect(error.code).to.equal(status.DEADLINE_EXCEEDED);
  });

  it('ends a dial that takes too long', async () => {
    const dial: Dialer = (signal) =>
      new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason as Error));
      });
    open({ dial, connectTimeoutMs: 30 });
    expect((await failure(call())).code).to.equal(status.UNAVAILABLE);
  });

  it('fails calls in flight with UNAVAILABLE when the peer vanishes, and dials again for the next', async () => {
    open();
    const reply = answer;
    answer = () => server.drop();
    const both = await Promise.all([failure(call()), failure(call())]);
    for (const error of both) {
      expect(error.code).to.equal(status.UNAVAILABLE);
      expect(error.details).to.include('connection lost');
    }
    answer = reply;
    expect((await call()).toString()).to.equal('answer');
    expect(server.connections).to.equal(2);
  });

  it('becomes IDLE when an idle connection is lost', async () => {
    open();
    const sessions: Parameters<typeof answer>[0]['session'][] = [];
    const reply = answer;
    answer = (stream, headers) => {
      sessions.push(stream.session);
      reply(stream, headers);
    };
    await call();
    const changed = new Promise((resolve) =>
      channel.watchConnectivityState(connectivityState.READY, Infinity, resolve),
    );
    sessions[0]?.destroy();
    await changed;
    expect(channel.getConnectivityState(false)).to.equal(connectivityState.IDLE);
  });

  it('lets running calls finish after GOAWAY, and dials for new ones', async () => {
    open();
    const finish: (() => void)[] = [];
    const reply = answer;
    answer = (stream, headers) => {
      finish.push(() => reply(stream, headers));
      stream.session?.close();
    };
    const running = call();
    while (channel.getConnectivityState(false) !== connectivityState.IDLE)
      await new Promise<void>((resolve) => {
        channel.watchConnectivityState(channel.getConnectivityState(false), Infinity, () => resolve());
      });
    answer = reply;
    expect((await call()).toString()).to.equal('answer');
    expect(server.connections).to.equal(2);
    for (const end of finish) end();
    expect((await running).toString()).to.equal('answer');
  });

  it('fails all calls with the reason after the plugin has exited, and never dials again', async () => {
    const ended = new AbortController();
    open({ ended: ended.signal });
    const begun = new Promise((resolve) => {
      answer = resolve;
    });
    const running = failure(call());
    await begun;
    ended.abort(new Error('plugin kv exited with code 3'));
    for (const error of [await running, await failure(call())]) {
      expect(error.code).to.equal(status.UNAVAILABLE);
      expect(error.details).to.equal('the plugin process has ended: plugin kv exited with code 3');
    }
    expect(server.connections).to.equal(1);
    expect(channel.getConnectivityState(true)).to.equal(connectivityState.SHUTDOWN);
  });

  it('never dials when the plugin has ended before', async () => {
    open({ ended: AbortSignal.abort() });
    expect((await failure(call())).details).to.equal('the plugin process has ended');
    expect(server.connections).to.equal(0);
  });

  it('ends calls in flight and refuses later ones when it is closed', async () => {
    open();
    const begun = new Promise((resolve) => {
      answer = resolve;
    });
    const running = failure(call());
    await begun;
    channel.close();
    for (const error of [await running, await failure(call())]) {
      expect(error.code).to.equal(status.UNAVAILABLE);
      expect(error.details).to.equal('the channel was closed');
    }
    expect(channel.getConnectivityState(true)).to.equal(connectivityState.SHUTDOWN);
    expect(() => channel.watchConnectivityState(connectivityState.SHUTDOWN, 0, () => undefined)).to.throw('shut down');
  });

  it('aborts the dial when it is closed meanwhile', async () => {
    const aborted = new Promise<void>((resolve) => {
      open({
        dial: (signal) =>
          new Promise((_resolve, reject) => {
            signal.addEventListener('abort', () => {
              resolve();
              reject(signal.reason as Error);
            });
          }),
      });
    });
    const waiting = failure(call());
    channel.close();
    await aborted;
    expect((await waiting).code).to.equal(status.UNAVAILABLE);
  });

  it('stays open when one of its clients is closed', async () => {
    open();
    const other = createGrpcConnection(channel).client(RawClient);
    other.close();
    expect((await call()).toString()).to.equal('answer');
  });

  it('answers waitForReady of a client', async () => {
    open();
    await new Promise<void>((resolve, reject) => {
      client.waitForReady(Date.now() + 5000, (error) => (error === undefined ? resolve() : reject(error)));
    });
    expect(channel.getConnectivityState(false)).to.equal(connectivityState.READY);
  });

  it('reports target and peer', async () => {
    open();
    expect(channel.getTarget()).to.equal('unix:plugin');
    const running = client.unary(Buffer.from('x'), () => undefined);
    expect(running.getPeer()).to.equal('unix:plugin');
    await once(running, 'status');
  });
});
