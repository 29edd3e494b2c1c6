import { expect } from 'chai';
import { resultToJson, type RunResult } from '../../../../src/app/workflows/run-result.js';
import type { RunEvent } from '../../../../src/app/workflows/run-events.js';
import type { RunOptions } from '../../../../src/app/workflows/run-options.js';
import { WorkflowRunner } from '../../../../src/app/workflows/workflow-runner.js';
import { AwfError } from '../../../../src/domain/errors/awf-error.js';
import type { OperationResult } from '../../../../src/domain/plugin/operation.js';
import { InMemoryCommandRunner } from '../../../../src/infrastructure/in_memory/in-memory-command-runner.js';
import { ManualClock } from '../../../../src/infrastructure/in_memory/manual-clock.js';
import { RecordingLogger } from '../../../../src/infrastructure/in_memory/recording-logger.js';
import { compilePattern } from '../../../../src/infrastructure/workflow_file/re2-pattern.js';
import { parseWorkflow } from '../../../../src/infrastructure/workflow_file/yaml-workflow-source.js';
import type { BuiltInOperations } from '../../../../src/ports/operation-provider.js';
import { rejection } from '../../../../packages/go-plugin/test/support/rejection.js';
import { FakeOperations, FakePlugins, FakeStepTypes, FakeValidators } from '../../../support/workflow-fakes.js';

const ok = (outputs: Record<string, string | number> = {}): OperationResult => ({ success: true, outputs });
const no = (error: string): OperationResult => ({ success: false, outputs: {}, error });
const crash = new AwfError('EXECUTION.PLUGIN.CRASHED', {
  plugin: 'p',
  call: 'start',
  end: { reason: 'exited', details: { exitCode: 3, stderrTail: 'out of cheese' } },
});

interface World {
  operations?: FakeOperations;
  stepTypes?: FakeStepTypes;
  validators?: FakeValidators;
  plugins?: FakePlugins;
  builtIns?: BuiltInOperations;
  commands?: InMemoryCommandRunner;
}

function world(parts: World = {}) {
  const {
    operations = new FakeOperations({}),
    stepTypes = new FakeStepTypes(),
    validators = new FakeValidators(),
    plugins = new FakePlugins({ p: {}, q: {} }),
    commands = new InMemoryCommandRunner(),
    builtIns,
  } = parts;
  // Every look at the clock costs a millisecond.
  const clock = new ManualClock({ tickMs: 1 });
  const logger = new RecordingLogger();
  const runner = new WorkflowRunner({ operations, builtIns, stepTypes, validators, plugins, commands, clock, logger });
  const check = (states: string): Promise<boolean> =>
    runner.checkBuiltIns(parseWorkflow(`name: f\nstates:\n${states}`, 'f.yaml', compilePattern).workflow);
  const run = (states: string, options?: RunOptions, inputs = ''): Promise<RunResult> =>
    runner.run(parseWorkflow(`name: f\n${inputs}states:\n${states}`, 'f.yaml', compilePattern).workflow, {
      cwd: '/work',
      ...options,
    });
  return { operations, plugins, commands, logger, run, check };
}

const ends = `
  done: { type: terminal, message: "all well" }
  bad: { type: terminal, status: failure, message: "after {{states.a.Status}}: {{states.a.Error}}" }
`;
const one = (step: string): string => `  initial: a\n  a: { ${step}, on_success: done, on_failure: bad }${ends}`;
const plain = (step: string): string =>
  `  initial: a\n  a: { ${step}, on_success: done }\n  done: { type: terminal }\n`;

describe('WorkflowRunner', () => {
  it('walks from the initial to a terminal state and reports each', async () => {
    const { run } = world({ operations: new FakeOperations({ 'p.greet': () => ok({ output: 'hello', count: 2 }) }) });
    const result = await run(one('type: operation, operation: p.greet'));
    expect(resultToJson(result)).to.deep.equal({
      workflow: 'f',
      status: 'completed',
      durationMs: 7,
      states: {
        a: { status: 'completed', output: 'hello', response: { output: 'hello', count: 2 }, durationMs: 1 },
        done: { status: 'completed', output: 'all well', response: {}, durationMs: 0 },
      },
    });
  });

  it('passes inputs, outputs and responses on with their types', async () => {
    const operations = new FakeOperations({ 'p.one': () => ok({ output: 'text', n: 7 }), 'p.two': () => ok() });
    const { run } = world({ operations });
    await run(
      `  initial: a
  a: { type: operation, operation: p.one, on_success: b }
  b:
    type: operation
    operation: p.two
    inputs: { n: "{{states.a.Response.n}}", all: ["{{inputs.flag}}", { o: "{{states.a.Output}}!" }], left_out: "{{inputs.none}}" }
    on_success: done
  done: { type: terminal }
`,
      { inputs: { flag: 'true' } },
      'inputs: [{ name: flag, type: boolean }, { name: none }]\n',
    );
    expect(operations.calls[1]?.inputs).to.deep.equal({ n: 7, all: [true, { o: 'text!' }] });
  });

  it('passes the timeout of a step on', async () => {
    const operations = new FakeOperations({ 'p.x': () => ok() });
    await world({ operations }).run(plain('type: operation, operation: p.x, timeout: 1500ms'));
    expect(operations.calls[0]?.timeoutMs).to.equal(1500);
  });

  it('runs commands with interpolated text, directory and environment', async () => {
    const commands = new InMemoryCommandRunner(() => ({ stdout: 'line 1\nline 2\n\n' }));
    const result = await world({ commands }).run(
      plain('type: step, command: "echo {{inputs.w | escape}} {{env.HOME}}", dir: sub'),
      { inputs: { w: "it's" }, env: { HOME: '/me' } },
      'inputs: [{ name: w }]\n',
    );
    expect(commands.requests).to.deep.equal([
      { step: 'a', command: `echo 'it'\\''s' /me`, cwd: '/work/sub', env: { HOME: '/me' } },
    ]);
    expect(result.states.get('a')?.output).to.equal('line 1\nline 2');
  });

  it('shows templates what a command wrote as it is, as AWF does, and reports it without the line breaks at its end', async () => {
    const commands = new InMemoryCommandRunner(() => ({ stdout: 'out\n', stderr: 'err\n' }));
    const result = await world({ commands }).run(`  initial: a
  a: { type: step, command: x, on_success: b }
  b: { type: step, command: "[{{states.a.Output}}{{states.a.Stderr}}{{states.a.Output | trimSpace}}]", on_success: done }
  done: { type: terminal }
`);
    expect(commands.requests[1]?.command).to.equal('[out\nerr\nout]');
    expect(result.states.get('a')?.output).to.equal('out');
  });

  it('follows on_failure if an operation reports a failure, and ends with that failure', async () => {
    const { run } = world({ operations: new FakeOperations({ 'p.x': () => no('too small') }) });
    const result = await run(one('type: operation, operation: p.x'));
    expect(result.status).to.equal('failed');
    expect(result.error?.code).to.equal('EXECUTION.WORKFLOW.FAILED');
    expect(result.error?.message).to.contain('after failed: operation p.x failed: too small');
    expect(result.states.get('a')?.error?.code).to.equal('EXECUTION.PLUGIN.OPERATION_FAILED');
  });

  it('ends with the error of the step if nothing handles it', async () => {
    const { run } = world({ commands: new InMemoryCommandRunner(() => ({ exitCode: 7, stderr: 'oh no\n' })) });
    const result = await run(plain('type: step, command: x'));
    expect(result.error?.code).to.equal('EXECUTION.COMMAND.FAILED');
    expect(result.error?.message).to.contain('code 7').and.contain('oh no');
    expect(result.states.has('done')).to.equal(false);
  });

  it('ends with the message of an inline on_failure, and hides its state', async () => {
    const { run } = world({ commands: new InMemoryCommandRunner(() => ({ exitCode: 1 })) });
    const result = await run(
      `  initial: a\n  a: { type: step, command: x, on_success: done, on_failure: { message: "gave up with {{states.a.ExitCode}}" } }${ends}`,
    );
    expect(result.error?.message).to.contain('gave up with 1');
    expect([...result.states.keys()]).to.deep.equal(['a']);
  });

  it('continues after a failure with continue_on_error, and still reports the failure', async () => {
    const { run } = world({ commands: new InMemoryCommandRunner(() => ({ exitCode: 1 })) });
    const result = await run(one('type: step, command: x, continue_on_error: true'));
    expect(result.status).to.equal('completed');
    expect(result.states.get('a')?.status).to.equal('failed');
  });

  it('follows cycles, and reports the last round of each state', async () => {
    let left = 3;
    const { run } = world({
      operations: new FakeOperations({ 'p.poll': () => (left-- > 0 ? ok({ output: `${left}` }) : no('x')) }),
    });
    const result = await run(
      `  initial: a\n  a: { type: operation, operation: p.poll, on_success: a, on_failure: done }${ends}`,
    );
    expect(result.status).to.equal('completed');
    expect(result.states.get('a')?.status).to.equal('failed');
  });

  it('tells its observer everything in order', async () => {
    const events: RunEvent[] = [];
    const { run } = world({ operations: new FakeOperations({ 'p.x': () => ok() }) });
    await run(one('type: operation, operation: p.x'), { observer: (event) => events.push(event) });
    expect(events.map((event) => event.type)).to.deep.equal([
      'run-started',
      'plugins-starting',
      'plugins-started',
      'step-started',
      'step-finished',
      'terminal-reached',
      'run-finished',
    ]);
  });
});

describe('WorkflowRunner and its plugins', () => {
  it('starts those that the workflow names, each once, and no others', async () => {
    const { run, plugins } = world({ operations: new FakeOperations({ 'q.x': () => ok(), 'q.y': () => ok() }) });
    await run(`  initial: a
  a: { type: operation, operation: q.x, on_success: b }
  b: { type: operation, operation: q.y, on_success: done }
  done: { type: terminal }
`);
    expect(plugins.started).to.deep.equal(['q']);
  });

  it('starts none for a workflow without operations', async () => {
    const { run, plugins } = world();
    await run(plain('type: step, command: x'));
    expect(plugins.started).to.deep.equal([]);
  });

  it('runs nothing when a plugin is not installed, whatever on_failure says', async () => {
    const { run, commands } = world();
    const result = await run(`  initial: a
  a: { type: step, command: x, on_success: b }
  b: { type: operation, operation: nope.x, on_success: done, on_failure: bad }${ends}`);
    expect(result.error?.code).to.equal('USER.INPUT.PLUGIN_NOT_FOUND');
    expect(commands.requests).to.have.length(0);
    expect(result.states.size).to.equal(0);
  });

  it('runs nothing if a plugin lacks the operation', async () => {
    const { run, commands } = world({ operations: new FakeOperations({ 'p.x': () => ok() }) });
    const result = await run(`  initial: a
  a: { type: step, command: x, on_success: b }
  b: { type: operation, operation: p.z, on_success: done, on_failure: bad }${ends}`);
    expect(result.error?.code).to.equal('USER.INPUT.OPERATION_NOT_FOUND');
    expect(commands.requests).to.have.length(0);
  });

  it('runs nothing when a program is missing, and keeps the code', async () => {
    const init = new AwfError('SYSTEM.IO.PLUGIN_BINARY_NOT_FOUND', { plugin: 'p', path: '/p' });
    const { run } = world({
      plugins: new FakePlugins({ p: { init } }),
      operations: new FakeOperations({ 'p.x': () => ok() }),
    });
    const result = await run(one('type: operation, operation: p.x'));
    expect(result.error?.code).to.equal('SYSTEM.IO.PLUGIN_BINARY_NOT_FOUND');
    expect(result.states.size).to.equal(0);
  });

  it('runs nothing when a plugin crashes while it starts, whatever on_failure says', async () => {
    const { run, commands } = world({ plugins: new FakePlugins({ p: { init: crash } }) });
    const result = await run(`  initial: a
  a: { type: step, command: x, on_success: b }
  b: { type: operation, operation: p.x, on_success: done, on_failure: bad }${ends}`);
    expect(result.error?.code).to.equal('EXECUTION.PLUGIN.CRASHED');
    expect(result.error?.message).to.contain('out of cheese');
    expect(commands.requests).to.have.length(0);
    expect(result.states.size).to.equal(0);
  });

  it('runs nothing when a plugin cannot start that only a step after a failure needs', async () => {
    const { run, commands } = world({ plugins: new FakePlugins({ p: { init: crash } }) });
    const result = await run(`  initial: a
  a: { type: step, command: x, on_success: done, on_failure: b }
  b: { type: operation, operation: p.alarm, on_success: bad }${ends}`);
    expect(result.error?.code).to.equal('EXECUTION.PLUGIN.CRASHED');
    expect(commands.requests).to.have.length(0);
  });

  it('ends with the first of several plugins that cannot start, and logs the others', async () => {
    const missing = new AwfError('SYSTEM.IO.PLUGIN_BINARY_NOT_FOUND', { plugin: 'q', path: '/q' });
    const { run, logger } = world({ plugins: new FakePlugins({ p: { init: crash }, q: { init: missing } }) });
    const result = await run(`  initial: a
  a: { type: operation, operation: p.x, on_success: b }
  b: { type: operation, operation: q.x, on_success: done }${ends}`);
    expect(result.error).to.equal(crash);
    expect(logger.records.map(({ message }) => message)).to.deep.equal([
      `another plugin could not be started: ${missing.message}`,
    ]);
  });

  it('lets on_failure handle a plugin that died during the run and does not start again', async () => {
    const { run } = world({ operations: new FakeOperations({ 'p.x': () => Promise.reject(crash) }) });
    const result = await run(one('type: operation, operation: p.x'));
    expect(result.states.get('a')?.error).to.equal(crash);
    expect(result.error?.code).to.equal('EXECUTION.WORKFLOW.FAILED');
  });

  it('uses built-in operations, which no manager knows', async () => {
    const { run } = world({
      plugins: new FakePlugins({}),
      operations: new FakeOperations({ 'builtin.x': () => ok({ output: 'in' }) }),
    });
    const result = await run(plain('type: operation, operation: builtin.x'));
    expect(result.states.get('a')?.output).to.equal('in');
  });
});

describe('WorkflowRunner and built-in operations', () => {
  const offered = new FakeOperations({ 'own.x': () => ok() }, { 'own.x': { a: { type: 'integer', required: false } } });
  const schemas = () => offered.getOperation('own.x').then((schema) => (schema === undefined ? [] : [schema]));
  const builtIns: BuiltInOperations = {
    getOperation: (name) => offered.getOperation(name),
    execute: (...call) => offered.execute(...call),
    listOperations: schemas,
    isBuiltIn: (plugin) => plugin === 'own',
  };
  const checked = (step: string) => {
    const { check } = world({ plugins: new FakePlugins({}), operations: offered, builtIns });
    return check(plain(step));
  };

  it('checks them without any plugin, and says whether they are all', async () => {
    expect(await checked('type: operation, operation: own.x, inputs: { a: 1 }')).to.equal(true);
    expect(await checked('type: operation, operation: p.x')).to.equal(false);
  });

  it('names the operations that there are when one is misspelt', async () => {
    const error = await rejection(checked('type: operation, operation: own.y'));
    expect(error).to.include({ code: 'USER.INPUT.OPERATION_NOT_FOUND' });
    const { run } = world({ plugins: new FakePlugins({}), operations: offered, builtIns });
    const result = await run(plain('type: operation, operation: own.y'));
    expect(result.error).to.have.nested.property('details.known').that.deep.equals(['own.x']);
  });

  it('finds wrong inputs', async () => {
    const error = await rejection(checked('type: operation, operation: own.x, inputs: { a: no }'));
    expect(error).to.include({ code: 'USER.VALIDATION.OPERATION_INPUT' });
  });
});

describe('WorkflowRunner and errors', () => {
  it('refuses wrong inputs before anything runs', async () => {
    const { run, commands } = world();
    const result = await run(
      plain('type: step, command: x'),
      {},
      'inputs: [{ name: n, type: integer, required: true }]\n',
    );
    expect(result.error?.code).to.equal('USER.INPUT.VALIDATION_FAILED');
    expect(commands.requests).to.have.length(0);
  });

  it('finds every wrong input that the file shows before the first step, with its place', async () => {
    const inputs = { 'p.x': { name: { type: 'string', required: true } } } as const;
    const operations = new FakeOperations({ 'p.x': () => ok() }, inputs);
    const { run, commands } = world({ operations });
    const result = await run(`  initial: a
  a: { type: step, command: "true", on_success: b }
  b:
    type: operation
    operation: p.x
    inputs: { nmae: w }
    on_success: c
  c: { type: operation, operation: p.x, inputs: { name: 5 }, on_success: done, on_failure: bad }
  done: { type: terminal }
  bad: { type: terminal, status: failure }
`);
    expect(result.error?.code).to.equal('USER.VALIDATION.OPERATION_INPUT');
    expect(result.error?.message.split('\n')).to.deep.equal([
      'operation p.x: invalid inputs: ' +
        'f.yaml:8:15: nmae: is not an input of this operation; did you mean name?; f.yaml:7:16: name: is required',
      'f.yaml:10:51: p.x: name: must be a string, is an integer',
    ]);
    expect([...result.states.keys()]).to.deep.equal([]);
    expect(commands.requests).to.deep.equal([]);
  });

  it('lets on_failure handle an operation input that turns out wrong during the run', async () => {
    const wrong = new AwfError('USER.VALIDATION.OPERATION_INPUT', { operation: 'p.x', problems: [{ problem: 'no' }] });
    const { run } = world({ operations: new FakeOperations({ 'p.x': () => Promise.reject(wrong) }) });
    const result = await run(one('type: operation, operation: p.x'));
    expect(result.error?.code).to.equal('EXECUTION.WORKFLOW.FAILED');
    expect(result.error?.cause).to.equal(wrong);
    expect([...result.states.keys()]).to.deep.equal(['a', 'bad']);
  });

  it('names the reference and the step when a response lacks a field', async () => {
    const { run } = world({ operations: new FakeOperations({ 'p.x': () => ok({ id: 1 }) }) });
    const result = await run(`  initial: a
  a: { type: operation, operation: p.x, on_success: b }
  b: { type: step, command: "echo {{states.a.Response.name}}", on_success: done, on_failure: bad }${ends}`);
    expect(result.error?.code).to.equal('WORKFLOW.VALIDATION.UNDEFINED_REFERENCE');
    expect(result.error?.message).to.match(/state b: \{\{states\.a\.Response\.name\}\}: .*there are: id/u);
  });

  it('is canceled in the middle of a step', async () => {
    const controller = new AbortController();
    const { run } = world({
      operations: new FakeOperations({
        'p.x': (_, { signal }) =>
          new Promise((_resolve, reject) => {
            signal?.addEventListener('abort', () =>
              reject(new AwfError('EXECUTION.PLUGIN.CANCELED', { plugin: 'p', call: 'x' })),
            );
            controller.abort();
          }),
      }),
    });
    const result = await run(one('type: operation, operation: p.x'), { signal: controller.signal });
    expect(result.error?.code).to.equal('EXECUTION.WORKFLOW.CANCELED');
    expect(result.states.get('a')?.error?.code).to.equal('EXECUTION.PLUGIN.CANCELED');
    expect(result.states.has('bad')).to.equal(false);
  });

  it('is canceled in a cycle of steps that take no time', async () => {
    const controller = new AbortController();
    let rounds = 0;
    const operations = new FakeOperations({
      'p.poll': () => {
        rounds += 1;
        if (rounds === 10) setImmediate(() => controller.abort());
        // A run that hears of no abort is to end all the same, for the sake of who reads the report.
        return rounds < 100_000 ? no('not yet') : ok();
      },
    });
    const { run } = world({ operations });
    const states = `  initial: a
  a: { type: operation, operation: p.poll, on_success: done, on_failure: a }
  done: { type: terminal }
`;
    const result = await run(states, { signal: controller.signal });
    expect(result.error).to.have.property('code', 'EXECUTION.WORKFLOW.CANCELED');
  });

  it('does nothing when it is canceled before it begins', async () => {
    const { run, commands } = world();
    const result = await run(plain('type: step, command: x'), { signal: AbortSignal.abort() });
    expect(result.error?.code).to.equal('EXECUTION.WORKFLOW.CANCELED');
    expect(commands.requests).to.have.length(0);
  });
});
