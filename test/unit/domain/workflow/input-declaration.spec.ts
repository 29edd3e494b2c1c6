import { expect } from 'chai';
import { AwfError } from '../../../../src/domain/errors/awf-error.js';
import type { Problem } from '../../../../src/domain/errors/problem.js';
import type { JsonObject } from '../../../../src/domain/json.js';
import { resolveInputs, type InputDeclaration } from '../../../../src/domain/workflow/input-declaration.js';

const declared = (name: string, rest: Partial<InputDeclaration> = {}): InputDeclaration => ({
  name,
  at: { line: 1, column: 1 },
  type: 'string',
  required: false,
  rules: {},
  ...rest,
});

function problemsOf(declarations: readonly InputDeclaration[], given: JsonObject): readonly Problem[] {
  try {
    resolveInputs('flow', declarations, given);
  } catch (error) {
    if (AwfError.is(error, 'USER.INPUT.VALIDATION_FAILED')) return error.details.problems;
    throw error;
  }
  return [];
}

describe('resolveInputs()', () => {
  it('converts texts to the declared types', () => {
    const declarations = [declared('n', { type: 'integer' }), declared('b', { type: 'boolean' }), declared('s')];
    expect(resolveInputs('flow', declarations, { n: '-42', b: 'true', s: '42' })).to.deep.equal({
      n: -42,
      b: true,
      s: '42',
    });
  });

  it('takes values that already have their type', () => {
    const declarations = [declared('n', { type: 'integer' }), declared('b', { type: 'boolean' })];
    expect(resolveInputs('flow', declarations, { n: 3, b: false })).to.deep.equal({ n: 3, b: false });
  });

  it('fills in defaults, and null where there is none', () => {
    const declarations = [
      declared('a', { default: 'x' }),
      declared('b'),
      declared('c', { default: 'y', required: true }),
    ];
    expect(resolveInputs('flow', declarations, {})).to.deep.equal({ a: 'x', b: null, c: 'y' });
  });

  it('reports everything that is wrong at once', () => {
    const declarations = [
      declared('who', { required: true, description: 'whom to greet' }),
      declared('n', { type: 'integer' }),
    ];
    expect(problemsOf(declarations, { n: 'four', whi: 'x' })).to.deep.equal([
      { field: 'whi', problem: 'the workflow has no such input; it has: who, n; did you mean who?' },
      { field: 'who', problem: 'required (whom to greet)' },
      { field: 'n', problem: 'expected an integer but received "four"' },
    ]);
  });

  for (const value of ['1.5', '', 'yes', '0x10', '9007199254740993', 'null'])
    it(`refuses ${JSON.stringify(value)} as an integer`, () => {
      expect(problemsOf([declared('n', { type: 'integer' })], { n: value })).to.have.length(1);
    });

  it('accepts AWF’s words for a boolean', () => {
    for (const [text, value] of Object.entries({ true: true, Yes: true, 1: true, FALSE: false, no: false, 0: false }))
      expect(resolveInputs('flow', [declared('b', { type: 'boolean' })], { b: text })).to.deep.equal({ b: value });
    for (const value of ['maybe', 'on', '', 'constructor', '__proto__', 1])
      expect(problemsOf([declared('b', { type: 'boolean' })], { b: value }), String(value)).to.have.length(1);
  });

  it('accepts numbers and booleans as a text', () => {
    const declarations = [declared('n'), declared('b')];
    expect(resolveInputs('flow', declarations, { n: 8080, b: true })).to.deep.equal({ n: '8080', b: 'true' });
    expect(problemsOf(declarations, { n: [1], b: { c: 1 } })).to.have.length(2);
  });

  it('applies pattern, enum and bounds', () => {
    const declarations = [
      declared('p', { rules: { pattern: /^a+$/u } }),
      declared('e', { rules: { enum: ['x', 'y'] } }),
      declared('n', { type: 'integer', rules: { min: 1, max: 3 } }),
    ];
    expect(problemsOf(declarations, { p: 'aaa', e: 'y', n: 2 })).to.deep.equal([]);
    expect(problemsOf(declarations, { p: 'b', e: 'z', n: 4 }).map((p) => p.problem)).to.deep.equal([
      '"b" does not match /^a+$/u',
      '"z" is none of "x", "y"',
      '4 is more than 3',
    ]);
    expect(problemsOf(declarations, { n: 0 }).map((p) => p.problem)).to.deep.equal(['0 is less than 1']);
  });
});
