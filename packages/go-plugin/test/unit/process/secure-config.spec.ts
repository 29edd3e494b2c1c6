import { createHash } from 'node:crypto';
import { expect } from 'chai';
import { checksumsMatch, resolveSecureConfig } from '../../../src/process/secure-config.js';

const digest = createHash('sha256').update('plugin').digest();

describe('a secure configuration', () => {
  it('uses SHA-256 by default, with a checksum in bytes or hexadecimal', () => {
    const rule = { expected: digest, algorithm: 'sha256', inPlace: false };
    expect(resolveSecureConfig({ checksum: digest }, false)).to.deep.equal(rule);
    expect(resolveSecureConfig({ checksum: digest.toString('hex').toUpperCase() }, false)).to.deep.equal(rule);
  });

  it('accepts any hash of node:crypto, and starts in place on request', () => {
    const rule = resolveSecureConfig({ checksum: 'aa', algorithm: 'sha3-512', inPlace: true }, false);
    expect(rule).to.include({ algorithm: 'sha3-512', inPlace: true });
  });

  for (const [title, config, code] of [
    ['no bytes', { checksum: new Uint8Array() }, 'CHECKSUM_MISSING'],
    ['an empty text', { checksum: '' }, 'CHECKSUM_MISSING'],
    ['a hash that nobody knows', { checksum: 'aa', algorithm: 'sha-17' }, 'HASH_UNKNOWN'],
    ['no hash', { checksum: 'aa', algorithm: '' }, 'HASH_UNKNOWN'],
    ['half a byte', { checksum: 'abc' }, 'CONFIG_INVALID'],
    ['something else than hexadecimal', { checksum: 'aax0' }, 'CONFIG_INVALID'],
  ] as const) {
    it(`is refused with ${title} [H28] [X03]`, () => {
      expect(() => resolveSecureConfig(config, false))
        .to.throw()
        .with.property('code', code);
    });
  }

  it('compares every byte, and never a part', () => {
    expect(checksumsMatch(digest, Buffer.from(digest))).to.equal(true);
    expect(checksumsMatch(digest, digest.subarray(0, 31))).to.equal(false);
    for (const at of [0, 31]) {
      const other = Buffer.from(digest);
      other[at]! ^= 1;
      expect(checksumsMatch(digest, other)).to.equal(false);
    }
  });
});
