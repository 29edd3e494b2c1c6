import { expect } from 'chai';
import { withVisibleEscapes } from '../../../src/domain/invisible-characters.js';

describe('withVisibleEscapes()', () => {
  for (const [what, character] of [
    ['a C1 control character', '\u009b'],
    ['a soft hyphen', '\u00ad'],
    ['the mark of Arabic letters', '\u061c'],
    ['fillers of Hangul', '\u115f\u1160\u3164\uffa0'],
    ['a separator of Mongolian vowels', '\u180e'],
    ['spaces without a width', '\u200b\u2060\ufeff'],
    ['marks of direction', '\u202e\u2066\u206f'],
    ['ends of lines', '\u2028\u2029'],
    ['tags, each of two units', '\u{e0001}\u{e0041}'],
  ] as const)
    it(`escapes ${what}, and keeps the value`, () => {
      const json = withVisibleEscapes(JSON.stringify(`a${character}b`));
      expect(json).to.match(/^"a(?:\\u[\da-f]{4})+b"$/u);
      expect(JSON.parse(json)).to.equal(`a${character}b`);
    });

  it('leaves what people see, blanks and emoji among it', () => {
    const json = JSON.stringify('a\u00a0b é 漢字 👍\u{1f3fd} ❤\ufe0f');
    expect(withVisibleEscapes(json)).to.equal(json);
  });
});
