import { expect } from 'chai';
import { closest, didYouMean } from '../../../src/domain/did-you-mean.js';

describe('didYouMean()', () => {
  it('guesses only at likely typing mistakes', () => {
    expect(didYouMean('on_succes', ['on_failure', 'on_success'])).to.equal('; did you mean on_success?');
    expect(didYouMean('nmae', ['name', 'text'])).to.equal('; did you mean name?');
    expect(didYouMean('retries', ['on_failure', 'on_success'])).to.equal('');
  });

  it('stops after so many comparisons, with the best guess so far', () => {
    const others = Array.from({ length: 30_000 }, (_, index) => `z${index % 1_000}`);
    expect(closest('nmae', ['name', ...others])).to.equal('name');
    expect(closest('nmae', [...others, 'name'])).to.equal(undefined);
  });

  it('does not compare long texts', () => {
    const long = 'a'.repeat(1_000_000);
    expect(closest(long, [`${long}b`])).to.equal(undefined);
    expect(closest('name', [long, 'nam'])).to.equal('nam');
  });
});
