import { expect } from 'chai';
import { parseYaml } from '../../../../src/infrastructure/shared/parse-yaml.js';
import { placeOf, plainValue } from '../../../../src/infrastructure/shared/source-tree.js';
import type { JsonValue } from '../../../../src/domain/json.js';

function valueOf(text: string): JsonValue {
  const parsed = parseYaml(text);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults));
  return plainValue(parsed.root);
}

/** Each fault as `line:column problem`. */
function faultsOf(text: string): readonly string[] {
  const parsed = parseYaml(text);
  return parsed.ok ? [] : parsed.faults.map(({ at, problem }) => `${at.line}:${at.column} ${problem}`);
}

/** `line` many times, each with a number of its own. */
const many = (count: number, line: (index: number) => string): string =>
  Array.from({ length: count }, (_, i) => line(i)).join('');

describe('parseYaml()', () => {
  it('gives plain data, and the place of each value', () => {
    const parsed = parseYaml('a: [1, true, ~, text]\nb:\n  c: 1.0\n');
    if (!parsed.ok) throw new Error('no valid YAML');
    expect(plainValue(parsed.root)).to.deep.equal({ a: [1, true, null, 'text'], b: { c: 1 } });
    expect(placeOf(parsed.root, ['a', 1])).to.deep.equal({ line: 1, column: 8 });
    expect(placeOf(parsed.root, ['b', 'c'])).to.deep.equal({ line: 3, column: 6 });
    expect(placeOf(parsed.root, ['b', 'missing'])).to.deep.equal({ line: 3, column: 3 });
  });

  it('finds every duplicate key, also in a file with twenty thousand keys', () => {
    expect(faultsOf('a: 1\nb: { c: 1, "c": 2 }\na: 2\n')).to.deep.equal([
      '2:12 this key is there already',
      '3:1 this key is there already',
    ]);
    const keys = many(20_000, (i) => `k${i}: \n`);
    expect(faultsOf(keys)).to.deep.equal([]);
    expect(faultsOf(`${keys}k0: again\n`)).to.deep.equal(['20001:1 this key is there already']);
  });

  describe('nesting', () => {
    const nestings: Readonly<Record<string, (levels: number) => string>> = {
      brackets: (levels) => `${'['.repeat(levels)}${']'.repeat(levels)}`,
      braces: (levels) => `${'{a: '.repeat(levels)}${'}'.repeat(levels)}`,
      'lists in a line': (levels) => `${'- '.repeat(levels)}x`,
      'keys in a line': (levels) => `${'? '.repeat(levels)}x`,
      'maps by indentation': (levels) => many(levels, (i) => `${' '.repeat(i)}a:\n`),
    };
    for (const [what, text] of Object.entries(nestings))
      it(`is limited for ${what}, before the stack is full`, () => {
        expect(faultsOf(text(101))[0]).to.match(/^\d+:\d+ nested deeper than 100 levels$/u);
        const deep = what === 'maps by indentation' ? 1_000 : 100_000;
        expect(faultsOf(text(deep))[0]).to.match(/^\d+:\d+ nested deeper than 100 levels$/u);
        if (what !== 'keys in a line') expect(faultsOf(text(100)), 'at the limit').to.deep.equal([]);
      });
  });

  describe('aliases', () => {
    it('refer to the last node with their name before them', () => {
      expect(valueOf('- &x 1\n- &o [*x]\n- &x 2\n- *o\n- *x\n')).to.deep.equal([1, [1], 2, [1], 2]);
      expect(valueOf('&k key: 1\nagain: *k\n')).to.deep.equal({ key: 1, again: 'key' });
    });

    it('may refer to a text any number of times', () => {
      const list = valueOf(`a: &a text\nb:\n${' - *a\n'.repeat(5_000)}`);
      expect(list).to.have.property('b').with.length(5_000);
    });

    it('are refused if they expand too far, or refer to themselves', () => {
      const bomb = many(
        9,
        (i) =>
          `a${i}: &a${i} [${Array(10)
            .fill(i === 0 ? 'x' : `*a${i - 1}`)
            .join()}]\n`,
      );
      expect(faultsOf(bomb)).to.deep.equal(['5:38 the aliases (*name) stand for too much, or for themselves']);
      for (const text of ['a: &a [*a]', 'a: &a { b: [*a] }', 'a: &a { <<: *a }'])
        expect(faultsOf(text)[0]).to.match(/ the aliases \(\*name\) stand for too much, or for themselves$/u);
    });

    it('are refused if no node has their name', () => {
      expect(faultsOf('a: *b\nb: &b 1\n')).to.deep.equal(['1:4 there is no anchor &b before this alias']);
    });
  });

  it('adds the entries of a merge key, except for keys that the map has itself', () => {
    const text = 'a: &a { x: 1, y: 1 }\nb: &b { x: 2, z: 2 }\nc: { <<: [*a, *b], y: 3 }\n';
    expect(valueOf(text)).to.have.deep.property('c', { y: 3, x: 1, z: 2 });
    expect(faultsOf('a: { <<: text }\n')).to.deep.equal(['1:10 a merge key (<<) takes a map, or a list of maps']);
  });

  it('refuses lists and maps as keys', () => {
    expect(faultsOf('a: 1\n[b]: 1\n')).to.deep.equal(['2:1 a key must be a plain name']);
    expect(faultsOf(`${'? '.repeat(99)}x`)[0]).to.match(/a key must be a plain name$/u);
  });

  it('refuses a second document', () => {
    expect(faultsOf('a: 1\n---\nb: 2\n')).to.deep.equal([
      '2:1 the file holds more than one YAML document (a line "---")',
    ]);
  });

  it('gives the first twenty faults of a text that is not YAML', () => {
    expect(faultsOf('"\n'.repeat(1_000))).to.have.length(20);
  });
});
