import { expect } from 'chai';
import { countValues, isNestedTooDeep, jsonTextOf, wellFormedJson } from '../../../src/domain/json-text.js';
import { resolveInputs } from '../../../src/domain/workflow/input-declaration.js';
import type { JsonValue } from '../../../src/domain/json.js';
import { AwfError } from '../../../src/domain/errors/awf-error.js';

const nested = (levels: number): JsonValue => JSON.parse('['.repeat(levels) + ']'.repeat(levels)) as JsonValue;
const tooDeep = 'is nested deeper than 512 levels';

describe('jsonTextOf()', () => {
  it('gives the text of a value, and none for what JSON leaves out', () => {
    expect(jsonTextOf({ a: [1, null] })).to.deep.equal({ ok: true, text: '{"a":[1,null]}' });
    expect(jsonTextOf(undefined)).to.deep.equal({ ok: true, text: undefined });
  });

  it('says of every other value what is wrong with it, however deep it is', () => {
    expect(jsonTextOf(nested(512))).to.have.property('ok', true);
    for (const levels of [513, 100_000]) expect(jsonTextOf(nested(levels))).to.include({ ok: false, problem: tooDeep });
    // Brackets within texts, and those of many small values, are no levels.
    const wide = Array.from({ length: 2_000 }, () => ({ '[{"': ['\\"[', '\\\\', []] }));
    expect(jsonTextOf(wide)).to.have.property('ok', true);
    expect(jsonTextOf({ n: 1n }))
      .to.have.property('problem')
      .that.matches(/^cannot be expressed as JSON: .*BigInt/u);
  });
});

describe('jsonTextOf() of a value that throws', () => {
  const throwing = (error: Error) => ({
    toJSON: () => {
      throw error;
    },
  });

  it('blames the nesting for an overflow of the stack alone', () => {
    expect(jsonTextOf(throwing(new RangeError('Maximum call stack size exceeded')))).to.have.property(
      'problem',
      tooDeep,
    );
    for (const error of [new RangeError('too long'), new Error('my call stack')])
      expect(jsonTextOf(throwing(error))).to.have.property('problem', `cannot be expressed as JSON: ${error.message}`);
  });
});

describe('isNestedTooDeep()', () => {
  for (const [json, levels] of [
    ['[[[]]]', 3],
    ['{"a":{"b":{}}}', 3],
    ['[{"a":[]}]', 3],
    ['[[],[],[[]],{},{}]', 3],
  ] as const)
    it(`counts ${levels} levels in ${json}`, () => {
      expect(isNestedTooDeep(json, levels)).to.equal(false);
      expect(isNestedTooDeep(json, levels - 1)).to.equal(true);
    });

  for (const json of ['"[[[["', '["[[[["]', '["{{\\"[["]', '["\\\\","[["]', '["","[[",""]', '["\\\\\\"[["]'])
    it(`counts no brackets within the texts of ${json}`, () => {
      JSON.parse(json);
      expect(isNestedTooDeep(json, 1)).to.equal(false);
    });

  it('counts brackets after a text that ends in backslashes', () => {
    expect(isNestedTooDeep('["\\\\",[]]', 1)).to.equal(true);
    expect(isNestedTooDeep('["\\"",[]]', 1)).to.equal(true);
  });

  it('ends at a text that is never closed', () => {
    expect(isNestedTooDeep('["[[[[[[', 1)).to.equal(false);
  });
});

describe('countValues()', () => {
  for (const [json, count] of [
    ['7', 1],
    ['"[1,2,3]"', 1],
    ['x[1,2]', 1],
    ['[]', 1],
    ['{}', 1],
    ['  \n[]', 1],
    ['[1]', 2],
    ['[1,2,3]', 4],
    ['{"a":1,"b":{}}', 3],
    ['[[],[[]]]', 4],
    ['[{"a,[{":"],,"}]', 3],
    ['["\\"",1]', 3],
    ['[ ]', 2],
  ] as const)
    it(`finds ${count} in ${JSON.stringify(json)}`, () => {
      expect(countValues(json, 100)).to.equal(count);
    });

  it('ends beyond the most', () => {
    expect(countValues('[1,2,3,4,5]', 3)).to.equal(4);
    expect(countValues('[1,2,3]', 4)).to.equal(4);
  });
});

describe('resolveInputs()', () => {
  it('names an input that is nested too deep to be shown', () => {
    const declaration = { name: 'n', at: { line: 1, column: 1 }, type: 'integer', required: true, rules: {} } as const;
    expect(() => resolveInputs('w', [declaration], { n: nested(100_000) }))
      .to.throw(AwfError)
      .with.deep.nested.property('details.problems', [
        { field: 'n', problem: `expected an integer but received a value that ${tooDeep}` },
      ]);
  });
});

describe('wellFormedJson()', () => {
  for (const value of ['a\ud83d', '\ude00', { '\ud83d': 1 }, ['\\\ud83d']])
    it(`replaces half a surrogate pair in ${JSON.stringify(value)}`, () => {
      const json = wellFormedJson(JSON.stringify(value));
      expect(json).not.to.match(/\\ud[89a-f]/u);
      expect(JSON.stringify(JSON.parse(json)))
        .to.equal(json)
        .and.contain('\ufffd');
    });

  it('replaces a half as a whole, and nothing beside it', () => {
    expect(wellFormedJson('"a\\ud83db"')).to.equal('"a\ufffdb"');
    expect(wellFormedJson('"\\n\\udfffff\\u00e9"')).to.equal('"\\n\ufffdff\\u00e9"');
  });

  for (const value of ['\\ud83d', '😀', '\\\\ud83d', 'ud83d'])
    it(`leaves ${JSON.stringify(value)} as it is`, () => {
      expect(wellFormedJson(JSON.stringify(value))).to.equal(JSON.stringify(value));
    });
});
