import { expect } from 'chai';
import fc from 'fast-check';
import { useFakeTimers } from 'sinon';
import { errorCode } from '../../../src/http2/error-code.js';
import { connectionPreface } from '../../../src/http2/frame.js';
import type { Http2Stream } from '../../../src/http2/stream.js';
import { frame, settingsFrame } from '../../support/hostile-server.js';
import {
  fields,
  Http2Pair,
  RecordingReceiver,
  requestFields,
  responseFields,
  startConnection,
  turn,
} from '../../support/http2-pair.js';
import { checkProperty } from '../../support/property.js';

/** Answers each request with its own body and a trailer. */
function echo(stream: Http2Stream, endStream: boolean): void {
  const receiver = new RecordingReceiver();
  const answer = (): void => {
    stream.sendHeaders(responseFields, [], false);
    stream.write(receiver.bytes);
    stream.endWithTrailers(fields({ 'grpc-status': '0' }), []);
  };
  receiver.receiveEnd = answer;
  stream.receiver = receiver;
  if (endStream) answer();
}

function request(pair: Http2Pair, body?: Buffer): { stream: Http2Stream; receiver: RecordingReceiver } {
  const receiver = new RecordingReceiver();
  const stream = pair.client.openStream(receiver);
  stream.sendHeaders(requestFields, [], false);
  if (body !== undefined) {
    stream.write(body);
    stream.end();
  }
  return { stream, receiver };
}

const goawayCode = (bytes: Buffer): number | undefined => {
  for (let at = 0; at + 9 <= bytes.length; at += 9 + bytes.readUIntBE(at, 3))
    if (bytes[at + 3] === 7) return bytes.readUInt32BE(at + 13);
  return undefined;
};

describe('Http2Connection', () => {
  it('carries requests and answers of any size, however the bytes are cut', async () => {
    await checkProperty(
      'http2-any-cut',
      fc.tuple(fc.array(fc.nat(40_000), { minLength: 1, maxLength: 4 }), fc.integer({ min: 1, max: 5_000 })),
      async ([sizes, cut]) => {
        const pair = new Http2Pair({}, {}, (bytes) => {
          const chunks: Buffer[] = [];
          for (let at = 0; at < bytes.length; at += cut) chunks.push(bytes.subarray(at, at + cut));
          return chunks;
        });
        pair.onStream = (stream, _block, endStream) => echo(stream, endStream);
        const bodies = sizes.map((size, index) => Buffer.alloc(size, String(index)));
        const calls = bodies.map((body) => request(pair, body));
        await pair.settle();
        calls.forEach(({ receiver }, index) => {
          expect(receiver.bytes.equals(bodies[index]!)).to.equal(true);
          expect(receiver.trailers?.get('grpc-status')).to.equal('0');
        });
        expect([pair.client.streamCount, pair.server.streamCount]).to.deep.equal([0, 0]);
      },
      40,
    );
  });

  it('writes everything from one turn of the event loop at once, with the end of a stream on its last DATA', async () => {
    const { connection, sink } = startConnection('client');
    await turn();
    sink.take();
    for (let index = 0; index < 3; index += 1) {
      const stream = connection.openStream(new RecordingReceiver());
      stream.sendHeaders(requestFields, [], false);
      stream.write(Buffer.from('body'));
      stream.end();
    }
    await turn();
    expect(sink.writes).to.have.length(1);
    const last = sink.take().subarray(-13);
    expect(last.toString('hex')).to.equal(`000004000100000005${Buffer.from('body').toString('hex')}`);
  });

  it('acknowledges grpc-go’s bandwidth ping with the next write, after a millisecond at the latest', async () => {
    const clock = useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      const { connection, sink } = startConnection('client');
      connection.receive(settingsFrame);
      await turn();
      sink.take();
      const payload = Buffer.of(2, 4, 16, 16, 9, 14, 7, 7);
      const acknowledgement = frame(6, 1, 0, payload);
      connection.receive(frame(6, 0, 0, payload));
      await turn();
      expect(sink.writes).to.have.length(0);
      connection.ping();
      await turn();
      expect(sink.take().subarray(0, acknowledgement.length)).to.deep.equal(acknowledgement);
      clock.tick(1);
      connection.receive(frame(6, 0, 0, payload));
      clock.tick(1);
      expect(sink.take()).to.deep.equal(acknowledgement);
    } finally {
      clock.restore();
    }
  });

  it('sends no more than the windows allow, and each stream its share', async () => {
    const pair = new Http2Pair();
    const streams: Http2Stream[] = [];
    const receivers: RecordingReceiver[] = [];
    pair.onStream = (stream) => {
      stream.pause();
      const receiver = new RecordingReceiver();
      stream.receiver = receiver;
      streams.push(stream);
      receivers.push(receiver);
    };
    const calls = [request(pair), request(pair)];
    let taken = 0;
    for (const { stream } of calls) stream.write(Buffer.alloc(200_000), () => (taken += 1));
    await pair.settle();
    expect(receivers.map(({ bytes }) => bytes.length)).to.deep.equal([65_535, 65_535]);
    expect(taken).to.equal(0);
    streams[0]!.resume();
    await pair.settle();
    expect(receivers.map(({ bytes }) => bytes.length)).to.deep.equal([200_000, 65_535]);
    expect(taken).to.equal(1);
  });

  it('waits for the byte stream, and continues when it accepts more', async () => {
    const { connection, sink } = startConnection('client');
    connection.receive(settingsFrame);
    sink.unsent = Infinity;
    const stream = connection.openStream(new RecordingReceiver());
    stream.sendHeaders(requestFields, [], false);
    let taken = false;
    stream.write(Buffer.alloc(1000), () => (taken = true));
    await turn();
    expect(taken).to.equal(false);
    sink.unsent = 0;
    connection.writable();
    expect(taken).to.equal(true);
  });

  it('widens a window that fills up quickly, up to a limit', async () => {
    const pair = new Http2Pair({}, {});
    pair.onStream = (stream) => {
      stream.receiver = new RecordingReceiver();
    };
    const { stream } = request(pair);
    let taken = false;
    stream.write(Buffer.alloc(8_000_000), () => (taken = true));
    await pair.settle();
    expect(taken).to.equal(true);
  });

  it('applies a new initial window to the streams that are open', async () => {
    const { connection, sink } = startConnection('client');
    const stream = connection.openStream(new RecordingReceiver());
    stream.sendHeaders(requestFields, [], false);
    let taken = false;
    stream.write(Buffer.alloc(20), () => (taken = true));
    expect(taken).to.equal(true);
    connection.receive(frame(4, 0, 0, Buffer.from('000400000000', 'hex')));
    stream.write(Buffer.alloc(20), () => (taken = false));
    await turn();
    expect(taken).to.equal(true);
    connection.receive(frame(4, 0, 0, Buffer.from('0004000000ff', 'hex')));
    expect(taken).to.equal(false);
    sink.take();
  });

  it('tells the streams that a GOAWAY leaves unserved, and lets the others end', async () => {
    const pair = new Http2Pair();
    const served: Http2Stream[] = [];
    pair.onStream = (stream) => {
      stream.receiver = new RecordingReceiver();
      served.push(stream);
    };
    const first = request(pair);
    await pair.settle();
    pair.server.drain();
    const second = request(pair);
    await pair.settle();
    expect(second.receiver.failure).to.include({ code: errorCode.REFUSED_STREAM, connectionLost: true });
    expect(pair.client.usable).to.equal(false);
    served[0]!.sendHeaders(responseFields, [], true);
    await pair.settle();
    expect(first.receiver.ended).to.equal(true);
  });

  it('refuses streams beyond its limit, each by itself', async () => {
    const pair = new Http2Pair({}, { maxConcurrentStreams: 1 });
    pair.onStream = (stream) => {
      stream.receiver = new RecordingReceiver();
    };
    const calls = [request(pair), request(pair)];
    await pair.settle();
    expect(calls.map(({ receiver }) => receiver.failure?.code)).to.deep.equal([undefined, errorCode.REFUSED_STREAM]);
    expect(pair.client.hasRoom).to.equal(false);
  });

  it('fails every stream when the byte stream is gone', () => {
    const { connection } = startConnection('client');
    const receiver = new RecordingReceiver();
    connection.openStream(receiver).sendHeaders(requestFields, [], false);
    connection.lost('gone');
    expect(receiver.failure).to.deep.include({ connectionLost: true, reason: 'gone' });
    expect(connection.usable).to.equal(false);
  });

  it('keeps a connection whose user throws', async () => {
    const pair = new Http2Pair();
    const thrown: unknown[] = [];
    const listeners = process.listeners('uncaughtException');
    process.removeAllListeners('uncaughtException').once('uncaughtException', (error) => thrown.push(error));
    pair.onStream = (stream, _block, endStream) => {
      if (stream.id === 1) throw new Error('a bug of the handler');
      echo(stream, endStream);
    };
    request(pair, Buffer.from('1'));
    const { receiver } = request(pair, Buffer.from('2'));
    await pair.settle();
    for (const listener of listeners) process.on('uncaughtException', listener);
    expect(thrown).to.have.length(1);
    expect(receiver.bytes.toString()).to.equal('2');
  });

  describe('with a peer that floods it', () => {
    const start = (): ReturnType<typeof startConnection> => {
      const side = startConnection('server', {
        stream: (stream) => (stream.receiver = new RecordingReceiver()),
      });
      side.connection.receive(Buffer.concat([connectionPreface, settingsFrame]));
      return side;
    };
    // POST, http, /, and nothing else: indexed fields.
    const request = Buffer.of(0x83, 0x86, 0x84);
    const cancel = Buffer.of(0, 0, 0, 8);
    const floods: readonly (readonly [what: string, frameAt: (index: number) => Buffer])[] = [
      ['PING', () => frame(6, 0, 0, Buffer.alloc(8))],
      ['SETTINGS', () => settingsFrame],
      ['PRIORITY', () => frame(2, 0, 1, Buffer.alloc(5))],
      ['frames of unknown types', () => frame(99, 0, 0)],
      ['WINDOW_UPDATE', () => frame(8, 0, 0, Buffer.of(0, 0, 0, 1))],
      ['empty DATA', (index) => (index === 0 ? frame(1, 4, 1, request) : frame(0, 0, 1))],
      ['empty CONTINUATION', (index) => (index === 0 ? frame(1, 0, 1, request) : frame(9, 0, 1))],
      ['long CONTINUATION', (index) => (index === 0 ? frame(1, 0, 1, request) : frame(9, 0, 1, Buffer.alloc(16_000)))],
      [
        'streams that it resets',
        (index) => Buffer.concat([frame(1, 4, 2 * index + 1, request), frame(3, 0, 2 * index + 1, cancel)]),
      ],
    ];
    for (const [what, frameAt] of floods)
      it(`ends the connection over ${what} without end`, async () => {
        const { connection, sink } = start();
        let held = 0;
        for (let index = 0; index < 100_000 && !sink.ended; index += 1) {
          connection.receive(frameAt(index));
          held = Math.max(held, connection.streamCount);
        }
        await turn();
        expect(goawayCode(sink.take())).to.equal(errorCode.ENHANCE_YOUR_CALM);
        expect(held).to.be.at.most(1);
      });

    it('ends the connection when the peer does not read what it asks for', async () => {
      const { connection, sink } = start();
      await turn();
      sink.held = 65 * 1024 * 1024;
      connection.receive(frame(6, 0, 0, Buffer.alloc(8)));
      await turn();
      expect(sink.ended).to.equal(true);
      expect(connection.over).to.equal(true);
    });

    it('ends the connection over data beyond the window', async () => {
      const { connection, sink } = start();
      connection.receive(frame(1, 4, 1, request));
      const data = frame(0, 0, 1, Buffer.alloc(16_384));
      for (let index = 0; index < 5; index += 1) connection.receive(data);
      await turn();
      expect(sink.ended).to.equal(false);
      const windowTooLarge = frame(8, 0, 0, Buffer.from('7fffffff', 'hex'));
      connection.receive(windowTooLarge);
      await turn();
      expect(goawayCode(sink.take())).to.equal(errorCode.FLOW_CONTROL_ERROR);
    });

    it('survives any bytes', async () => {
      const anyFrame = fc.tuple(
        fc.nat(12),
        fc.nat(255),
        fc.constantFrom(0, 1, 2, 3, 5),
        fc.uint8Array({ maxLength: 20 }),
      );
      await checkProperty(
        'http2-any-frames',
        fc.array(
          anyFrame.map(([type, flags, id, payload]) => frame(type, flags, id, payload).toString('hex')),
          { maxLength: 10 },
        ),
        (frames) => {
          const { connection } = start();
          for (const bytes of frames) connection.receive(Buffer.from(bytes, 'hex'));
          expect(connection.streamCount).to.be.at.most(3);
        },
        1_000,
      );
    });
  });
});
