import { expect } from 'chai';
import { fieldsAsJson } from '../../../src/domain/log-fields.js';

describe('The fields of a log entry as JSON', () => {
  it('keep what JSON has, and shorten what is long', () => {
    expect(fieldsAsJson({ text: 'a', number: 1, flag: true, none: null, list: [1, { a: 2 }] })).to.deep.equal({
      text: 'a',
      number: 1,
      flag: true,
      none: null,
      list: [1, { a: 2 }],
    });
    const { text, list } = fieldsAsJson({ text: 'x'.repeat(5_000), list: Array.from({ length: 5_000 }, () => 1) });
    expect(text).to.have.length(4_001);
    expect(list).to.have.length(4_001);
  });

  it('name what JSON does not have', () => {
    const circular: Record<string, unknown> = {};
    circular.itself = circular;
    const fields = { circular, error: new Error('broken'), big: 1n, symbol: Symbol('s'), nothing: undefined };
    expect(fieldsAsJson(fields)).to.deep.equal({
      circular: '(not JSON)',
      error: 'broken',
      big: '(not JSON)',
      symbol: 'symbol',
      nothing: 'undefined',
    });
  });
});
