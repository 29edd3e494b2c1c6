import { expect } from 'chai';
import { parseDocument } from 'yaml';
import { yamlProblem } from '../../../../src/infrastructure/shared/yaml-faults.js';

/** Wrong YAML, by the code that the parser gives it. */
const wrong: Readonly<Record<string, string>> = {
  ALIAS_PROPS: 'a: &b *c',
  BAD_ALIAS: 'a: &b: c',
  BAD_DIRECTIVE: '%YAML\n---\na: 1',
  BAD_DQ_ESCAPE: 'a: "\\d"',
  BAD_INDENT: 'a:\n    b: 1\n   c: 2',
  BAD_SCALAR_START: 'a: @b',
  BLOCK_AS_IMPLICIT_KEY: 'a: b: c',
  BLOCK_IN_FLOW: '[ a: \n  - b ]',
  DUPLICATE_KEY: 'a: 1\na: 2',
  MISSING_CHAR: 'a: "b',
  MULTILINE_IMPLICIT_KEY: 'a\nb: c',
  MULTIPLE_ANCHORS: 'a: &b &c d',
  MULTIPLE_DOCS: 'a: 1\n---\nb: 2',
  MULTIPLE_TAGS: 'a: !!str !!int 1',
  RESOURCE_EXHAUSTION: '['.repeat(5_000),
  TAB_AS_INDENT: 'a:\n\tb: 1',
  TAG_RESOLVE_FAILED: 'a: !!int x',
  UNEXPECTED_TOKEN: 'a: [b,,]',
};

describe('yamlProblem()', () => {
  for (const [code, text] of Object.entries(wrong))
    it(`has words of its own for ${code}`, () => {
      const { errors, warnings } = parseDocument(text, { prettyErrors: false });
      const error = [...errors, ...warnings].find((each) => each.code === code);
      expect([...errors, ...warnings].map((each) => each.code)).to.include(code);
      expect(yamlProblem(code)).to.not.equal(error?.message).and.not.equal(yamlProblem('no such code'));
    });

  it('calls an unknown code invalid YAML', () => {
    expect(yamlProblem('IMPOSSIBLE')).to.equal('no valid YAML');
  });
});
