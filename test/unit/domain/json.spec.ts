import { expect } from 'chai';
import { recordOf } from '../../../src/domain/json.js';

describe('recordOf()', () => {
  it('has every key as a member, and no other members', () => {
    const record = recordOf<unknown>([
      ['__proto__', { a: 1 }],
      ['constructor', 2],
    ]);
    expect(Object.keys(record)).to.deep.equal(['__proto__', 'constructor']);
    expect(record.__proto__).to.deep.equal({ a: 1 });
    expect('toString' in record).to.equal(false);
    expect(JSON.stringify(record)).to.equal('{"__proto__":{"a":1},"constructor":2}');
  });
});
