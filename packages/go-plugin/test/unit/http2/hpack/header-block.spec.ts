import { expect } from 'chai';
import { HeaderBlock } from '../../../../src/http2/hpack/header-block.js';
import { sizeOfField, sizeOfFields } from '../../../../src/http2/hpack/header-field.js';

describe('HeaderBlock', () => {
  it('gives the first value of a name, each time it is asked', () => {
    const fields = [
      { name: 'a', value: '1' },
      { name: 'b', value: '' },
      { name: 'a', value: '2' },
    ];
    const block = new HeaderBlock(fields, false);
    for (let round = 0; round < 2; round += 1)
      expect(['a', 'b', 'c'].map((name) => block.get(name))).to.deep.equal(['1', '', undefined]);
    expect(block).to.include({ fields, truncated: false });
  });
});

describe('The size of fields', () => {
  it('is that of their texts, and 32 bytes for each', () => {
    expect(sizeOfField({ name: 'abc', value: 'de' })).to.equal(37);
    expect(sizeOfFields([])).to.equal(0);
    expect(
      sizeOfFields([
        { name: 'abc', value: 'de' },
        { name: '', value: 'x' },
      ]),
    ).to.equal(70);
  });
});
