import { expect } from 'chai';
import { AwfError } from '../../../../src/domain/errors/awf-error.js';
import type { InputDeclaration } from '../../../../src/domain/workflow/input-declaration.js';
import { compilePattern } from '../../../../src/infrastructure/workflow_file/re2-pattern.js';
import { parseWorkflow } from '../../../../src/infrastructure/workflow_file/yaml-workflow-source.js';

const read = (declaration: string): { readonly input: InputDeclaration; readonly warnings: readonly string[] } => {
  const text = `name: w\ninputs:\n  - ${declaration}\nstates:\n  initial: done\n  done: {type: terminal}\n`;
  const { workflow, warnings } = parseWorkflow(text, 'flow.yaml', compilePattern);
  return { input: workflow.inputs[0]!, warnings: warnings.map((warning) => JSON.stringify(warning)) };
};

function problemOf(declaration: string): string {
  try {
    read(declaration);
    return 'none';
  } catch (error) {
    if (AwfError.is(error)) return error.message;
    throw error;
  }
}

describe('the inputs that a workflow declares', () => {
  it('have a type, a description, a default and rules', () => {
    const { input } = read(
      '{name: n, type: integer, description: how many, default: 3, validation: {enum: [1, 2, 3], min: 1, max: 3}}',
    );
    expect(input).to.deep.include({
      name: 'n',
      type: 'integer',
      required: false,
      description: 'how many',
      default: 3,
      rules: { enum: [1, 2, 3], min: 1, max: 3 },
    });
    expect(read('{name: who, required: true}').input).to.deep.include({ type: 'string', required: true, rules: {} });
    expect(read('{name: who, validation: {pattern: "^a+$"}}').input.rules.pattern).to.not.equal(undefined);
  });

  it('take an unquoted text as it is written, and warn where AWF reads it in another way', () => {
    const { input, warnings } = read('{name: version, default: 3.10, validation: {enum: [3.10, x]}}');
    expect([input.default, input.rules.enum]).to.deep.equal(['3.10', ['3.10', 'x']]);
    expect(warnings.join()).to.contain('AWF reads 3.10 as 3.1');
    expect(read('{name: port, default: 8080}').warnings).to.deep.equal([]);
  });

  const wrong: readonly (readonly [declaration: string, problem: RegExp])[] = [
    ['just a text', /inputs\.0: expected a map with name and type/],
    ['{type: string}', /name/],
    ['{name: ""}', /name is empty/],
    ['{name: [a]}', /name/],
    ['{name: n, type: float}', /type is float, but must be string or integer or boolean/],
    ['{name: n, required: often}', /required/],
    ['{name: n, type: integer, default: many}', /default: is not an integer/],
    ['{name: n, type: integer, default: 9, validation: {max: 3}}', /default: /],
    ['{name: n, type: integer, validation: {enum: [many]}}', /enum: "many" is not an integer/],
    ['{name: n, validation: {enum: one}}', /enum/],
    ['{name: n, validation: {min: low}}', /min/],
    ['{name: n, validation: {pattern: "("}}', /pattern: /],
    ['{name: n, validation: {file_exists: true}}', /file_exists.*not supported by this version/],
  ];
  for (const [declaration, problem] of wrong)
    it(`are refused as in ${declaration}`, () => {
      expect(problemOf(declaration)).to.match(problem);
    });
});
