import { expect } from 'chai';
import { decodeHuffman, encodeHuffman, huffmanLength } from '../../../../src/http2/hpack/huffman.js';

const encode = (text: string): Buffer => {
  const coded = Buffer.alloc(huffmanLength(text));
  expect(encodeHuffman(text, coded, 0)).to.equal(coded.length);
  return coded;
};
const decode = (coded: Buffer): string | undefined => decodeHuffman(coded, 0, coded.length);

describe("HPACK's Huffman code", () => {
  // RFC 7541, appendix C.4 and C.6.
  for (const [text, hex] of [
    ['', ''],
    ['www.example.com', 'f1e3c2e5f23a6ba0ab90f4ff'],
    ['no-cache', 'a8eb10649cbf'],
    ['302', '6402'],
    ['Mon, 21 Oct 2013 20:13:21 GMT', 'd07abe941054d444a8200595040b8166e082a62d1bff'],
    ['private', 'aec3771a4b'],
  ] as const)
    it(`writes "${text}" as ${hex}, and reads it again`, () => {
      expect(encode(text).toString('hex')).to.equal(hex);
      expect(decode(Buffer.from(hex, 'hex'))).to.equal(text);
    });

  it('codes every byte after every byte', () => {
    for (let first = 0; first < 256; first += 1) {
      const text = Array.from({ length: 256 }, (_, second) => String.fromCharCode(first, second)).join('');
      expect(decode(encode(text)) === text).to.equal(true);
    }
  });

  it('writes and reads from the middle of a buffer', () => {
    const coded = Buffer.alloc(20, 0xaa);
    const end = encodeHuffman('no-cache', coded, 3);
    expect(end).to.equal(9);
    expect(decodeHuffman(coded, 3, end)).to.equal('no-cache');
    expect([coded[2], coded[9]]).to.deep.equal([0xaa, 0xaa]);
  });

  it('reads long texts, and short ones after them', () => {
    for (const length of [1, 6_552, 6_553, 6_554, 100_000, 2]) {
      const text = '0'.repeat(length);
      expect(decode(encode(text)) === text, String(length)).to.equal(true);
    }
  });

  it('refuses padding that is longer than seven bits or has zeros, and the end-of-string symbol', () => {
    for (const hex of ['18', '1fff', 'ff', 'ffffffff', 'fffffffc', '1c', '1e'])
      expect(decode(Buffer.from(hex, 'hex')), hex).to.equal(undefined);
    expect(decode(Buffer.from('1f', 'hex'))).to.equal('a');
    expect(decode(Buffer.from('fd', 'hex'))).to.equal('Z');
  });
});
