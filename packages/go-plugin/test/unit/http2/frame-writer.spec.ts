import { expect } from 'chai';
import { FrameWriter } from '../../../src/http2/frame-writer.js';
import { WriteBatch } from '../../../src/http2/write-batch.js';

/** What a use of the writer sends, in hex. */
function written(use: (writer: FrameWriter, flush: () => void) => void): string {
  const sent: Buffer[] = [];
  const batch = new WriteBatch((chunks) => sent.push(...chunks.map((chunk) => Buffer.from(chunk))));
  use(new FrameWriter(batch), batch.flush);
  batch.flush();
  return Buffer.concat(sent).toString('hex');
}

describe('FrameWriter', () => {
  it('writes length, type, flags and stream before the payload', () => {
    const use = (writer: FrameWriter): void => {
      writer.headers(0x01020304, Buffer.from('82', 'hex'), false);
      writer.headers(1, Buffer.from('82', 'hex'), true);
      writer.headers(1, Buffer.alloc(0), true);
      writer.data(1, Buffer.from('ab'), false);
      writer.data(1, Buffer.alloc(0), true);
      writer.rstStream(1, 8);
      writer.settings([{ id: 4, value: 5 }]);
      writer.settings([]);
      writer.settingsAck();
      writer.ping(Buffer.from('0102030405060708', 'hex'), false);
      writer.ping(Buffer.from('0102030405060708', 'hex'), true);
      writer.goaway(7, 11);
      writer.windowUpdate(0, 0x7fff_ffff);
    };
    expect(written(use)).to.equal(
      [
        '00000101040102030482',
        '00000101050000000182',
        '000000010500000001',
        '0000020000000000016162',
        '000000000100000001',
        '00000403000000000100000008',
        '000006040000000000000400000005',
        '000000040000000000',
        '000000040100000000',
        '0000080600000000000102030405060708',
        '0000080601000000000102030405060708',
        '0000080700000000000000000' + '70000000b',
        '0000040800000000007fffffff',
      ].join(''),
    );
  });

  it('continues a block that is longer than a frame, and ends the stream in its first frame', () => {
    const use = (writer: FrameWriter): void => {
      writer.maxFrameBytes = 2;
      writer.headers(1, Buffer.from('0102030405', 'hex'), true);
      writer.headers(3, Buffer.from('0102', 'hex'), false);
      writer.headers(5, Buffer.from('01020304', 'hex'), false);
    };
    expect(written(use)).to.equal(
      [
        '000002010100000001' + '0102',
        '000002090000000001' + '0304',
        '000001090400000001' + '05',
        '000002010400000003' + '0102',
        '000002010000000005' + '0102',
        '000002090400000005' + '0304',
      ].join(''),
    );
  });

  it('keeps a large block that the encoder overwrites before it is sent', () => {
    for (const length of [4_095, 4_096, 5_000]) {
      const sent = written((writer) => {
        const block = Buffer.alloc(length, 0xaa);
        writer.headers(1, block, false);
        block.fill(0xbb);
      });
      expect(sent.slice(18)).to.equal('aa'.repeat(length));
    }
  });

  it('ends a stream with the last data that is not sent yet', () => {
    let ended: readonly boolean[] = [];
    const sent = written((writer, flush) => {
      const first = writer.data(1, Buffer.from('a'), false);
      flush();
      const second = writer.data(3, Buffer.from('b'), false);
      ended = [writer.endStream(first), writer.endStream(second)];
    });
    expect(ended).to.deep.equal([false, true]);
    expect(sent).to.equal('00000100000000000161' + '00000100010000000362');
  });
});
