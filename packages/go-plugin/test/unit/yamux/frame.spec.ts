import { expect } from 'chai';
import fc from 'fast-check';
import { GoPluginError } from '../../../src/errors/go-plugin-error.js';
import { FrameDecoder } from '../../../src/yamux/frame-decoder.js';
import { decodeHeader, encodeHeader, flag, frameType, type FrameHeader } from '../../../src/yamux/frame.js';

const anyHeader = fc.record({
  type: fc.constantFrom(...Object.values(frameType)),
  flags: fc.nat(0xffff),
  streamId: fc.nat(0xffff_ffff),
  length: fc.nat(0xffff_ffff),
});

const anyFrame = fc.oneof(
  fc
    .record({ flags: fc.nat(15), streamId: fc.nat(9), payload: fc.uint8Array({ maxLength: 40 }) })
    .map(({ flags, streamId, payload }) => ({
      header: { type: frameType.data, flags, streamId, length: payload.length },
      payload: Buffer.from(payload),
    })),
  anyHeader
    .filter(({ type }) => type !== frameType.data)
    .map((header) => ({ header: header, payload: Buffer.alloc(0) })),
);

/** What a decoder reports, with the pieces of a payload joined. */
function recorder(): { decoder: FrameDecoder; seen: { header: FrameHeader; payload: Buffer }[]; open: () => boolean } {
  const seen: { header: FrameHeader; payload: Buffer }[] = [];
  let payload: Buffer[] = [];
  let open = false;
  const decoder = new FrameDecoder({
    header() {
      payload = [];
      open = true;
    },
    payload: (bytes) => payload.push(bytes),
    end(header) {
      open = false;
      seen.push({ header, payload: Buffer.concat(payload) });
    },
  });
  return { decoder, seen, open: () => open };
}

describe('yamux frame', () => {
  it('writes version, type, flags, stream id and length big endian into twelve bytes', () => {
    const bytes = encodeHeader({
      type: frameType.windowUpdate,
      flags: flag.syn | flag.fin,
      streamId: 3,
      length: 262_144,
    });
    expect(bytes.toString('hex')).to.equal('000100050000000300040000');
  });

  it('reads back every header that it wrote', () => {
    fc.assert(
      fc.property(anyHeader, (header) => {
        expect(decodeHeader(encodeHeader(header))).to.deep.equal(header);
      }),
    );
  });

  it('refuses another version and an unknown type', () => {
    for (const [bytes, problem] of [
      ['010000000000000000000000', 'version 1'],
      ['000400000000000000000000', 'frame type 4'],
      ['', 'version missing'],
      ['00', 'frame type missing'],
    ] as const) {
      expect(() => decodeHeader(Buffer.from(bytes, 'hex')))
        .to.throw(GoPluginError, problem)
        .with.property('code', 'MUX_PROTOCOL_ERROR');
    }
  });
});

describe('FrameDecoder', () => {
  it('finds the same frames however the bytes are split [M07]', () => {
    fc.assert(
      fc.property(fc.array(anyFrame, { maxLength: 8 }), fc.array(fc.integer({ min: 1, max: 30 })), (frames, cuts) => {
        const { decoder, seen, open } = recorder();
        let rest = Buffer.concat(frames.flatMap(({ header, payload }) => [encodeHeader(header), payload]));
        for (const cut of cuts) {
          decoder.write(rest.subarray(0, cut));
          rest = rest.subarray(cut);
        }
        decoder.write(rest);
        expect(seen).to.deep.equal(frames);
        expect(open()).to.equal(false);
      }),
    );
  });

  it('finds two frames split at each byte boundary in turn [M07]', () => {
    const bytes = Buffer.concat([
      encodeHeader({ type: frameType.data, flags: 0, streamId: 1, length: 5 }),
      Buffer.from('hello'),
      encodeHeader({ type: frameType.ping, flags: flag.syn, streamId: 0, length: 7 }),
    ]);
    for (let at = 0; at <= bytes.length; at++) {
      const { decoder, seen } = recorder();
      decoder.write(bytes.subarray(0, at));
      decoder.write(bytes.subarray(at));
      expect(seen.map(({ header, payload }) => [header.type, payload.toString()])).to.deep.equal([
        [frameType.data, 'hello'],
        [frameType.ping, ''],
      ]);
    }
  });

  it('delivers a payload piece by piece, without waiting for all of it', () => {
    const { decoder, seen, open } = recorder();
    decoder.write(encodeHeader({ type: frameType.data, flags: 0, streamId: 1, length: 4 }));
    decoder.write(Buffer.from('ab'));
    expect([seen.length, open()]).to.deep.equal([0, true]);
    decoder.write(Buffer.from('cd'));
    expect(seen[0]?.payload.toString()).to.equal('abcd');
    // One without a payload has ended with its header.
    decoder.write(encodeHeader({ type: frameType.data, flags: flag.fin, streamId: 1, length: 0 }));
    expect([seen.length, open()]).to.deep.equal([2, false]);
  });
});
