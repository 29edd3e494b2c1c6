import { expect } from 'chai';
import fc from 'fast-check';
import { ConnectionError } from '../../../src/http2/error-code.js';
import { HpackDecoder } from '../../../src/http2/hpack/decoder.js';
import { HpackEncoder } from '../../../src/http2/hpack/encoder.js';
import { sizeOfFields, type HeaderField } from '../../../src/http2/hpack/header-field.js';
import { decodeHuffman, encodeHuffman, huffmanLength } from '../../../src/http2/hpack/huffman.js';
import { fields } from '../../support/http2-pair.js';
import { checkProperty } from '../../support/property.js';

const decode = (decoder: HpackDecoder, block: Buffer) => decoder.decode(block, 0, block.length);
const hex = (text: string): Buffer => Buffer.from(text.replaceAll(' ', ''), 'hex');
const plain = (list: readonly HeaderField[]): readonly (readonly [string, string])[] =>
  list.map(({ name, value }) => [name, value]);

describe('HPACK', () => {
  it('decodes the requests of RFC 7541, appendix C.3 and C.4, which share a dynamic table', () => {
    const sequences = [
      [
        '8286 8441 0f77 7777 2e65 7861 6d70 6c65 2e63 6f6d',
        '8286 84be 5808 6e6f 2d63 6163 6865',
        '8287 85bf 400a 6375 7374 6f6d 2d6b 6579 0c63 7573 746f 6d2d 7661 6c75 65',
      ],
      [
        '8286 8441 8cf1 e3c2 e5f2 3a6b a0ab 90f4 ff',
        '8286 84be 5886 a8eb 1064 9cbf',
        '8287 85bf 4088 25a8 49e9 5ba9 7d7f 8925 a849 e95b b8e8 b4bf',
      ],
    ];
    for (const sequence of sequences) {
      const decoder = new HpackDecoder(65_535);
      const decoded = sequence.map((block) => plain(decode(decoder, hex(block)).fields));
      expect(decoded[0]).to.deep.equal([
        [':method', 'GET'],
        [':scheme', 'http'],
        [':path', '/'],
        [':authority', 'www.example.com'],
      ]);
      expect(decoded[1]).to.deep.include(['cache-control', 'no-cache']);
      expect(decoded[2]).to.deep.equal([
        [':method', 'GET'],
        [':scheme', 'https'],
        [':path', '/index.html'],
        [':authority', 'www.example.com'],
        ['custom-key', 'custom-value'],
      ]);
    }
  });

  it('gives back what it encoded, whatever the lists and the sizes of the table', async () => {
    const text = fc.string({ unit: fc.integer({ min: 0, max: 255 }).map((code) => String.fromCharCode(code)) });
    const field = fc.record({
      name: fc.oneof(fc.constantFrom('a', 'authorization', ':path', 'content-type'), text),
      value: text,
    });
    const list = fc.array(field, { maxLength: 8 });
    const step = fc.record({ shared: list, own: list, table: fc.option(fc.nat(5_000)) });
    await checkProperty(
      'hpack-round-trip',
      fc.array(step, { maxLength: 12 }),
      (steps) => {
        const encoder = new HpackEncoder();
        const decoder = new HpackDecoder(1_000_000);
        for (const { shared, own, table } of steps) {
          if (table !== null) encoder.limitTable(table);
          // Twice: the second block may be a copy of the first.
          for (let round = 0; round < 3; round += 1) {
            const block = Buffer.from(encoder.encode(shared, own));
            expect(plain(decode(decoder, block).fields)).to.deep.equal(plain([...shared, ...own]));
          }
        }
      },
      300,
    );
  });

  it('encodes a list of its own fields with one byte each once they are in the table', () => {
    const encoder = new HpackEncoder();
    const list = fields({ ':method': 'POST', ':path': '/plugin.v1.OperationService/Execute', te: 'trailers' });
    const first = encoder.encode(list, []).length;
    expect(first).to.be.above(30);
    expect(encoder.encode(list, [])).to.have.length(3);
    expect(encoder.encode(list, fields({ 'grpc-timeout': '1S' }))).to.have.length(3 + 1 + 13 + 3);
  });

  it('never puts a secret into a table', () => {
    const encoder = new HpackEncoder();
    const block = encoder.encode([], fields({ authorization: 'Bearer x' }));
    expect(block[0]! & 0xf0).to.equal(0x10);
  });

  it('keeps no more of a block than its limit allows, and still updates the table', () => {
    const decoder = new HpackDecoder(500);
    const encoder = new HpackEncoder();
    const large = fields({ a: 'x'.repeat(400), b: 'y'.repeat(400) });
    const block = decode(decoder, Buffer.from(encoder.encode(large, [])));
    expect(block.truncated).to.equal(true);
    expect(sizeOfFields(block.fields)).to.be.at.most(500);
    const again = fields({ b: 'y'.repeat(400) });
    expect(plain(decode(decoder, Buffer.from(encoder.encode(again, []))).fields)).to.deep.equal(plain(again));
  });

  it('bounds what a small block may become', () => {
    const decoder = new HpackDecoder(65_535);
    // One entry of 4,000 bytes, then 16,000 references to it.
    const bomb = Buffer.concat([hex('40 01 61 7f 81 1e'), Buffer.alloc(4_000, 'x'), Buffer.alloc(16_000, 0xbe)]);
    const block = decode(decoder, bomb);
    expect(block.truncated).to.equal(true);
    expect(sizeOfFields(block.fields)).to.be.at.most(65_535);
  });

  it('does not confuse two blocks after the table has changed', () => {
    const decoder = new HpackDecoder(65_535);
    const add = (value: string): unknown => decode(decoder, Buffer.concat([hex('40 01 61 01'), Buffer.from(value)]));
    add('1');
    expect(plain(decode(decoder, hex('be')).fields)).to.deep.equal([['a', '1']]);
    add('2');
    expect(plain(decode(decoder, hex('be')).fields)).to.deep.equal([['a', '2']]);
    decode(decoder, hex('20'));
    expect(() => decode(decoder, hex('be'))).to.throw(ConnectionError, 'not in the tables');
  });

  const broken: readonly (readonly [what: string, block: string])[] = [
    ['index 0', '80'],
    ['an index beyond the tables', 'ff ff 0f'],
    ['a number without an end', 'ff ff ff ff ff ff ff ff'],
    ['a string longer than the block', '00 05 61'],
    ['a field without a value', '00 01 61'],
    ['a table size beyond the agreed one', '3f ff 1f'],
    ['a table size behind a field', '82 20'],
    ['Huffman code with the end-of-string symbol', '00 01 61 84 ff ff ff ff'],
    ['Huffman code padded with zeros', '00 01 61 81 18'],
    ['Huffman code padded with more than seven bits', '00 01 61 82 1f ff'],
  ];
  for (const [what, block] of broken)
    it(`refuses ${what}`, () => {
      expect(() => decode(new HpackDecoder(65_535), hex(block))).to.throw(ConnectionError, 'HPACK');
    });

  it('ends with a typed error or a bounded list for any bytes', async () => {
    await checkProperty(
      'hpack-any-bytes',
      fc.array(
        fc.uint8Array({ maxLength: 60 }).map((bytes) => [...bytes]),
        { maxLength: 5 },
      ),
      (blocks) => {
        const decoder = new HpackDecoder(1_000);
        for (const bytes of blocks) {
          try {
            expect(sizeOfFields(decode(decoder, Buffer.from(bytes)).fields)).to.be.at.most(1_000);
          } catch (error) {
            if (!(error instanceof ConnectionError)) throw error;
            return;
          }
        }
      },
      2_000,
    );
  });

  it('codes every byte by Huffman and back', () => {
    const text = Buffer.from(Array.from({ length: 256 }, (_, code) => code)).toString('latin1');
    const coded = Buffer.alloc(huffmanLength(text));
    expect(encodeHuffman(text, coded, 0)).to.equal(coded.length);
    expect(decodeHuffman(coded, 0, coded.length)).to.equal(text);
  });
});
