import { expect } from 'chai';
import { without } from '../../../src/domain/without.js';

describe('without()', () => {
  it('copies an object but for some of its members', () => {
    const source = { a: 1, b: 2, c: 3 };
    expect(without(source, 'a', 'c')).to.deep.equal({ b: 2 });
    expect(without(source)).to.deep.equal(source);
  });
});
