import { expect } from 'chai';
import fc from 'fast-check';
import { GoPluginError } from '../../../src/errors/go-plugin-error.js';
import { encodeHeader, frameType } from '../../../src/yamux/frame.js';
import { YamuxSession } from '../../../src/yamux/session.js';
import { duplexPair } from '../../support/duplex-pair.js';
import { ManualTimers } from '../../support/manual-timers.js';
import { frameBytes, sessionWithWire } from '../../support/yamux-wire.js';

const anyFrame = fc
  .record({
    type: fc.constantFrom(frameType.data, frameType.windowUpdate, frameType.ping, frameType.goAway),
    flags: fc.nat(15),
    streamId: fc.nat(6),
    length: fc.oneof(fc.nat(3), fc.constantFrom(0xffff_ffff, 262_144, 262_145)),
    payload: fc.string({ unit: 'binary-ascii', maxLength: 20 }),
  })
  .map(({ payload, ...header }) =>
    header.type === frameType.data ? frameBytes({ ...header, length: payload.length }, payload) : encodeHeader(header),
  );

describe('YamuxSession with a hostile peer', () => {
  for (const [what, anyBytes] of [
    ['any frames', fc.array(anyFrame, { maxLength: 12 }).map((frames) => Buffer.concat(frames))],
    ['any bytes', fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes))],
  ] as const) {
    it(`survives ${what}: the session answers, or has ended with a protocol error and told so [M07]`, async () => {
      await fc.assert(
        fc.asyncProperty(anyBytes, fc.constantFrom('client', 'server'), async (bytes, role) => {
          const { session, wire, raw, timers } = sessionWithWire({ role });
          const streams = [session.open()];
          session.onStream((stream) => {
            streams.push(stream);
            stream.resume();
          });
          raw.write(bytes);
          raw.end();
          const error = await session.closed;
          await wire.until(() => wire.ended);
          if (error !== undefined) expect(GoPluginError.is(error, 'MUX_PROTOCOL_ERROR')).to.equal(true);
          expect(session.streamCount).to.equal(0);
          timers.advance(1_000);
          expect(timers.pending).to.equal(0);
        }),
        { numRuns: 150 },
      );
    });
  }

  it('ends when the other side pings without reading the answers', async () => {
    const [ours, theirs] = duplexPair();
    const session = new YamuxSession(ours, { role: 'server', timers: new ManualTimers() });
    const pings = Buffer.concat(Array.from({ length: 10_000 }, () => frameBytes({ type: frameType.ping, flags: 1 })));
    for (let round = 0; round < 12; round++) theirs.write(pings);
    const error = await session.closed;
    expect(GoPluginError.is(error, 'MUX_PROTOCOL_ERROR') && error.message).to.contain('does not read');
    theirs.destroy();
  });
});
