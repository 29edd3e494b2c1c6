import { expect } from 'chai';
import { compilePattern } from '../../../../src/infrastructure/workflow_file/re2-pattern.js';
import { expectLinearTime } from '../../../support/growth.js';

function matches(expression: string, text: string): boolean {
  const compiled = compilePattern(expression);
  if (!compiled.ok) throw new Error(compiled.problem);
  return compiled.pattern.test(text);
}

describe('compilePattern()', () => {
  it('finds a match anywhere in the text', () => {
    expect(matches('b+', 'abbc')).to.equal(true);
    expect(matches('^b+$', 'abbc')).to.equal(false);
  });

  for (const [expression, text] of [
    [String.raw`(?i)^[a-z]+$`, 'ABC'],
    [String.raw`^\pL+$`, 'Grüße'],
    [String.raw`^[[:alnum:]]+$`, 'a1'],
    [String.raw`^(?P<year>\d{4})$`, '2024'],
    [String.raw`^\Qa.b\E$`, 'a.b'],
    [String.raw`\Aa\z`, 'a'],
    [String.raw`(?s)^a.b$`, 'a\nb'],
    [String.raw`^.$`, '😀'],
  ] as const)
    it(`reads the syntax of Go: ${expression}`, () => {
      expect(matches(expression, text)).to.equal(true);
    });

  for (const expression of ['(?=a)', '(?<!a)b', String.raw`(a)\1`, '[z-a]', '(', 'a{1001}', 'a**'])
    it(`refuses what Go refuses: ${expression}`, () => {
      expect(compilePattern(expression)).to.have.property('ok', false);
    });

  it('says what is wrong', () => {
    expect(compilePattern('(?=a)')).to.deep.equal({ ok: false, problem: 'invalid or unsupported Perl syntax: `(?=`' });
  });

  it('is shown as it is written', () => {
    const compiled = compilePattern('^a$');
    expect(compiled.ok && String(compiled.pattern)).to.equal('^a$');
  });

  for (const expression of ['^(a+)+$', '^(a|aa)*$', '(a*)*b', '^(?:a?){20}a{20}$', '(.*a){12}!'])
    it(`matches ${expression} in linear time`, () => {
      expectLinearTime(
        4_000,
        (size) => `${'a'.repeat(size)}!`,
        (text) => void matches(expression, text),
      );
    });
});
