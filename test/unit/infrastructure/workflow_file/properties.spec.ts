import { expect } from 'chai';
import fc from 'fast-check';
import { AwfError } from '../../../../src/domain/errors/awf-error.js';
import { evaluate } from '../../../../src/domain/workflow/template-evaluator.js';
import { parseTemplate } from '../../../../src/domain/workflow/template-parser.js';
import { compilePattern } from '../../../../src/infrastructure/workflow_file/re2-pattern.js';
import { parseWorkflow } from '../../../../src/infrastructure/workflow_file/yaml-workflow-source.js';

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
  it('returns a template or a problem', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), templateLike), (text) => {
        const parsed = parseTemplate(text);
        if (!parsed.ok) expect(parsed.problem).to.not.equal('');
      }),
      { numRuns: 2_000 },
    );
  });

  it('leaves a text without expressions as it is', () => {
    fc.assert(
      fc.property(
        fc.string().filter((text) => !text.includes('{{')),
        (text) => {
          const parsed = parseTemplate(text);
          if (!parsed.ok) throw new Error(parsed.problem);
          expect(evaluate({ kind: 'text', source: '', template: parsed.template, at }, context)).to.equal(text);
        },
      ),
    );
  });

  it('evaluates a template, or names the undefined reference', () => {
    fc.assert(
      fc.property(templateLike, (text) => {
        const parsed = parseTemplate(text);
        if (!parsed.ok) return;
        try {
          evaluate({ kind: 'text', source: '', template: parsed.template, at }, context);
        } catch (error) {
          expect(AwfError.is(error, 'WORKFLOW.VALIDATION.UNDEFINED_REFERENCE')).to.equal(true);
        }
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('parseWorkflow() with any text', () => {
  it('returns a workflow, or an error with a place', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), workflowLike), (text) => {
        try {
          parseWorkflow(text, 'f.yaml', compilePattern);
        } catch (error) {
          if (!AwfError.is(error) || !error.code.startsWith('WORKFLOW.')) throw error;
          expect(error.message).to.match(/^f\.yaml:\d+:\d+: /u);
        }
      }),
      { numRuns: 500 },
    );
  });
});
