import { once } from 'node:events';
import { expect } from 'chai';
import { GoPluginError } from '../../../src/errors/go-plugin-error.js';
import { flag, frameType, goAwayReason } from '../../../src/yamux/frame.js';
import { streamWindow } from '../../../src/yamux/limits.js';
import type { YamuxSession } from '../../../src/yamux/session.js';
import type { YamuxStream } from '../../../src/yamux/stream.js';
import { sessionPair, sessionWithWire, type WirePeer } from '../../support/yamux-wire.js';

const { data, windowUpdate, ping, goAway } = frameType;
const protocolGoAway = { type: goAway, flags: 0, streamId: 0, length: goAwayReason.protocolError, payload: '' };

/** The session dies by a protocol error and tells the other side. */
async function expectViolation(session: YamuxSession, wire: WirePeer, problem: string): Promise<void> {
  const error = await session.closed;
  expect(GoPluginError.is(error, 'MUX_PROTOCOL_ERROR') && error.details.problem).to.contain(problem);
  await wire.until(() => wire.ended);
  expect(wire.frames.at(-1)).to.deep.equal(protocolGoAway);
  expect(session.streamCount).to.equal(0);
}

describe('YamuxSession', () => {
  it('opens streams with odd ids as client and even ids as server', async () => {
    for (const [role, ids] of [
      ['client', [1, 3]],
      ['server', [2, 4]],
    ] as const) {
      const { session, wire } = sessionWithWire({ role });
      session.open();
      session.open();
      expect(await wire.take(2)).to.deep.equal(
        ids.map((streamId) => ({ type: windowUpdate, flags: flag.syn, streamId, length: 0, payload: '' })),
      );
      await session.close();
    }
  });

  it('acknowledges a stream exactly once, when it is accepted', async () => {
    const { session, wire } = sessionWithWire();
    wire.send({ type: windowUpdate, flags: flag.syn, streamId: 1 });
    wire.send({ type: ping, flags: flag.syn, length: 9 });
    expect((await wire.take(1))[0]).to.include({ type: ping, flags: flag.ack, length: 9 });
    session.onStream((stream) => stream.end('hi'));
    expect((await wire.take(3)).map(({ type, flags, payload }) => [type, flags, payload])).to.deep.equal([
      [windowUpdate, flag.ack, ''],
      [data, 0, 'hi'],
      [windowUpdate, flag.fin, ''],
    ]);
    await session.close();
  });

  it('resets streams beyond the backlog', async () => {
    const { session, wire } = sessionWithWire({ limits: { acceptBacklog: 2 } });
    for (const streamId of [1, 3, 5]) wire.send({ type: windowUpdate, flags: flag.syn, streamId });
    expect((await wire.take(1))[0]).to.include({ type: windowUpdate, flags: flag.rst, streamId: 5 });
    await session.close();
  });

  it('refuses to open more streams than the other side’s backlog holds', async () => {
    const { session } = sessionWithWire({ limits: { acceptBacklog: 1 } });
    session.open();
    expect(() => session.open())
      .to.throw('wait to be accepted')
      .with.property('code', 'CONNECT_FAILED');
    await session.close();
  });

  it('dies when a stream it opened is not acknowledged in time', async () => {
    const { session, timers } = sessionWithWire({ limits: { keepAliveIntervalMs: 0 } });
    session.open();
    timers.advance(74_999);
    expect(session.streamCount).to.equal(1);
    timers.advance(1);
    expect(await session.closed).to.have.property('code', 'MUX_PROTOCOL_ERROR');
  });

  it('pings when idle, and dies when no answer comes within the timeout', async () => {
    const { session, wire, timers } = sessionWithWire();
    timers.advance(30_000);
    const [first] = await wire.take(1);
    expect(first).to.include({ type: ping, flags: flag.syn });
    wire.send({ type: ping, flags: flag.ack, length: first!.length });
    wire.send({ type: ping, flags: flag.syn, length: 1 });
    await wire.take(1);
    timers.advance(30_000);
    expect((await wire.take(1))[0]).to.include({ type: ping, flags: flag.syn });
    timers.advance(10_000);
    expect(await session.closed).to.have.property('code', 'MUX_PROTOCOL_ERROR');
    timers.advance(1_000);
    expect(timers.pending).to.equal(0);
  });

  it('measures a ping with the injected clock', async () => {
    const { session, wire, timers } = sessionWithWire();
    const measured = session.ping();
    const [sent] = await wire.take(1);
    timers.advance(7);
    wire.send({ type: ping, flags: flag.ack, length: sent!.length });
    expect(await measured).to.equal(7);
    await session.close();
    const refused = await session.ping().catch((error: unknown) => error);
    expect(refused).to.have.property('code', 'CONNECT_FAILED');
  });

  it('opens nothing after the other side’s GoAway and keeps what is open', async () => {
    const { client, server } = sessionPair();
    server.onStream((stream) => stream.pipe(stream));
    const stream = client.open();
    stream.write('before');
    await once(stream, 'data');
    server.goAway();
    await client.ping();
    expect(() => client.open()).to.throw('takes no more streams');
    stream.write('after');
    expect(String((await once(stream, 'data'))[0])).to.equal('after');
    await client.close();
  });

  it('resets streams that come after its own GoAway', async () => {
    const { session, wire } = sessionWithWire();
    session.goAway();
    wire.send({ type: windowUpdate, flags: flag.syn, streamId: 1 });
    expect((await wire.take(2))[1]).to.include({ flags: flag.rst, streamId: 1 });
    await session.close();
  });

  describe('when the other side breaks the protocol', () => {
    const violations: Record<string, (wire: WirePeer, raw: { write(bytes: Buffer): unknown }) => void> = {
      'version 1': (_wire, raw) => raw.write(Buffer.from('010000000000000000000000', 'hex')),
      'frame type 9': (_wire, raw) => raw.write(Buffer.from('000900000000000000000000', 'hex')),
      'opened twice': (wire) => {
        wire.send({ type: windowUpdate, flags: flag.syn, streamId: 1 });
        wire.send({ type: windowUpdate, flags: flag.syn, streamId: 1 });
      },
      'not the other side': (wire) => wire.send({ type: windowUpdate, flags: flag.syn, streamId: 2 }),
      'exceeded its receive window': (wire) => {
        wire.send({ type: data, flags: flag.syn, streamId: 1 }, 'x'.repeat(streamWindow));
        wire.send({ type: data, streamId: 1 }, 'x');
      },
      'second FIN': (wire) => {
        wire.send({ type: windowUpdate, flags: flag.syn | flag.fin, streamId: 1 });
        wire.send({ type: windowUpdate, flags: flag.fin, streamId: 1 });
      },
    };
    for (const [problem, act] of Object.entries(violations)) {
      it(`answers GoAway and dies: ${problem} [M07]`, async () => {
        const { session, wire, raw } = sessionWithWire();
        act(wire, raw);
        await expectViolation(session, wire, problem);
      });
    }

    it('dies without an answer when the other side reports the violation', async () => {
      const { session, wire } = sessionWithWire();
      const accepted = new Promise<YamuxStream>((resolve) => session.onStream(resolve));
      wire.send({ type: windowUpdate, flags: flag.syn, streamId: 1 });
      const stream = await accepted;
      wire.send({ type: goAway, length: goAwayReason.protocolError });
      const [error] = (await once(stream, 'error')) as [unknown];
      expect(GoPluginError.is(error, 'MUX_PROTOCOL_ERROR')).to.equal(true);
      expect(await session.closed).to.equal(error);
    });
  });

  it('ignores frames for streams that it does not know [M07]', async () => {
    const { session, wire } = sessionWithWire();
    wire.send({ type: data, streamId: 77 }, 'lost');
    wire.send({ type: windowUpdate, flags: flag.fin, streamId: 77, length: 5 });
    wire.send({ type: windowUpdate, flags: flag.rst, streamId: 78 });
    wire.send({ type: ping, flags: flag.syn, length: 3 });
    expect(await wire.take(1)).to.deep.equal([{ type: ping, flags: flag.ack, streamId: 0, length: 3, payload: '' }]);
    await session.close();
  });

  it('lets readers finish and refuses writers when the byte stream ends', async () => {
    const { session, wire, raw, timers } = sessionWithWire();
    const accepted = new Promise<YamuxStream>((resolve) => session.onStream(resolve));
    wire.send({ type: data, flags: flag.syn, streamId: 1 }, 'last words');
    const stream = await accepted;
    raw.end();
    expect(await session.closed).to.equal(undefined);
    expect(await stream.toArray()).to.deep.equal([Buffer.from('last words')]);
    expect(stream.destroyed).to.equal(true);
    expect(() => session.open()).to.throw('has ended');
    timers.advance(1_000);
    expect(timers.pending).to.equal(0);
  });

  for (const code of ['ECONNRESET', 'EPIPE', 'ECONNABORTED']) {
    it(`treats a hang-up with ${code} as the end of the connection`, async () => {
      const { client, server, cable } = sessionPair();
      const accepted = new Promise<YamuxStream>((resolve) => client.onStream(resolve));
      server.open().write('last words');
      const stream = await accepted;
      await once(stream, 'readable');
      cable.destroy(Object.assign(new Error(`read ${code}`), { code }));
      expect(await client.closed).to.equal(undefined);
      expect(await stream.toArray()).to.deep.equal([Buffer.from('last words')]);
      await server.close();
    });
  }

  it('ends with CONNECT_FAILED when the byte stream breaks', async () => {
    const { client, server, cable } = sessionPair();
    const stream = client.open();
    const failed = once(stream, 'error');
    cable.destroy(new Error('cable cut'));
    expect((await failed)[0]).to.have.property('code', 'CONNECT_FAILED');
    expect(await client.closed).to.have.nested.property('details.reason', 'cable cut');
    await server.close();
  });

  it('closes the byte stream and everything on it', async () => {
    const { client, server, timers } = sessionPair();
    client.open();
    await client.ping();
    {
      await using closing = client;
      expect(closing.streamCount).to.equal(1);
    }
    expect(client.streamCount).to.equal(0);
    expect(await server.closed).to.equal(undefined);
    timers.advance(1_000);
    expect(timers.pending).to.equal(0);
  });
});
