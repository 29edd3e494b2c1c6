import { expect } from 'chai';
import { ConnectionError } from '../../../../src/http2/error-code.js';
import { HpackDecoder } from '../../../../src/http2/hpack/decoder.js';

const hex = (text: string): Buffer => Buffer.from(text.replaceAll(' ', ''), 'hex');
const decode = (decoder: HpackDecoder, text: string) => decoder.decode(hex(text), 0, hex(text).length);
const fieldsOf = (decoder: HpackDecoder, text: string): readonly string[] =>
  decode(decoder, text).fields.map(({ name, value }) => `${name}: ${value}`);

/** RFC 7541, appendix A. */
const staticTable =
  `:authority|:method: GET|:method: POST|:path: /|:path: /index.html|:scheme: http|:scheme: https|:status: 200|:status: 204
:status: 206|:status: 304|:status: 400|:status: 404|:status: 500|accept-charset|accept-encoding: gzip, deflate|accept-language|accept-ranges|accept
access-control-allow-origin|age|allow|authorization|cache-control|content-disposition|content-encoding|content-language|content-length
content-location|content-range|content-type|cookie|date|etag|expect|expires|from|host|if-match|if-modified-since|if-none-match|if-range
if-unmodified-since|last-modified|link|location|max-forwards|proxy-authenticate|proxy-authorization|range|referer|refresh|retry-after|server
set-cookie|strict-transport-security|transfer-encoding|user-agent|vary|via|www-authenticate`
    .split(/[|\n]/u)
    .map((field) => (field.includes(': ') ? field : `${field}: `));

describe('HpackDecoder', () => {
  it('knows the 61 fields of the static table', () => {
    const all = Array.from({ length: 61 }, (_, index) => (0x81 + index).toString(16)).join('');
    expect(fieldsOf(new HpackDecoder(65_535), all)).to.deep.equal(staticTable);
  });

  it('keeps as many fields as the limit allows, to the byte', () => {
    const [a, b] = ['00 01 61 01 31', '00 01 62 01 32'];
    expect(decode(new HpackDecoder(68), `${a} ${b}`))
      .to.include({ truncated: false })
      .and.have.property('fields')
      .that.has.length(2);
    expect(decode(new HpackDecoder(67), `${a} ${b}`))
      .to.include({ truncated: true })
      .and.have.property('fields')
      .that.has.length(1);
  });

  it('decodes a block of indexed fields once, up to 256 bytes', () => {
    const decoder = new HpackDecoder(65_535);
    for (const length of [1, 256]) {
      const block = '82'.repeat(length);
      expect(decode(decoder, block)).to.equal(decode(decoder, block));
    }
    const long = '82'.repeat(257);
    expect(decode(decoder, long)).not.to.equal(decode(decoder, long));
    const literal = '82 00 01 61 01 31';
    expect(decode(decoder, literal)).not.to.equal(decode(decoder, literal));
  });

  it('finds a block again wherever it stands in a buffer', () => {
    const decoder = new HpackDecoder(65_535);
    const bytes = Buffer.concat([Buffer.alloc(300, 0x82), hex('83'), Buffer.alloc(300, 0x84)]);
    const found = decoder.decode(bytes, 300, 301);
    expect(found.fields).to.deep.equal([{ name: ':method', value: 'POST' }]);
    expect(decode(decoder, '83')).to.equal(found);
  });

  it('forgets all blocks when it has 512', () => {
    const decoder = new HpackDecoder(65_535);
    const block = (number: number): string => (0x8182 + (number % 60) + Math.floor(number / 60) * 256).toString(16);
    const first = decode(decoder, block(0));
    for (let number = 1; number < 512; number += 1) decode(decoder, block(number));
    expect(decode(decoder, block(0))).to.equal(first);
    decode(decoder, block(512));
    expect(decode(decoder, block(0))).not.to.equal(first);
  });

  it('puts a field into the table each time a block says so', () => {
    const decoder = new HpackDecoder(65_535);
    const add = '40 01 61 01 31';
    decode(decoder, add);
    expect(() => decode(decoder, 'bf')).to.throw('index 63 is not in the tables');
    decode(decoder, add);
    expect(fieldsOf(decoder, 'be bf')).to.deep.equal(['a: 1', 'a: 1']);
  });

  it('reads numbers of up to four further bytes, padded ones as well', () => {
    const value = '78'.repeat(127);
    expect(fieldsOf(new HpackDecoder(65_535), `00 01 61 7f 80 80 80 00 ${value}`)).to.deep.equal([
      `a: ${'x'.repeat(127)}`,
    ]);
    expect(() => decode(new HpackDecoder(65_535), `00 01 61 7f 80 80 80 80 00 ${value}`)).to.throw(
      'a number is too large',
    );
    expect(fieldsOf(new HpackDecoder(65_535), `00 01 61 7f 01 ${value}79`)).to.deep.equal([`a: ${'x'.repeat(127)}y`]);
  });

  it('reads a string without text, as Huffman code as well', () => {
    expect(fieldsOf(new HpackDecoder(65_535), '00 01 61 00 00 01 62 80')).to.deep.equal(['a: ', 'b: ']);
  });

  for (const [what, block, problem] of [
    ['index 0', '80', 'index 0 is not in the tables'],
    ['an index beyond the tables', 'ff ff 0f', 'index 2174 is not in the tables'],
    ['a name beyond the tables', '7f 00 00', 'index 63 is not in the tables'],
    ['a number without an end', 'ff', 'a number ends in the middle'],
    ['a number that goes on', 'ff ff', 'a number ends in the middle'],
    ['a number of five further bytes', 'ff ff ff ff ff ff ff ff', 'a number is too large'],
    ['a string longer than the block', '00 05 61', 'a string is longer than its block'],
    ['a field without a value', '00 01 61', 'a block ends in the middle of a field'],
    ['a field without a name', '00', 'a block ends in the middle of a field'],
    ['a table size beyond the agreed one', '3f e2 1f', 'a table size beyond the one that was agreed on'],
    ['a table size behind a field', '82 20', 'a table size update in the middle of a block'],
    ['Huffman code padded with zeros', '00 01 61 81 18', 'a string is not valid Huffman code'],
  ] as const)
    it(`refuses ${what}, whatever follows the block`, () => {
      const bytes = hex(block);
      for (const after of ['', '00'.repeat(8), '61'.repeat(8), 'ff'.repeat(8)])
        expect(() => new HpackDecoder(65_535).decode(Buffer.concat([bytes, hex(after)]), 0, bytes.length)).to.throw(
          ConnectionError,
          `HPACK: ${problem}`,
        );
    });

  it('takes table sizes at the beginning of a block, up to the agreed one, and none behind its end', () => {
    const decoder = new HpackDecoder(65_535);
    expect(fieldsOf(decoder, '20 3f e1 1f 40 01 61 01 31 be')).to.deep.equal(['a: 1', 'a: 1']);
    decoder.decode(hex('20 3f e1 1f'), 0, 1);
    decode(decoder, '40 01 61 01 31');
    expect(() => decode(decoder, 'be')).to.throw('index 62 is not in the tables');
  });
});
