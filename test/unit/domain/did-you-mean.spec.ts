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

  it('allows one slip in three characters, and one in a shorter name', () => {
    expect(closest('a', ['b'])).to.equal('b');
    expect(closest('a', ['xy'])).to.equal(undefined);
    expect(closest('vxlidxte', ['validate'])).to.equal('validate');
    expect(closest('vxlidxtx', ['validate'])).to.equal(undefined);
  });

  it('counts an inserted, dropped or replaced character, and a swap of two neighbours, as one slip', () => {
    for (const given of ['nxame', 'nme', 'nime', 'nmae']) expect(closest(given, ['name']), given).to.equal('name');
    // Two slips in two characters, although one of the two is there at another place.
    for (const other of ['ca', 'bc']) expect(closest('ab', [other]), other).to.equal(undefined);
    // Two at the beginning and two at the end.
    expect(closest('abcdef', ['xyabcd'])).to.equal(undefined);
    // Two replaced and two swapped.
    expect(closest('kxcdef', ['abcdfe'])).to.equal(undefined);
    expect(closest('kbcdef', ['abcdfe'])).to.equal('abcdfe');
  });

  it('gives the first of the names that are as likely', () => {
    expect(closest('nam', ['name', 'nama'])).to.equal('name');
    expect(closest('nmae', ['nmaes', 'name'])).to.equal('nmaes');
  });

  it('compares 100,000 pairs of characters, and no more', () => {
    const name = 'a'.repeat(100);
    const others = Array.from({ length: 9 }, () => 'b'.repeat(100));
    expect(closest(name, [...others, name])).to.equal(name);
    expect(closest(name, ['b', ...others, 'b'.repeat(100), name])).to.equal(undefined);
  });

  it('does not compare long texts', () => {
    expect(closest('a'.repeat(200), ['a'.repeat(199)])).to.equal('a'.repeat(199));
    expect(closest('a'.repeat(201), ['a'.repeat(200)])).to.equal(undefined);
    const long = 'a'.repeat(1_000_000);
    expect(closest(long, [`${long}b`])).to.equal(undefined);
    expect(closest('name', [long, 'nam'])).to.equal('nam');
  });
});
