import { expect } from 'chai';
import { boolean, integer, objectIdentifier, octetString, time } from '../../../src/certificate/der.js';

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

describe('DER writer', () => {
  it('writes integers in the shortest form and never negative', () => {
    expect(hex(integer(Buffer.from([0])))).to.equal('020100');
    expect(hex(integer(Buffer.from([0, 0, 5])))).to.equal('020105');
    expect(hex(integer(Buffer.from([0x7f])))).to.equal('02017f');
    expect(hex(integer(Buffer.from([0x80])))).to.equal('02020080');
  });

  it('writes object identifiers with arcs of several bytes', () => {
    expect(hex(objectIdentifier('1.2.840.10045.4.3.4'))).to.equal('06082a8648ce3d040304');
    expect(hex(objectIdentifier('2.5.29.15'))).to.equal('0603551d0f');
  });

  it('writes lengths in one, two and three bytes', () => {
    expect(hex(octetString(Buffer.alloc(127))).slice(0, 4)).to.equal('047f');
    expect(hex(octetString(Buffer.alloc(128))).slice(0, 6)).to.equal('048180');
    expect(hex(octetString(Buffer.alloc(300))).slice(0, 8)).to.equal('0482012c');
  });

  it('writes booleans as DER demands', () => {
    expect(hex(boolean(true))).to.equal('0101ff');
    expect(hex(boolean(false))).to.equal('010100');
  });

  it('changes from UTCTime to GeneralizedTime at the year 2050', () => {
    const before = time(new Date('2049-12-31T23:59:59.999Z'));
    const after = time(new Date('2050-01-01T00:00:00Z'));
    expect([before[0], before.subarray(2).toString()]).to.deep.equal([0x17, '491231235959Z']);
    expect([after[0], after.subarray(2).toString()]).to.deep.equal([0x18, '20500101000000Z']);
  });
});
