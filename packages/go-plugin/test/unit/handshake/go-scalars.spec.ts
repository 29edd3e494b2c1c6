import { expect } from 'chai';
import { parseGoBool, parseGoInt, trimGoSpace } from '../../../src/handshake/go-scalars.js';

describe('scalars as Go reads them', () => {
  const integers: readonly (readonly [string, number | undefined])[] = [
    ['1', 1],
    ['+1', 1],
    ['01', 1],
    ['-0', 0],
    ['-12', -12],
    ['9223372036854775808', undefined],
    ['-9223372036854775809', undefined],
    ['1+', undefined],
    ['++1', undefined],
    ['', undefined],
    ['+', undefined],
    [' 1', undefined],
    ['1_0', undefined],
    ['0x1', undefined],
    ['1.0', undefined],
    ['1e0', undefined],
    ['١', undefined],
  ];
  for (const [text, value] of integers) {
    it(`reads the integer ${JSON.stringify(text)} as ${value ?? 'an error'}`, () => {
      expect(parseGoInt(text)).to.equal(value);
    });
  }

  it('limits integers of 32 bits', () => {
    expect(parseGoInt('2147483647', 32)).to.equal(2_147_483_647);
    expect(parseGoInt('2147483648', 32)).to.equal(undefined);
    expect(parseGoInt('-2147483648', 32)).to.equal(-2_147_483_648);
  });

  it('knows the twelve booleans and no other', () => {
    for (const text of ['1', 't', 'T', 'TRUE', 'true', 'True']) expect(parseGoBool(text)).to.equal(true);
    for (const text of ['0', 'f', 'F', 'FALSE', 'false', 'False']) expect(parseGoBool(text)).to.equal(false);
    for (const text of ['', 'yes', 'tRUE', ' true', '2', '10', '01', 'xFALSE', 'falsex', 'truex'])
      expect(parseGoBool(text)).to.equal(undefined);
  });

  it('trims the white space of Unicode, but not a byte order mark', () => {
    expect(trimGoSpace('\t\u0085\u00a0 a b\u2003\r\n')).to.equal('a b');
    expect(trimGoSpace('\ufeffa')).to.equal('\ufeffa');
    expect(trimGoSpace('')).to.equal('');
    expect(trimGoSpace(' \t ')).to.equal('');
  });
});
