import fc from 'fast-check';
import { expect } from 'chai';
import { GoPluginError } from '../../../src/errors/go-plugin-error.js';
import { flag, frameType, type FrameHeader } from '../../../src/yamux/frame.js';
import { checkProperty } from '../../support/property.js';
import { frameBytes, sessionWithWire } from '../../support/yamux-wire.js';

interface Sent extends Pick<FrameHeader, 'type' | 'flags' | 'streamId'> {
  readonly length: number;
}

const { data, windowUpdate, ping, goAway } = frameType;
const frames = fc.array(
  fc.record({
    type: fc.constantFrom(data, data, windowUpdate, windowUpdate, ping, goAway),
    flags: fc.constantFrom(0, flag.syn, flag.syn, flag.ack, flag.fin, flag.rst, flag.syn | flag.fin, 0xfff0),
    streamId: fc.constantFrom(0, 1, 1, 1, 3, 2, 0xffff_ffff),
    length: fc.constantFrom(0, 1, 5, 262_144, 262_145, 0xffff_ffff),
  }),
  { maxLength: 10 },
);

/** A data frame brings at most this much of what it promises; the rest never comes. */
const bytesOf = (sent: Sent): Buffer =>
  frameBytes(sent, sent.type === data ? 'x'.repeat(Math.min(sent.length, 300_000)) : '');

/** Streams that are `answered` are closed by this side, at a moment that no byte of the other side decides. */
async function play(bytes: Buffer, at: number, answered: boolean): Promise<unknown> {
  const { session, raw, timers } = sessionWithWire();
  session.onStream((stream) => {
    stream.on('error', () => undefined).resume();
    if (answered) stream.end('answer');
  });
  raw.on('error', () => undefined);
  raw.write(bytes.subarray(0, at));
  raw.end(bytes.subarray(at));
  const error = await session.closed;
  expect(session.streamCount).to.equal(0);
  timers.advance(400_000);
  expect(timers.pending).to.equal(0);
  return error;
}

describe('A yamux session, whatever frames come', () => {
  it('lives until the other side ends, or dies of a protocol error; nothing of it is left [M07]', async () => {
    const check = async (input: readonly Sent[]): Promise<void> => {
      const bytes = Buffer.concat(input.map(bytesOf));
      const error = await play(bytes, Math.floor(bytes.length / 2), true);
      if (error !== undefined && !GoPluginError.is(error)) throw new Error('untyped', { cause: error });
    };
    await checkProperty('yamux-frames', frames, check, 500);
  });

  it('comes to the same end wherever its bytes are split: SYN, data, FIN twice, RST, GoAway [M07]', async () => {
    const conversations: readonly (readonly Sent[])[] = [
      [
        { type: windowUpdate, flags: flag.syn, streamId: 1, length: 0 },
        { type: data, flags: 0, streamId: 1, length: 5 },
        { type: windowUpdate, flags: flag.rst, streamId: 1, length: 0 },
        { type: data, flags: 0, streamId: 9, length: 1 },
        { type: goAway, flags: 0, streamId: 0, length: 0 },
      ],
      [
        { type: windowUpdate, flags: flag.syn | flag.fin, streamId: 1, length: 0 },
        { type: data, flags: flag.syn, streamId: 3, length: 1 },
        { type: windowUpdate, flags: flag.fin, streamId: 1, length: 0 },
        { type: windowUpdate, flags: flag.fin, streamId: 3, length: 0 },
        { type: windowUpdate, flags: flag.fin, streamId: 3, length: 0 },
      ],
    ];
    for (const conversation of conversations) {
      const bytes = Buffer.concat(conversation.map(bytesOf));
      const ends = new Set<string>();
      for (let at = 0; at <= bytes.length; at++) {
        const error = await play(bytes, at, false);
        ends.add(error === undefined ? 'closed' : (error as GoPluginError).code);
      }
      expect(ends.size, [...ends].join()).to.equal(1);
    }
  });
});
