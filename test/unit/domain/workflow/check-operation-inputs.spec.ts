import { expect } from 'chai';
import { inputTypes, type InputType } from '../../../../src/domain/plugin/input-type.js';
import { operationInputProblems } from '../../../../src/domain/workflow/check-operation-inputs.js';
import type { OperationState } from '../../../../src/domain/workflow/workflow.js';
import { compilePattern } from '../../../../src/infrastructure/workflow_file/re2-pattern.js';
import { parseWorkflow } from '../../../../src/infrastructure/workflow_file/yaml-workflow-source.js';

/** A step with these inputs, written on its line 7 from column 15 on. */
function step(inputs: string): OperationState {
  const { workflow } = parseWorkflow(
    `name: w
inputs: [{ name: given }]
states:
  initial: a
  a:
    type: operation
    operation: p.x
    inputs: { ${inputs} }
    on_success: done
  done: { type: terminal }
`,
    'w.yaml',
    compilePattern,
  );
  return workflow.states.get('a') as OperationState;
}

const optional = Object.fromEntries(inputTypes.map((type) => [type, { type, required: false }]));
const problemsOf = (inputs: string, schema: Parameters<typeof operationInputProblems>[1]['inputs']) =>
  operationInputProblems(step(inputs), { inputs: schema });
const texts = (...args: Parameters<typeof problemsOf>) =>
  problemsOf(...args).map(({ field, problem }) => `${field}: ${problem}`);

describe('operationInputProblems()', () => {
  it('names an unknown input, its place and the most similar one', () => {
    expect(problemsOf('nmae: w', { name: { type: 'string', required: false } })).to.deep.equal([
      { field: 'nmae', line: 8, column: 15, problem: 'is not an input of this operation; did you mean name?' },
    ]);
  });

  it('names a missing input at the operation, unless it has a default', () => {
    expect(problemsOf('', { name: { type: 'string', required: true } })).to.deep.equal([
      { field: 'name', line: 7, column: 16, problem: 'is required' },
    ]);
    expect(problemsOf('', { name: { type: 'string', required: true, default: 'w' } })).to.deep.equal([]);
  });

  it('treats null as a missing value', () => {
    expect(texts('name: null', { name: { type: 'string', required: true } })).to.deep.equal(['name: is required']);
    expect(texts('name: null', { name: { type: 'string', required: true, default: 'w' } })).to.deep.equal([]);
  });

  it('leaves the value of an expression to the run', () => {
    for (const type of inputTypes) expect(texts(`${type}: "{{inputs.given}}"`, optional), type).to.deep.equal([]);
  });

  const written: readonly (readonly [text: string, is: string, fits: readonly InputType[]])[] = [
    ['w', 'a string', ['string', 'any']],
    ['"{{inputs.given}}!"', 'a string', ['string', 'any']],
    ['5', 'an integer', ['integer', 'any']],
    ['5.5', 'a number with a fraction', ['any']],
    ['true', 'a boolean', ['boolean', 'any']],
    ['[a]', 'an array', ['array', 'any']],
    ['["{{inputs.given}}"]', 'an array', ['array', 'any']],
    ['{ a: "{{inputs.given}}" }', 'an object', ['object', 'any']],
  ];
  for (const [text, is, fits] of written)
    it(`knows that ${text} is ${is}`, () => {
      for (const type of inputTypes) {
        const problems = texts(`${type}: ${text}`, optional);
        if (fits.includes(type)) expect(problems, type).to.deep.equal([]);
        else expect(problems[0], type).to.match(new RegExp(`^${type}: must be an? ${type}, is ${is}$`, 'u'));
      }
    });

  it('applies the rules of an input', () => {
    const inputs = { to: { type: 'string', required: true, validation: 'email' } } as const;
    expect(texts('to: nobody', inputs)[0]).to.include('must be an e-mail address');
    expect(texts('to: ann@example.org', inputs)).to.deep.equal([]);
  });

  it('says nothing about an operation that describes no inputs', () => {
    expect(problemsOf('anything: goes', {})).to.deep.equal([]);
  });

  it('does not confuse inputs with inherited members', () => {
    const inputs = { name: { type: 'string', required: false } } as const;
    expect(texts('constructor: a, toString: b, __proto__: c', inputs)).to.have.length(3);
  });
});
