import { expect } from 'chai';
import { WorkflowRunner } from '../../../../src/app/workflows/workflow-runner.js';
import type { RunEvent } from '../../../../src/app/workflows/run-events.js';
import { AwfError } from '../../../../src/domain/errors/awf-error.js';
import { InMemoryCommandRunner } from '../../../../src/infrastructure/in_memory/in-memory-command-runner.js';
import { ManualClock } from '../../../../src/infrastructure/in_memory/manual-clock.js';
import { RecordingLogger } from '../../../../src/infrastructure/in_memory/recording-logger.js';
import { compilePattern } from '../../../../src/infrastructure/workflow_file/re2-pattern.js';
import { parseWorkflow } from '../../../../src/infrastructure/workflow_file/yaml-workflow-source.js';
import { rejection } from '../../../../packages/go-plugin/test/support/rejection.js';
import { FakeOperations, FakePlugins, FakeStepTypes, FakeValidators } from '../../../support/workflow-fakes.js';

function world(stepTypes: FakeStepTypes, validators = new FakeValidators()) {
  const plugins = new FakePlugins({ db: {}, p: {} });
  const runner = new WorkflowRunner({
    operations: new FakeOperations({}),
    stepTypes,
    validators,
    plugins,
    commands: new InMemoryCommandRunner(),
    clock: new ManualClock({ tickMs: 1 }),
    logger: new RecordingLogger(),
  });
  const events: RunEvent[] = [];
  const parse = (text: string) => parseWorkflow(text, 'f.yaml', compilePattern).workflow;
  const run = (text: string, inputs = {}, options = {}) =>
    runner.run(parse(text), { inputs, cwd: '/work', observer: (event) => events.push(event), ...options });
  return { plugins, runner, run, parse, events };
}

const flow = (step: string, rest = ''): string => `name: f
plugins: { data: db }
inputs: [{ name: table, default: users }, { name: none }]
states:
  initial: a
  a: { ${step}, on_success: done }
${rest}  done: { type: terminal, message: '{{states.a.Data.rows}} {{states.a.Output}} {{states.a.ExitCode}}' }
`;

describe('A step of a type that a plugin adds', () => {
  it('gets its settings with their types, without those that are null, and the inputs of the workflow', async () => {
    const stepTypes = new FakeStepTypes({ 'db.query': () => ({ output: 'ok', data: { rows: 3 } }) });
    const { run, plugins } = world(stepTypes);
    const config = `{ table: '{{inputs.table}}', limit: 5, deep: { list: ['{{inputs.table}}s', null] }, left_out: '{{inputs.none}}' }`;
    const result = await run(flow(`type: data.query, config: ${config}, timeout: 2s`));
    expect(result.status).to.equal('completed');
    expect(plugins.started).to.deep.equal(['db']);
    expect(stepTypes.steps).to.deep.equal([
      {
        stepName: 'a',
        stepType: 'db.query',
        config: { table: 'users', limit: 5, deep: { list: ['userss', null] } },
        inputs: { table: 'users', none: null },
        timeoutMs: 2_000,
      },
    ]);
    expect(result.states.get('a')).to.deep.include({ output: 'ok', response: { rows: 3 } });
    expect(result.states.get('done')?.output).to.equal('3 ok 0');
  });

  it('fails with its exit code and the end of its output, which on_failure handles', async () => {
    const stepTypes = new FakeStepTypes({ 'db.query': () => ({ output: 'no table', exitCode: 9, data: { rows: 0 } }) });
    const alone = await world(stepTypes).run(flow('type: db.query'));
    expect(alone.error?.message).to.equal(
      'step a (db.query) ended with exit code 9; last lines of its output:\nno table',
    );
    const handled = await world(stepTypes).run(
      flow('type: db.query, on_failure: b', `  b: { type: terminal, message: '{{states.a.ExitCode}}' }\n`),
    );
    expect(handled.status).to.equal('completed');
    expect(handled.states.get('b')?.output).to.equal('9');
    expect((await world(stepTypes).run(flow('type: db.query, continue_on_error: true'))).status).to.equal('completed');
  });

  it('is refused before the first step, all unknown types at once', async () => {
    const stepTypes = new FakeStepTypes({ 'db.query': () => ({}) });
    const { run } = world(stepTypes);
    const result = await run(
      flow(
        'type: db.qeury',
        '  b: { type: p.x, on_success: done }\n  c: { type: command, command: x, on_success: done }\n',
      ),
    );
    expect(result.error?.code).to.equal('WORKFLOW.VALIDATION.UNKNOWN_STEP_TYPE');
    expect(result.error?.message.split('\n').map((line) => line.slice(0, 40))).to.deep.equal(
      ['f.yaml:6:14: step a: unknown step type d', 'f.yaml:7:14: step b: unknown step type p'].map((line) =>
        line.slice(0, 40),
      ),
    );
    expect(stepTypes.steps).to.deep.equal([]);
  });

  it('is refused before the first step where the file shows that settings do not fit', async () => {
    const config = { sql: { type: 'string', required: true }, limit: { type: 'integer', required: false } } as const;
    const stepTypes = new FakeStepTypes({ 'db.query': () => ({}) }, { 'db.query': config });
    const { runner, parse } = world(stepTypes);
    const text = flow(
      `type: db.query, config: { limit: many, sq: 1 }`,
      '  b: { type: db.query, config: { sql: x, limit: 1.5 }, on_success: done }\n',
    );
    const error = await rejection(runner.check(parse(text)));
    expect(AwfError.is(error, 'USER.VALIDATION.STEP_CONFIG') && error.details).to.deep.include({
      step: 'a',
      stepType: 'db.query',
      file: 'f.yaml',
    });
    expect((error as Error).message).to.include('f.yaml:6:34: limit: must be an integer, is a string');
    expect((error as Error).message).to.include('sq: is not a setting of this type of step; did you mean sql?');
    expect((error as Error).message).to.include('sql: is required');
    expect((error as Error).message).to.include('step b: limit: must be an integer, is a number with a fraction');
  });

  it('fails as an outcome where a setting turns out wrong while the run goes on', async () => {
    const wrong = new AwfError('USER.VALIDATION.STEP_CONFIG', { step: 'a', stepType: 'db.query', problems: [] });
    const stepTypes = new FakeStepTypes({ 'db.query': () => Promise.reject(wrong) });
    const result = await world(stepTypes).run(flow('type: db.query, on_failure: b', '  b: { type: terminal }\n'));
    expect(result.status).to.equal('completed');
  });
});

describe('A run that validators check', () => {
  const one = flow('type: command, command: x');

  it('tells what they found before the first step, and goes on', async () => {
    const validators = new FakeValidators({ p: { workflow: () => [{ severity: 'warning', message: 'hm' }] } });
    const { run, events, plugins } = world(new FakeStepTypes(), validators);
    const result = await run(one.replace('{{states.a.Data.rows}}', ''));
    expect(result.status).to.equal('completed');
    expect(result.validation?.issues.map(({ message }) => message)).to.deep.equal(['hm']);
    expect(events.map(({ type }) => type).slice(0, 5)).to.deep.equal([
      'run-started',
      'plugins-starting',
      'plugins-started',
      'validated',
      'step-started',
    ]);
    expect(plugins.started).to.deep.equal([]);
  });

  it('ends before the first step for an error', async () => {
    const validators = new FakeValidators({ p: { workflow: () => [{ severity: 'error', message: 'no' }] } });
    const { run, events } = world(new FakeStepTypes(), validators);
    const result = await run(one);
    expect(result).to.include({ status: 'failed' });
    expect(result.error?.code).to.equal('WORKFLOW.VALIDATION.PLUGIN_REJECTED');
    expect(events.some(({ type }) => type === 'step-started')).to.equal(false);
  });

  it('asks nobody where it is told so', async () => {
    const validators = new FakeValidators({ p: { workflow: () => [{ severity: 'error', message: 'no' }] } });
    const { run } = world(new FakeStepTypes(), validators);
    await run(one, {}, { skipValidators: true });
    expect(validators.asked).to.deep.equal([]);
  });
});
