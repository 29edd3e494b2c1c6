import { expect } from 'chai';
import { AwfError } from '../../../../src/domain/errors/awf-error.js';
import { compilePattern } from '../../../../src/infrastructure/workflow_file/re2-pattern.js';
import { parseWorkflow } from '../../../../src/infrastructure/workflow_file/yaml-workflow-source.js';

/** What is wrong with an expression in the second of three steps; undefined if nothing is. */
function problemOf(expression: string): string | undefined {
  const text = `name: w
inputs:
  - name: who
states:
  initial: first
  first:
    type: step
    command: echo
    on_success: second
  second:
    type: step
    command: ${JSON.stringify(`echo ${expression}`)}
    on_success: third
  third:
    type: step
    command: echo
    on_success: done
  done:
    type: terminal
`;
  try {
    parseWorkflow(text, 'flow.yaml', compilePattern);
    return undefined;
  } catch (error) {
    if (AwfError.is(error, 'WORKFLOW.VALIDATION.UNDEFINED_REFERENCE')) return error.details.problem;
    throw error;
  }
}

describe('the references of a workflow', () => {
  const valid = [
    '{{env.ANYTHING}}',
    '{{json workflow}}',
    '{{workflow.name}}',
    '{{json context}}',
    '{{context.working_dir}}',
    '{{json inputs}}',
    '{{inputs.who}}',
    '{{json states}}',
    '{{json states.first}}',
    '{{states.first.Output}}',
    '{{states.first.Response.a.b}}',
  ];
  for (const expression of valid)
    it(`accept ${expression}`, () => {
      expect(problemOf(expression)).to.equal(undefined);
    });

  const wrong: readonly (readonly [expression: string, problem: RegExp])[] = [
    ['{{workflow.nam}}', /no workflow field nam; .*did you mean Name\?/],
    ['{{context.here}}', /no context field here/],
    ['{{inputs.whom}}', /no input whom; .*did you mean who\?/],
    ['{{input.who}}', /no namespace input; .*did you mean inputs\?/],
    ['{{states.firts.Output}}', /no step firts; .*did you mean first\?/],
    ['{{states.done.Output}}', /no step done/],
    ['{{states.third.Output}}', /^third never runs before second$/],
    ['{{states.first.Outptu}}', /no field of a state Outptu; .*did you mean Output\?/],
  ];
  for (const [expression, problem] of wrong)
    it(`refuse ${expression}`, () => {
      expect(problemOf(expression)).to.match(problem);
    });
});
