import { expect } from 'chai';
import { formatHostRecord, parseHostRecord } from '../../../src/process/host-record.js';

describe('The record of the host that made a folder', () => {
  it('is read as it was written', () => {
    const identity = { pid: 4711, start: '123456', space: '2f6c-pid:[4026531836]' };
    expect(parseHostRecord(formatHostRecord(identity))).to.deep.equal(identity);
  });

  for (const text of [
    '',
    '1',
    '1|2',
    '|2|3',
    '0|2|3',
    '-1|2|3',
    '1|2|',
    '1|2|3|4',
    'x|2|3',
    '99999999999|2|3',
    `1|${'2'.repeat(101)}|3`,
  ])
    it(`is no record if it is ${JSON.stringify(text.slice(0, 20))}`, () => {
      expect(parseHostRecord(text)).to.equal(undefined);
    });
});
