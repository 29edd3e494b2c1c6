import { expect } from 'chai';
import { rejection } from '../../../packages/go-plugin/test/support/rejection.js';
import { RecordingLogger } from '../../../src/infrastructure/in_memory/recording-logger.js';
import { PluginRuntime } from '../../../src/sdk/plugin-runtime.js';
import type { ValidationIssue, Validator } from '../../../src/sdk/validator.js';
import type { WorkflowDefinition } from '../../../src/sdk/workflow-definition.js';

const caller = () => ({ signal: new AbortController().signal });

function runtimeOf(validator: Validator | undefined) {
  const logger = new RecordingLogger();
  const runtime = new PluginRuntime({ name: 'p', version: '1.0.0', ...(validator && { validator }) }, logger);
  return { runtime: runtime.validator, logger, info: runtime.info() };
}

/** What AWF's host sends: the names of its Go code, and null for what is empty. */
const fromAwf = JSON.stringify({
  Name: 'deploy',
  Description: '',
  Tags: null,
  Initial: 'build',
  Steps: {
    build: {
      Name: 'build',
      Type: 'command',
      Command: 'make',
      Timeout: 30,
      OnSuccess: 'done',
      OnFailure: '',
      Config: null,
    },
    query: { Type: 'db.query', Config: { sql: 'select' }, OperationInputs: null, ContinueOnError: true },
  },
  SourceDir: '/flows',
});

describe('ValidatorRuntime', () => {
  it('reads the workflow of AWF’s host, whose keys are those of its Go code', async () => {
    let seen: WorkflowDefinition | undefined;
    const { runtime } = runtimeOf({
      validateWorkflow: (workflow) => {
        seen = workflow;
        return [];
      },
    });
    await runtime.validateWorkflow(fromAwf, caller());
    expect(seen).to.deep.include({ name: 'deploy', description: '', version: '', initial: 'build', tags: [] });
    expect(seen?.steps.build).to.deep.include({ type: 'command', command: 'make', timeout: 30, onSuccess: 'done' });
    expect(seen?.steps.query).to.deep.include({ type: 'db.query', config: { sql: 'select' }, continueOnError: true });
    expect(seen?.raw).to.include({ SourceDir: '/flows' });
  });

  it('reads keys in snake_case, of which the one with a value counts', async () => {
    let seen: WorkflowDefinition | undefined;
    const { runtime } = runtimeOf({
      validateStep: (workflow) => {
        seen = workflow;
        return undefined;
      },
    });
    const step = { on_success: 'b', OnSuccess: null, on_failure: 'c', operation_inputs: { a: 1 } };
    await runtime.validateStep(JSON.stringify({ steps: { a: step } }), 'a', caller());
    expect(seen?.steps.a).to.deep.include({ onSuccess: 'b', onFailure: 'c', operationInputs: { a: 1 } });
  });

  it('takes an issue without a severity for an error, and one of a step for that step’s', async () => {
    const { runtime, info } = runtimeOf({
      validateWorkflow: () => [{ message: 'w' }],
      validateStep: (_, name) => [
        { message: 'a' },
        { severity: 'info', message: 'b', step: `not ${name}`, field: 'f' },
      ],
    });
    expect(await runtime.validateWorkflow('{}', caller())).to.deep.equal([{ severity: 'error', message: 'w' }]);
    expect(await runtime.validateStep('{}', 's', caller())).to.deep.equal([
      { severity: 'error', message: 'a', step: 's' },
      { severity: 'info', message: 'b', step: 'not s', field: 'f' },
    ]);
    expect(info.capabilities).to.deep.equal(['validators']);
  });

  it('has nothing to say without a validator, or without the method that is asked', async () => {
    for (const validator of [undefined, {}, { validateWorkflow: () => undefined }]) {
      const { runtime } = runtimeOf(validator);
      expect(await runtime.validateWorkflow('{}', caller())).to.deep.equal([]);
      expect(await runtime.validateStep('{}', 's', caller())).to.deep.equal([]);
    }
  });

  it('rejects what is no list of issues, with the index of the wrong one', async () => {
    const cases: readonly (readonly [unknown, string])[] = [
      ['bad', 'the validator returned a string; it must return a list of issues, or nothing'],
      [[null], '[0] is null, not an object'],
      [[{ message: 'a' }, {}], '[1] has undefined as message, not a text'],
      [[{ message: 'a', severity: 'fatal' }], '[0] has the severity fatal, not error, warning, info'],
      [[{ message: 'a', step: 1 }], '[0] has a number as step, not a text'],
      [[{ message: 'a', field: [] }], '[0] has an array as field, not a text'],
    ];
    for (const [returned, message] of cases) {
      const { runtime } = runtimeOf({ validateWorkflow: () => returned as readonly ValidationIssue[] });
      const error = (await rejection(runtime.validateWorkflow('{}', caller()))) as Error;
      expect(error.message).to.include(message);
    }
  });

  it('survives a validator that throws, and logs its stack', async () => {
    const { runtime, logger } = runtimeOf({
      validateStep: () => {
        throw new TypeError('cannot judge');
      },
    });
    const error = (await rejection(runtime.validateStep('{}', 's', caller()))) as Error;
    expect(error.message).to.equal('validate step: cannot judge');
    expect(logger.records[0]).to.include({ level: 'error', message: 'validate step failed' });
  });

  it('says so when the host sends no workflow', async () => {
    const { runtime } = runtimeOf({
      validateWorkflow: () => [],
      validateStep: (workflow) => [{ message: workflow.name }],
    });
    const error = (await rejection(runtime.validateStep('[', 's', caller()))) as Error;
    expect(error.message).to.equal('validate step: workflow is not JSON');
  });
});
