import { expect } from 'chai';
import { parseStepTypeRef } from '../../../../src/domain/plugin/step-type-ref.js';

describe('parseStepTypeRef()', () => {
  it('separates at the first dot', () => {
    expect(parseStepTypeRef('a.b.c')).to.deep.equal({ name: 'a.b.c', plugin: 'a', type: 'b.c' });
    for (const name of ['', 'a', '.b', 'a.']) expect(parseStepTypeRef(name), name).to.equal(undefined);
  });
});
