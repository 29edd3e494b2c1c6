import { expect } from 'chai';
import fc from 'fast-check';
import { ConnectionError } from '../../../src/http2/error-code.js';
import { FrameReader } from '../../../src/http2/frame-reader.js';
import { frame } from '../../support/hostile-server.js';
import { checkProperty } from '../../support/property.js';

function framesOf(chunks: readonly Buffer[]): readonly unknown[] {
  const found: unknown[] = [];
  const reader = new FrameReader({
    receiveFrame: (type, flags, streamId, bytes, start, end) =>
      found.push([type, flags, streamId, bytes.toString('hex', start, end)]),
  });
  for (const chunk of chunks) reader.push(chunk);
  return found;
}

describe('FrameReader', () => {
  it('finds the same frames wherever the chunks begin and end', async () => {
    const one = fc.tuple(fc.nat(255), fc.nat(255), fc.nat(0x7fff_ffff), fc.nat(40));
    await checkProperty(
      'http2-frame-chunks',
      fc.tuple(fc.array(one, { maxLength: 6 }), fc.array(fc.nat(30), { maxLength: 40 })),
      ([specs, cuts]) => {
        const bytes = Buffer.concat(
          specs.map(([type, flags, id, length]) => frame(type, flags, id, Buffer.alloc(length, 'p'))),
        );
        const chunks: Buffer[] = [];
        let at = 0;
        for (const cut of cuts) {
          chunks.push(bytes.subarray(at, at + cut));
          at += cut;
        }
        chunks.push(bytes.subarray(at));
        const expected = specs.map(([type, flags, id, length]) => [type, flags, id, '70'.repeat(length)]);
        expect(framesOf(chunks)).to.deep.equal(expected);
      },
      500,
    );
  });

  it('ignores the reserved bit before a stream id', () => {
    expect(framesOf([frame(6, 0, 0xffff_ffff)])).to.deep.equal([[6, 0, 0x7fff_ffff, '']]);
  });

  it('refuses a frame that is too large by its header alone', () => {
    const header = frame(0, 0, 1, Buffer.alloc(16_385)).subarray(0, 9);
    expect(() => framesOf([header])).to.throw(ConnectionError, '16385');
    expect(() => framesOf([header.subarray(0, 4), header.subarray(4)])).to.throw(ConnectionError, '16385');
  });
});
