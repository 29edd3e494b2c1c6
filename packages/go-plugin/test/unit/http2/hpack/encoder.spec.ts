import { expect } from 'chai';
import { HpackDecoder } from '../../../../src/http2/hpack/decoder.js';
import { HpackEncoder } from '../../../../src/http2/hpack/encoder.js';
import { fields } from '../../../support/http2-pair.js';

const hex = (block: Buffer): string => block.toString('hex');

describe('HpackEncoder', () => {
  it('writes shared fields as in RFC 7541, appendix C.4', () => {
    const encoder = new HpackEncoder();
    const first = { ':method': 'GET', ':scheme': 'http', ':path': '/', ':authority': 'www.example.com' };
    expect(hex(encoder.encode(fields(first), []))).to.equal('828684418cf1e3c2e5f23a6ba0ab90f4ff');
    const second = { ...first, 'cache-control': 'no-cache' };
    expect(hex(encoder.encode(fields(second), []))).to.equal('828684be5886a8eb10649cbf');
    const third = { ...first, ':scheme': 'https', ':path': '/index.html', 'custom-key': 'custom-value' };
    expect(hex(encoder.encode(fields(third), []))).to.equal('828785bf408825a849e95ba97d7f8925a849e95bb8e8b4bf');
  });

  it('writes own fields as in appendix C.2.2, without Huffman code, and into no table', () => {
    const encoder = new HpackEncoder();
    const own = fields({ ':path': '/sample/path' });
    for (let round = 0; round < 2; round += 1)
      expect(hex(encoder.encode([], own))).to.equal('040c2f73616d706c652f70617468');
  });

  for (const name of ['authorization', 'cookie', 'proxy-authorization', 'set-cookie'])
    it(`forbids proxies to keep ${name}`, () => {
      const encoder = new HpackEncoder();
      expect(encoder.encode([], fields({ [name]: 'x' }))[0]! & 0xf0).to.equal(0x10);
    });

  it('lets proxies keep other fields', () => {
    expect(new HpackEncoder().encode([], fields({ 'grpc-timeout': '1S' }))[0]).to.equal(0);
  });

  it('writes bytes that Huffman code would make longer as they are', () => {
    const block = new HpackEncoder().encode(fields({ x: '\u00fe\u00ff' }), []);
    expect(hex(block)).to.equal('40017802feff');
  });

  it('finds values of the static table by name and value', () => {
    const encoder = new HpackEncoder();
    for (const [name, value, block] of [
      [':method', 'POST', '83'],
      [':status', '500', '8e'],
      ['accept-encoding', 'gzip, deflate', '90'],
      ['www-authenticate', '', 'bd'],
    ] as const)
      expect(hex(encoder.encode(fields({ [name]: value }), []))).to.equal(block);
    // The name alone.
    expect(hex(encoder.encode([], fields({ ':method': 'PUT' })))).to.equal('0203505554');
  });

  it('keeps several values of one name in the table', () => {
    const encoder = new HpackEncoder();
    for (const value of ['1', '2']) encoder.encode(fields({ a: value }), []);
    expect(hex(encoder.encode(fields({ a: '1' }), []))).to.equal('bf');
    expect(hex(encoder.encode(fields({ a: '2' }), []))).to.equal('be');
  });

  it('puts nothing into a full table, and so evicts nothing', () => {
    const encoder = new HpackEncoder();
    encoder.limitTable(68);
    const block = encoder.encode(fields({ a: 'x', b: '', c: 'y' }), []);
    // The new size, "a" with 34 bytes, "b" with 33, and then one byte is left.
    expect(hex(block)).to.equal('3f25' + '4001610178' + '40016200' + '0001630179');
    encoder.limitTable(67);
    expect(hex(encoder.encode(fields({ a: 'x', b: '' }), []))).to.equal('3f24' + '4001610178' + '40016200');
  });

  it('announces a new size of the table once, and the smallest one before it', () => {
    const encoder = new HpackEncoder();
    const list = fields({ ':method': 'GET' });
    encoder.limitTable(4_096);
    encoder.limitTable(100_000);
    expect(hex(encoder.encode(list, []))).to.equal('82');
    encoder.limitTable(30);
    expect(hex(encoder.encode(list, []))).to.equal('3e82');
    expect(hex(encoder.encode(list, []))).to.equal('82');
    encoder.limitTable(100);
    encoder.limitTable(0);
    encoder.limitTable(31);
    expect(hex(encoder.encode(list, []))).to.equal('20' + '3f00' + '82');
    encoder.limitTable(100);
    encoder.limitTable(31);
    expect(hex(encoder.encode(list, []))).to.equal('3f0082');
    encoder.limitTable(4_096);
    encoder.limitTable(4_096);
    expect(hex(encoder.encode(list, []))).to.equal('3fe11f82');
  });

  it('forgets what was in the table when its size changes', () => {
    const encoder = new HpackEncoder();
    const list = fields({ a: '1' });
    encoder.encode(list, []);
    expect(hex(encoder.encode(list, []))).to.equal('be');
    encoder.limitTable(1_000);
    expect(hex(encoder.encode(list, [])))
      .to.match(/^3fc907/u)
      .and.match(/4001610131$/u);
    expect(hex(encoder.encode(list, []))).to.equal('be');
  });

  it('writes blocks of any length', () => {
    for (const length of [900, 976, 999, 1_000, 1_024, 2_048, 10_000, 100_000]) {
      const encoder = new HpackEncoder();
      const decoder = new HpackDecoder(1_000_000);
      const own = fields({ first: 'a'.repeat(length), second: 'b'.repeat(length) });
      const shared = fields({ ['c'.repeat(length)]: 'd' });
      for (let round = 0; round < 3; round += 1) {
        const block = Buffer.from(encoder.encode(shared, own));
        expect(decoder.decode(block, 0, block.length).fields).to.deep.equal([...shared, ...own]);
      }
    }
  });
});
