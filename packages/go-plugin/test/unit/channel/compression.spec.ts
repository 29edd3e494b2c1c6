import { gzipSync } from 'node:zlib';
import { expect } from 'chai';
import {
  compressMessage,
  decompressMessage,
  messageEncoding,
  type MessageEncoding,
} from '../../../src/channel/compression.js';

describe('message compression', () => {
  for (const encoding of ['gzip', 'deflate'] satisfies MessageEncoding[]) {
    it(`takes ${encoding} both ways`, async () => {
      const compressed = await compressMessage(encoding, Buffer.alloc(10_000, 'a'));
      expect(compressed.length).to.be.lessThan(1000);
      expect(await decompressMessage(encoding, compressed, -1)).to.deep.equal(Buffer.alloc(10_000, 'a'));
    });

    it(`recognises bytes that are not ${encoding}`, async () => {
      expect(await decompressMessage(encoding, Buffer.from('no such thing'), -1)).to.equal('corrupt');
    });

    it(`recognises ${encoding} that was cut off`, async () => {
      const compressed = await compressMessage(encoding, Buffer.from('some text'));
      expect(await decompressMessage(encoding, compressed.subarray(0, -3), -1)).to.equal('corrupt');
    });
  }

  it('stops at the limit, and accepts a message of exactly the limit', async () => {
    const bomb = gzipSync(Buffer.alloc(10_000_000));
    expect(await decompressMessage('gzip', bomb, 9_999_999)).to.equal('too-large');
    expect(await decompressMessage('gzip', bomb, 10_000_000)).to.have.length(10_000_000);
    expect(await decompressMessage('gzip', gzipSync(Buffer.of(1)), 0)).to.equal('too-large');
    expect(await decompressMessage('gzip', gzipSync(Buffer.alloc(0)), 0)).to.have.length(0);
  });

  it('knows gzip and deflate', () => {
    expect(['gzip', 'deflate', 'identity', 'snappy', 'toString'].map(messageEncoding)).to.deep.equal([
      'gzip',
      'deflate',
      undefined,
      undefined,
      undefined,
    ]);
  });
});
