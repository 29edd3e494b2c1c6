import { expect } from 'chai';
import type { JsonValue } from '../../../../src/domain/json.js';
import { inputTypes, isOfType, typeProblem } from '../../../../src/domain/plugin/input-type.js';

describe('isOfType()', () => {
  for (const [value, types] of [
    ['a', ['string']],
    ['', ['string']],
    [1, ['integer']],
    [1.5, []],
    [false, ['boolean']],
    [[], ['array']],
    [{}, ['object']],
    [null, []],
  ] as const)
    it(`takes ${JSON.stringify(value)} for ${[...types, 'any'].join(', ')}`, () => {
      expect(inputTypes.filter((type) => isOfType(value as JsonValue, type))).to.deep.equal([...types, 'any']);
    });
});

describe('typeProblem()', () => {
  for (const [value, kind] of [
    ['a', 'a string'],
    [1, 'an integer'],
    [1.5, 'a number with a fraction'],
    [false, 'a boolean'],
    [[], 'an array'],
    [{}, 'an object'],
    [null, 'null'],
  ] as const)
    it(`calls ${JSON.stringify(value)} ${kind}`, () => {
      expect(typeProblem(value, 'integer')).to.equal(`must be an integer, is ${kind}`);
      expect(typeProblem(value, 'string')).to.equal(`must be a string, is ${kind}`);
    });
});
