import { expect } from 'chai';
import { valueOfText } from '../../../../src/domain/plugin/config-text.js';
import type { ConfigField } from '../../../../src/domain/plugin/manifest.js';

const field = (type: ConfigField['type']): ConfigField => ({ type, required: false });

describe('valueOfText()', () => {
  it('gives a text of the type that is declared', () => {
    expect(valueOfText('true', field('string'))).to.equal('true');
    expect(valueOfText('-12', field('integer'))).to.equal(-12);
    expect(valueOfText('false', field('boolean'))).to.equal(false);
  });

  it('leaves a text of another type to the check of types', () => {
    for (const text of ['', '1.5', '1e3', '0x10', '99999999999999999999', ' 1', 'NaN'])
      expect(valueOfText(text, field('integer')), text).to.equal(text);
    for (const text of ['', 'yes', 'TRUE', '1']) expect(valueOfText(text, field('boolean')), text).to.equal(text);
  });

  it('gives JSON for a setting that is not declared, where the text is JSON', () => {
    expect(valueOfText('[1,"a"]', undefined)).to.deep.equal([1, 'a']);
    expect(valueOfText('"42"', undefined)).to.equal('42');
    expect(valueOfText('hello', undefined)).to.equal('hello');
    expect(valueOfText('null', undefined)).to.equal('null');
  });

  it('does not take JSON that is nested too deep', () => {
    const deep = `${'['.repeat(1_000)}${']'.repeat(1_000)}`;
    expect(valueOfText(deep, undefined)).to.equal(deep);
  });
});
