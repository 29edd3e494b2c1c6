import { expect } from 'chai';
import fc from 'fast-check';
import { encodeConnInfo } from '../../src/broker/conn-info.js';
import { isWellFormed, wellFormed } from '../../src/protobuf-check.js';

const hex = (text: string): Buffer => Buffer.from(text, 'hex');

describe('isWellFormed', () => {
  it('accepts every kind of field that proto3 has, and nothing at all', () => {
    for (const bytes of [
      '',
      '0801',
      '08ffffffffffffffffff01',
      '090102030405060708',
      '0d01020304',
      '12026162',
      '1200',
    ]) {
      expect(isWellFormed(hex(bytes)), bytes).to.equal(true);
    }
  });

  it('rejects bytes that end in the middle, with a length beyond the end, field 0, groups or an endless varint', () => {
    for (const bytes of ['08', '0880', '0901020304', '0d0102', '120361', '1a9acaefec23', '0001', '0b0c', '0c']) {
      expect(isWellFormed(hex(bytes)), bytes).to.equal(false);
    }
    expect(isWellFormed(hex(`08${'80'.repeat(10)}01`))).to.equal(false);
  });

  it('checks the fields that are messages, and no others', () => {
    const bytes = hex('22021a7f');
    expect(isWellFormed(bytes)).to.equal(true);
    expect(isWellFormed(bytes, { 4: {} })).to.equal(false);
  });

  it('counts the fields of a message and of those inside it, and refuses more than it may have', () => {
    const bytes = hex('22041a001a000801');
    expect(wellFormed(bytes, { 4: {} }, 4)).to.equal(bytes);
    expect(wellFormed(bytes, {}, 2)).to.equal(bytes);
    expect(() => wellFormed(bytes, { 4: {} }, 3)).to.throw(RangeError, 'a protobuf message with more than 3 fields');
    expect(() => wellFormed(hex('08'), {}, 1)).to.throw('not a valid protobuf message');
  });

  it('refuses each message that is cut off in the middle of a field', () => {
    const whole = encodeConnInfo({ kind: 'address', id: 300, address: { network: 'unix', address: '/tmp/plugin1' } });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: whole.length }), (length) => {
        const atField = [0, 3, 9, whole.length].includes(length);
        expect(isWellFormed(whole.subarray(0, length))).to.equal(atField);
      }),
    );
  });
});
