import { expect } from 'chai';
import { differenceFrom, isContentsHash, matchesApproval } from '../../../../src/domain/plugin/plugin-approval.js';

const hash = `h1:${'aZ09+/x'.repeat(6)}b=`;
const found = { checksum: 'ab', contents: hash };

describe('isContentsHash()', () => {
  it('takes "h1:" and the base64 of 32 bytes, and nothing else', () => {
    expect(isContentsHash(hash)).to.equal(true);
    const others = [
      '',
      'h1:',
      hash.slice(1),
      ` ${hash}`,
      `${hash}=`,
      `${hash}\n`,
      hash.replace('+', '-'),
      hash.replace('x', ''),
    ];
    for (const text of others) expect(isContentsHash(text), text).to.equal(false);
  });
});

describe('matchesApproval()', () => {
  it('compares the program alone where AWF recorded no more, whatever case AWF wrote', () => {
    expect(matchesApproval(found, { checksum: 'ab' })).to.equal(true);
    expect(matchesApproval(found, { checksum: 'AB' })).to.equal(true);
    expect(matchesApproval(found, { checksum: 'ac' })).to.equal(false);
  });

  it('compares all contents where they were recorded, and the program as well', () => {
    expect(matchesApproval(found, { checksum: 'ab', contents: hash })).to.equal(true);
    expect(matchesApproval(found, { checksum: 'ab', contents: 'h1:other' })).to.equal(false);
    expect(matchesApproval(found, { checksum: 'ac', contents: hash })).to.equal(false);
  });
});

describe('differenceFrom()', () => {
  it('names the program where that differs, and else the contents', () => {
    const program = { part: 'program', expected: 'ac', actual: 'ab' };
    expect(differenceFrom(found, { checksum: 'ac', contents: hash })).to.deep.equal(program);
    const contents = { part: 'contents', expected: 'h1:other', actual: hash };
    expect(differenceFrom(found, { checksum: 'ab', contents: 'h1:other' })).to.deep.equal(contents);
    expect(differenceFrom(found, undefined)).to.deep.equal({ part: 'program', expected: undefined, actual: 'ab' });
  });
});
