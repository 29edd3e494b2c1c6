import { once } from 'node:events';
import { createServer as createHttp2Server, connect as connectHttp2 } from 'node:http2';
import { expect } from 'chai';
import fc from 'fast-check';
import { flag, frameType } from '../../../src/yamux/frame.js';
import { farewellBytes, streamWindow } from '../../../src/yamux/limits.js';
import type { YamuxSession } from '../../../src/yamux/session.js';
import type { YamuxStream } from '../../../src/yamux/stream.js';
import { sessionPair, sessionWithWire } from '../../support/yamux-wire.js';

const { data, windowUpdate } = frameType;

function nextStream(session: YamuxSession): Promise<YamuxStream> {
  return new Promise((resolve) => session.onStream(resolve));
}

/** Reads to the end; unlike `toArray`, leaves the writing direction open. */
async function collect(stream: YamuxStream): Promise<Buffer> {
  const chunks: Buffer[] = [];
  stream.on('data', (chunk: Buffer) => chunks.push(chunk));
  await once(stream, 'end');
  return Buffer.concat(chunks);
}

interface StreamPair {
  readonly near: YamuxStream;
  readonly far: YamuxStream;
  readonly client: YamuxSession;
  readonly close: () => Promise<void>;
}

async function openPair(chunkLength?: number): Promise<StreamPair> {
  const { client, server } = sessionPair(chunkLength === undefined ? {} : { chunkLength });
  const accepted = nextStream(server);
  const near = client.open();
  return {
    near,
    far: await accepted,
    client,
    close: async () => {
      await client.close();
      await server.close();
    },
  };
}

describe('YamuxStream', () => {
  it('carries any bytes unchanged, however the wire splits them [M07]', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.uint8Array({ maxLength: 3_000 }), { maxLength: 6 }),
        fc.integer({ min: 1, max: 600 }),
        async (chunks, chunkLength) => {
          const { near, far, close } = await openPair(chunkLength);
          for (const chunk of chunks) near.write(chunk);
          near.end();
          expect(await collect(far)).to.deep.equal(Buffer.concat(chunks));
          await close();
        },
      ),
      { numRuns: 30 },
    );
  });

  it('sends no more than the window until the other side grants more', async () => {
    const { session, wire } = sessionWithWire({ role: 'client' });
    const stream = session.open();
    stream.end(Buffer.alloc(streamWindow + 10));
    const sent = (): number => wire.frames.reduce((sum, { type, length }) => sum + (type === data ? length : 0), 0);
    await wire.until(() => sent() === streamWindow);
    wire.send({ type: windowUpdate, flags: flag.ack, streamId: 1, length: 4 });
    await wire.until(() => sent() === streamWindow + 4);
    wire.send({ type: windowUpdate, streamId: 1, length: 6 });
    await wire.until(() => wire.frames.at(-1)?.flags === flag.fin);
    expect(sent()).to.equal(streamWindow + 10);
    await session.close();
  });

  it('sends what was written in one turn in one frame, and what waits for a grant in another', async () => {
    const { session, wire } = sessionWithWire({ role: 'client' });
    const stream = session.open();
    const lengths = (): number[] => wire.frames.filter(({ type }) => type === data).map(({ length }) => length);
    for (let written = 0; written < streamWindow / 2; written += 1_024) stream.write(Buffer.alloc(1_024));
    await wire.until(() => lengths().length === 1);
    stream.write(Buffer.alloc(streamWindow / 2));
    for (const piece of ['a', 'b', 'c']) stream.write(piece);
    stream.end();
    await wire.until(() => lengths().length === 2);
    wire.send({ type: windowUpdate, flags: flag.ack, streamId: 1, length: streamWindow / 2 });
    await wire.until(() => wire.frames.at(-1)?.flags === flag.fin);
    expect(lengths()).to.deep.equal([streamWindow / 2, streamWindow / 2, 3]);
    await session.close();
  });

  it('ends a write of nothing', async () => {
    const { near, close } = await openPair();
    await new Promise<void>((resolve) => near.write(Buffer.alloc(0), () => resolve()));
    await close();
  });

  it('makes the writer wait while nobody reads, and continues when somebody does', async () => {
    const { near, far, client, close } = await openPair();
    const total = 4 * streamWindow;
    let accepted = 0;
    const writing = (async () => {
      for (; accepted < total; accepted += 32_768) {
        if (!near.write(Buffer.alloc(32_768))) await once(near, 'drain');
      }
      near.end();
    })();
    while (far.readableLength < streamWindow) await client.ping();
    expect(accepted).to.be.lessThan(2 * streamWindow);
    let received = 0;
    for await (const chunk of far) received += (chunk as Buffer).length;
    await writing;
    expect(received).to.equal(total);
    await close();
  });

  it('sends a window update when half the window is consumed, not before', async () => {
    const { session, wire } = sessionWithWire();
    const accepted = nextStream(session);
    wire.send({ type: data, flags: flag.syn, streamId: 1 }, 'x'.repeat(streamWindow / 2 - 1));
    const stream = await accepted;
    stream.resume();
    await wire.take(1);
    wire.send({ type: data, streamId: 1 }, 'x');
    expect(await wire.take(1)).to.deep.equal([
      { type: windowUpdate, flags: 0, streamId: 1, length: streamWindow / 2, payload: '' },
    ]);
    await session.close();
  });

  it('continues when a full buffer is read in one piece', async () => {
    const { session, wire } = sessionWithWire();
    const accepted = nextStream(session);
    wire.send({ type: data, flags: flag.syn, streamId: 1 }, 'x'.repeat(streamWindow));
    const stream = await accepted;
    wire.send({ type: frameType.ping, flags: flag.syn });
    await wire.take(2);
    expect(stream.readableLength).to.equal(streamWindow);
    expect((stream.read() as Buffer).length).to.equal(streamWindow);
    expect((await wire.take(1))[0]).to.include({ type: windowUpdate, length: streamWindow });
    await session.close();
  });

  it('half-closes: answers still come after end() [M07]', async () => {
    const { near, far, close } = await openPair();
    near.end('question');
    expect(String(await collect(far))).to.equal('question');
    far.end('answer');
    expect(String(await collect(near))).to.equal('answer');
    await close();
  });

  it('forgets a stream that both sides have ended, and sends FIN once', async () => {
    const { session, wire } = sessionWithWire();
    session.onStream((stream) => {
      stream.resume();
      stream.end();
    });
    wire.send({ type: windowUpdate, flags: flag.syn | flag.fin, streamId: 1 });
    await wire.take(2);
    expect(session.streamCount).to.equal(0);
    wire.send({ type: frameType.ping, flags: flag.syn });
    expect((await wire.take(1))[0]).to.include({ type: frameType.ping });
    await session.close();
  });

  it('delivers data that came with the FIN before it ends', async () => {
    const { session, wire } = sessionWithWire();
    const accepted = nextStream(session);
    wire.send({ type: data, flags: flag.syn | flag.fin, streamId: 1 }, 'all');
    expect(await (await accepted).toArray()).to.deep.equal([Buffer.from('all')]);
    await session.close();
  });

  it('ignores data behind the FIN, which Go can send when it closes while it writes', async () => {
    const { session, wire } = sessionWithWire();
    const accepted = nextStream(session);
    wire.send({ type: windowUpdate, flags: flag.syn | flag.fin, streamId: 1 });
    wire.send({ type: data, streamId: 1 }, 'late');
    expect((await collect(await accepted)).length).to.equal(0);
    expect(session.streamCount).to.equal(1);
    await session.close();
  });

  it('fails with ECONNRESET when the other side resets it mid-stream [M07]', async () => {
    const { session, wire } = sessionWithWire();
    const accepted = nextStream(session);
    wire.send({ type: data, flags: flag.syn, streamId: 1 }, 'part');
    const stream = await accepted;
    const failed = once(stream, 'error');
    wire.send({ type: windowUpdate, flags: flag.rst, streamId: 1 });
    expect((await failed)[0]).to.have.property('code', 'ECONNRESET');
    expect(session.streamCount).to.equal(0);
    await wire.take(1);
    wire.send({ type: frameType.ping, flags: flag.syn });
    expect((await wire.take(1))[0]).to.include({ type: frameType.ping });
    await session.close();
  });

  it('survives a reset before anybody accepted it', async () => {
    const { session, wire } = sessionWithWire();
    wire.send({ type: windowUpdate, flags: flag.syn, streamId: 1 });
    wire.send({ type: windowUpdate, flags: flag.rst, streamId: 1 });
    wire.send({ type: frameType.ping, flags: flag.syn });
    await wire.take(1);
    session.onStream(() => expect.fail('a reset stream was handed over'));
    expect(session.streamCount).to.equal(0);
    await session.close();
  });

  it('resets when it is destroyed with an error, or with data that was not delivered', async () => {
    const { session, wire } = sessionWithWire({ role: 'client' });
    session.open().destroy(new Error('no use'));
    const unsent = session.open();
    unsent.write(Buffer.alloc(streamWindow + 1));
    const sent = (): number => wire.frames.reduce((sum, { type, length }) => sum + (type === data ? length : 0), 0);
    await wire.until(() => sent() === streamWindow);
    unsent.destroy();
    await wire.until(() => wire.frames.at(-1)?.flags === flag.rst);
    const resets = wire.frames.filter(({ flags }) => flags === flag.rst).map(({ streamId }) => streamId);
    expect(resets).to.deep.equal([1, 3]);
    expect(session.streamCount).to.equal(0);
    await session.close();
  });

  it('closes like a socket when it is destroyed without an error: FIN, then RST for data beyond the last frames', async () => {
    const { session, wire } = sessionWithWire({ role: 'client' });
    session.open().destroy();
    expect((await wire.take(2))[1]).to.include({ flags: flag.fin, streamId: 1 });
    expect(session.streamCount).to.equal(1);
    wire.send({ type: data, streamId: 1 }, 'x'.repeat(farewellBytes));
    wire.send({ type: data, streamId: 1 }, 'too late');
    expect((await wire.take(1))[0]).to.include({ flags: flag.rst, streamId: 1 });
    expect(session.streamCount).to.equal(0);
    await session.close();
  });

  it('accepts the last frames of the other side without a reset, because Go would log a warning', async () => {
    const { session, wire } = sessionWithWire({ role: 'client' });
    session.open().destroy();
    wire.send({ type: data, streamId: 1 }, 'close_notify');
    wire.send({ type: windowUpdate, flags: flag.fin, streamId: 1 });
    wire.send({ type: frameType.ping, flags: flag.syn });
    await wire.until(() => wire.frames.at(-1)?.type === frameType.ping);
    expect(wire.frames.map(({ flags }) => flags)).to.deep.equal([flag.syn, flag.fin, flag.ack]);
    expect(session.streamCount).to.equal(0);
    await session.close();
  });

  it('resets a closed stream whose other side never closes', async () => {
    const { session, wire, timers } = sessionWithWire({ role: 'client', limits: { keepAliveIntervalMs: 0 } });
    session.open().destroy();
    wire.send({ type: windowUpdate, flags: flag.ack, streamId: 1 });
    wire.send({ type: frameType.ping, flags: flag.syn });
    await wire.take(3);
    timers.advance(300_000);
    expect((await wire.take(1))[0]).to.include({ flags: flag.rst, streamId: 1 });
    await session.close();
  });

  it('lets many streams share the session fairly', async () => {
    const { client, server } = sessionPair();
    const order: number[] = [];
    server.onStream((stream) => {
      stream.on('data', () => order.push(stream.id));
    });
    const streams = Array.from({ length: 4 }, () => client.open());
    for (const stream of streams) stream.end(Buffer.alloc(streamWindow));
    await Promise.all(streams.map((stream) => once(stream, 'finish')));
    await client.ping();
    expect(new Set(order.slice(0, 8)).size).to.equal(4);
    await client.close();
    await server.close();
  });

  it('carries HTTP/2 on a stream', async () => {
    const { near, far, close } = await openPair();
    const server = createHttp2Server((_request, response) => response.end('over yamux'));
    server.emit('connection', far);
    const session = connectHttp2('http://localhost', { createConnection: () => near });
    const request = session.request({ ':path': '/' });
    expect(String(Buffer.concat((await request.toArray()) as Buffer[]))).to.equal('over yamux');
    session.close();
    await once(session, 'close');
    await close();
  });
});
