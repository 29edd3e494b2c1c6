import { expect } from 'chai';
import fc from 'fast-check';
import { lastCharacters, lastLines, trimLineBreaks, truncate } from '../../../src/domain/text.js';
import { expectLinearTime } from '../../support/growth.js';

const text = fc.string({ unit: 'binary' });
const length = fc.nat({ max: 40 });

describe('truncate()', () => {
  it('does not change a short text', () => {
    expect(truncate('abc', 3)).to.equal('abc');
  });

  it('marks where it cut', () => {
    expect(truncate('abcd', 3)).to.equal('abc…');
    expect(truncate('abcd', 3, ' ...')).to.equal('abc ...');
  });

  it('keeps both halves of a surrogate pair, or neither', () => {
    expect(truncate('a😀b', 2)).to.equal('a…');
    expect(truncate('a😀b', 3)).to.equal('a😀…');
  });

  it('takes only a pair for a pair', () => {
    const cuts = ['\ud800\udc00', '\udbff\udfff'].map((pair) => truncate(`${pair}x`, 1));
    expect(cuts).to.deep.equal(['…', '…']);
    for (const halves of ['b\ude00', '\ud83db', '\udc00\udc00', '\ud83d\ue000', '\ud83d\ud83d', '\ud7ff\udc00'])
      expect(truncate(`${halves}x`, 1)).to.equal(`${halves.charAt(0)}…`);
  });

  it('never makes a well-formed text malformed', () => {
    fc.assert(fc.property(text, length, (given, longest) => truncate(given, longest).isWellFormed()));
  });
});

describe('lastCharacters()', () => {
  it('gives the end of a text', () => {
    expect(lastCharacters('abcd', 3)).to.equal('bcd');
    expect(lastCharacters('abcd', 9)).to.equal('abcd');
  });

  it('never begins within a surrogate pair', () => {
    expect(lastCharacters('a😀b', 2)).to.equal('b');
    fc.assert(fc.property(text, length, (given, longest) => lastCharacters(given, longest).isWellFormed()));
  });
});

describe('lastLines()', () => {
  it('gives the last lines, without blank lines at the end', () => {
    expect(lastLines('a\nb\nc\n\n', 2, 100)).to.equal('b\nc');
  });

  it('keeps within the limit of characters', () => {
    expect(lastLines('aaa\nbbb', 2, 5)).to.equal('a\nbbb');
  });
});

describe('trimLineBreaks()', () => {
  it('removes all line breaks at the end, and nothing else', () => {
    expect(trimLineBreaks('a\n b \r\n\n')).to.equal('a\n b ');
    expect(trimLineBreaks('\n')).to.equal('');
    expect(trimLineBreaks('')).to.equal('');
  });

  it('takes linear time for line breaks that do not stand at the end', () => {
    expectLinearTime(
      100_000,
      (size) => `${'\n'.repeat(size)}x`,
      (given) => void trimLineBreaks(given),
    );
  });
});
