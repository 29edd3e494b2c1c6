import { expect } from 'chai';
import fc from 'fast-check';
import { outlineJson } from '../../../../src/infrastructure/state_store/json-outline.js';
import { expectLinearTime } from '../../../support/growth.js';

const outline = (text: string) => outlineJson(text, 20);

function faultOf(text: string): string {
  const { ok, ...rest } = outline(text);
  if (ok || !('fault' in rest)) throw new Error('it is valid');
  const { at, problem } = rest.fault;
  return `${at.line}:${at.column} ${problem}`;
}

function readable(text: string) {
  const found = outline(text);
  if (!found.ok) throw new Error(found.fault.problem);
  return found;
}

describe('outlineJson()', () => {
  it('accepts exactly what JSON.parse accepts', () => {
    const isValid = (text: string): boolean => {
      try {
        JSON.parse(text);
        return true;
      } catch {
        return false;
      }
    };
    const piece = fc.constantFrom(
      ...[
        '{',
        '}',
        '[',
        ']',
        ',',
        ':',
        '"a"',
        '"b\\n"',
        '"\\u00e9"',
        '"\\x"',
        '"',
        '1',
        '-0.5e+3',
        '01',
        '1.',
        'true',
        'null',
        'nul',
        ' ',
        '\n',
        '\u00a0',
      ],
    );
    const broken = fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join(''));
    const cut = fc.tuple(fc.json(), fc.nat()).map(([text, at]) => text.slice(0, at % (text.length + 1)));
    fc.assert(
      fc.property(fc.oneof(broken, cut, fc.json({ maxDepth: 5 })), (text) => {
        expect(outline(text).ok, text).to.equal(isValid(text));
      }),
      { numRuns: 3_000 },
    );
  });

  for (const [text, fault] of [
    ['{"a": {"b": 1', '1:14 the text ends too early'],
    ['{\n  "a": tru\n}', '2:8 a JSON value is expected'],
    ['{"a": "x', '1:7 this string is never closed, or has an invalid escape sequence'],
    ['{a: 1}', '1:2 a key in double quotes is expected'],
    ['{"a" 1}', '1:6 ":" is expected'],
    ['{"a": 1 "b": 2}', '1:9 "," or "}" is expected'],
    ['[1 2]', '1:4 "," or "]" is expected'],
    ['{} {}', '1:4 something follows the end of the JSON text'],
    ['{"a": 1,}', '1:9 a key in double quotes is expected'],
    ['['.repeat(21), '1:21 nested deeper than 20 levels'],
  ] as const)
    it(`says what is wrong with ${text}`, () => {
      expect(faultOf(text)).to.equal(fault);
    });

  it('knows the places of the values', () => {
    const found = readable('{\n  "a": { "b": [1, 2],\n    "c": 3 }\n}');
    expect(found.placeOf(['a'])).to.deep.equal({ line: 2, column: 8 });
    expect(found.placeOf(['a', 'b'])).to.deep.equal({ line: 2, column: 15 });
    expect(found.placeOf(['a', 'c'])).to.deep.equal({ line: 3, column: 10 });
    expect(found.placeOf(['x'])).to.deep.equal({ line: 1, column: 1 });
  });

  it('finds duplicate keys at any depth and in any spelling', () => {
    const { duplicates } = readable('{"a": {"b": [{"c": 1, "\\u0063": 2}]}, "a": 3, "d": {"b": 1}}');
    expect(duplicates.map(({ path, at }) => [path.join('.'), at.column])).to.deep.equal([
      ['a.b.c', 23],
      ['a', 39],
    ]);
  });

  for (const [title, text] of [
    ['keys that stand there twice', (size: number) => `{${'"a":1,\n'.repeat(size)}"a":1}`],
    ['a long string', (size: number) => `"${'\\n'.repeat(size)}`],
    ['long blanks', (size: number) => ' '.repeat(size)],
    ['deep nesting', (size: number) => '['.repeat(size)],
  ] as const)
    it(`takes linear time for ${title}`, () => {
      expectLinearTime(2_000, text, (given) => void outlineJson(given, Infinity));
    });
});
