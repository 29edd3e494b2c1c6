import { expect } from 'chai';
import { connectionPreface } from '../../../src/http2/frame.js';
import { HpackEncoder } from '../../../src/http2/hpack/encoder.js';
import type { HeaderField } from '../../../src/http2/hpack/header-field.js';
import { frame, settingsFrame } from '../../support/hostile-server.js';
import { fields, requestFields, startConnection } from '../../support/http2-pair.js';

// Indexed fields, names from the table, Huffman-coded and plain strings, a number of two bytes.
const own = fields({ 'grpc-timeout': '10S', 'x-long': 'x'.repeat(200), 'x-bytes': '\xff\x80' });
const list = [...requestFields, ...own];
const encoded = Buffer.from(new HpackEncoder().encode(requestFields, own));

/** What a server reads in a block that comes in these pieces, the first in HEADERS and each other one in CONTINUATION. */
function read(pieces: readonly Buffer[]): readonly (readonly HeaderField[])[] {
  const received: (readonly HeaderField[])[] = [];
  const { connection } = startConnection('server', { stream: (_stream, block) => received.push(block.fields) });
  connection.receive(Buffer.concat([connectionPreface, settingsFrame]));
  for (const [index, piece] of pieces.entries()) {
    const endHeaders = index === pieces.length - 1 ? 4 : 0;
    connection.receive(index === 0 ? frame(1, 1 | endHeaders, 1, piece) : frame(9, endHeaders, 1, piece));
  }
  return received;
}

describe('A header block across HEADERS and CONTINUATION', () => {
  it('is the same wherever it is cut in two', () => {
    for (let at = 0; at <= encoded.length; at += 1)
      expect(read([encoded.subarray(0, at), encoded.subarray(at)]), `cut at ${at}`).to.deep.equal([list]);
  });

  it('is the same wherever it is cut in three', () => {
    for (let first = 0; first <= encoded.length; first += 7)
      for (let second = first; second <= encoded.length; second += 11)
        expect(
          read([encoded.subarray(0, first), encoded.subarray(first, second), encoded.subarray(second)]),
          `cut at ${first} and ${second}`,
        ).to.deep.equal([list]);
  });

  it('is the same with each byte in a frame of its own', () => {
    expect(read([...encoded].map((byte) => Buffer.of(byte)))).to.deep.equal([list]);
  });
});
