import { expect } from 'chai';
import fc from 'fast-check';
import { AwfError } from '../../../../src/domain/errors/awf-error.js';
import { evaluate } from '../../../../src/domain/workflow/template-evaluator.js';
import { parseTemplate } from '../../../../src/domain/workflow/template-parser.js';
import { compilePattern } from '../../../../src/infrastructure/workflow_file/re2-pattern.js';
import { parseWorkflow } from '../../../../src/infrastructure/workflow_file/yaml-workflow-source.js';
import { checkProperty } from '../../../support/property.js';

const context = { scope: { inputs: {} }, file: 'f.yaml', state: 's' };
const at = { line: 1, column: 1 };
const pieces = [
  '{{',
  '}}',
  '.',
  'inputs',
  'states',
  'a-b',
  '|',
  'json',
  '(',
  ')',
  '"',
  '`',
  '-',
  ' ',
  '\n',
  '\\',
  '1',
  'é',
];
const templateLike = fc.array(fc.constantFrom(...pieces), { maxLength: 12 }).map((parts) => parts.join(''));
const lines = [
  'name: x',
  'states:',
  '  initial: a',
  '  a:',
  '    type: step',
  '    type: operation',
  '    command: "{{x}}"',
];
const more = [
  '    on_success: a',
  '  b: {type: terminal}',
  '- 1',
  '&a [*a]',
  '  <<: *a',
  'inputs: [{name: 1}]',
  '\t',
  '? [a]',
  '%x',
  '__proto__: 1',
];
const workflowLike = fc.array(fc.constantFrom(...lines, ...more), { maxLength: 14 }).map((parts) => parts.join('\n'));

describe('parseTemplate() with any text', () => {
  it('returns a template or a problem', async () => {
    const check = (text: string): void => {
      const parsed = parseTemplate(text);
      if (!parsed.ok) expect(parsed.problem).to.not.equal('');
    };
    await checkProperty('templates', fc.oneof(fc.string(), templateLike), check, 2_000);
  });

  it('leaves a text without expressions as it is', async () => {
    const check = (text: string): void => {
      const parsed = parseTemplate(text);
      if (!parsed.ok) throw new Error(parsed.problem);
      expect(evaluate({ kind: 'text', source: '', template: parsed.template, at }, context)).to.equal(text);
    };
    const plain = fc.string().filter((text) => !text.includes('{{'));
    await checkProperty('templates-plain', plain, check, 100);
  });

  it('evaluates a template, or names the undefined reference', async () => {
    const check = (text: string): void => {
      const parsed = parseTemplate(text);
      if (!parsed.ok) return;
      try {
        evaluate({ kind: 'text', source: '', template: parsed.template, at }, context);
      } catch (error) {
        expect(AwfError.is(error, 'WORKFLOW.VALIDATION.UNDEFINED_REFERENCE')).to.equal(true);
      }
    };
    await checkProperty('templates-evaluated', templateLike, check, 2_000);
  });
});

describe('parseWorkflow() with any text', () => {
  it('returns a workflow, or an error with a place', async () => {
    const check = (text: string): void => {
      try {
        parseWorkflow(text, 'f.yaml', compilePattern);
      } catch (error) {
        if (!AwfError.is(error) || !error.code.startsWith('WORKFLOW.')) throw error;
        expect(error.message).to.match(/^f\.yaml:\d+:\d+: /u);
      }
    };
    await checkProperty('workflows', fc.oneof(fc.string(), workflowLike), check, 500);
  });
});
