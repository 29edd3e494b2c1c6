import { expect } from 'chai';
import { nodeWarnings } from '../../../../packages/go-plugin/test/support/node-warnings.js';
import type { RunEvent } from '../../../../src/app/workflows/run-events.js';
import { resultToJson, type RunResult } from '../../../../src/app/workflows/run-result.js';
import { WorkflowRunner } from '../../../../src/app/workflows/workflow-runner.js';
import { AwfError } from '../../../../src/domain/errors/awf-error.js';
import type { DomainEvent } from '../../../../src/domain/event/domain-event.js';
import type { OperationResult } from '../../../../src/domain/plugin/operation.js';
import { InMemoryCommandRunner } from '../../../../src/infrastructure/in_memory/in-memory-command-runner.js';
import { ManualClock } from '../../../../src/infrastructure/in_memory/manual-clock.js';
import { RecordingLogger } from '../../../../src/infrastructure/in_memory/recording-logger.js';
import { compilePattern } from '../../../../src/infrastructure/workflow_file/re2-pattern.js';
import { parseWorkflow } from '../../../../src/infrastructure/workflow_file/yaml-workflow-source.js';
import { FakeOperations, FakePlugins, FakeStepTypes, FakeValidators } from '../../../support/workflow-fakes.js';

const crash = new AwfError('EXECUTION.PLUGIN.CRASHED', {
  plugin: 'p',
  call: 'x',
  end: { reason: 'exited', details: { exitCode: 1, stderrTail: '' } },
});

/** An operation that fails so often, and then succeeds. */
function failing(times: number, error?: AwfError): FakeOperations {
  let calls = 0;
  const handler = (): OperationResult => {
    calls += 1;
    if (calls > times) return { success: true, outputs: { output: `call ${calls}` } };
    if (error !== undefined) throw error;
    return { success: false, outputs: {}, error: `no ${calls}` };
  };
  return new FakeOperations({ 'p.x': handler });
}

interface World {
  readonly operations?: FakeOperations;
  readonly commands?: InMemoryCommandRunner;
  readonly observer?: (event: RunEvent) => void;
  readonly signal?: AbortSignal;
}

async function run(step: string, world: World) {
  const published: DomainEvent[] = [];
  const runner = new WorkflowRunner({
    operations: world.operations ?? new FakeOperations({}),
    stepTypes: new FakeStepTypes(),
    validators: new FakeValidators(),
    plugins: new FakePlugins({ p: {} }),
    commands: world.commands ?? new InMemoryCommandRunner(),
    clock: new ManualClock({ tickMs: 1 }),
    logger: new RecordingLogger(),
    events: {
      publish: (event) => {
        published.push(event);
        return Promise.resolve({ subscribers: [], dropped: [] });
      },
      close: () => Promise.resolve(),
    },
  });
  const text = `name: f\nstates:\n  initial: a\n  a: { ${step}, on_success: b }\n  b: { type: terminal }\n`;
  const { workflow } = parseWorkflow(text, 'f.yaml', compilePattern);
  const result = await runner.run(workflow, { observer: world.observer, signal: world.signal });
  return { result, published };
}

const operation = 'type: operation, operation: p.x';
const codeOf = ({ error }: RunResult): string | undefined => error?.code;

describe('A step with retry', () => {
  it('is executed again until it succeeds, and its report says how often', async () => {
    const seen: string[] = [];
    const observer = (event: RunEvent): void => {
      if (event.type === 'step-retrying') seen.push(`${event.retry.attempts}: ${event.retry.error.message}`);
    };
    const { result, published } = await run(`${operation}, retry: { max_attempts: 4 }`, {
      operations: failing(2),
      observer,
    });
    expect(result.status).to.equal('completed');
    expect(resultToJson(result)).to.have.nested.include({ 'states.a.output': 'call 3', 'states.a.attempts': 3 });
    expect(seen).to.deep.equal(['1: operation p.x failed: no 1', '2: operation p.x failed: no 2']);
    const told = published.filter(({ type }) => type === 'step.retrying').map(({ metadata }) => metadata);
    expect(told).to.deep.equal([
      { step_name: 'a', attempt: '1' },
      { step_name: 'a', attempt: '2' },
    ]);
  });

  it('fails with its last error when it has been executed often enough', async () => {
    const operations = failing(9);
    const { result } = await run(`${operation}, retry: { max_attempts: 3 }`, { operations });
    expect(operations.calls).to.have.lengthOf(3);
    expect(result.error?.message).to.equal('operation p.x failed: no 3');
  });

  it('is executed again when its plugin died', async () => {
    const { result } = await run(`${operation}, retry: { max_attempts: 2 }`, { operations: failing(1, crash) });
    expect(result.status).to.equal('completed');
  });

  it('is executed once when it does not say so', async () => {
    const operations = failing(1, crash);
    const { result } = await run(operation, { operations });
    expect(codeOf(result)).to.equal('EXECUTION.PLUGIN.CRASHED');
    expect(operations.calls).to.have.lengthOf(1);
    expect(resultToJson(result)).not.to.have.nested.property('states.a.attempts');
  });

  it('is executed again for the exit codes of its command that it names', async () => {
    const codes = [75, 1, 0];
    const commands = new InMemoryCommandRunner(() => ({ exitCode: codes.shift() ?? 0 }));
    const { result } = await run('type: step, command: x, retry: { max_attempts: 5, retryable_exit_codes: [75] }', {
      commands,
    });
    expect(result.error?.details).to.include({ exitCode: 1 });
    expect(codes).to.deep.equal([0]);
  });

  it('has one timeout for all its executions, and does not begin a wait that is longer than what is left', async () => {
    const operations = failing(9);
    const step = `${operation}, timeout: 60s, retry: { max_attempts: 9, initial_delay: 1ms, backoff: exponential, multiplier: 70000 }`;
    await run(step, { operations });
    const [first, second, ...others] = operations.calls.map(({ timeoutMs }) => timeoutMs);
    expect(first).to.equal(60_000);
    expect(second).to.be.lessThan(60_000);
    expect(others).to.deep.equal([]);
  });

  it('ends at once when the run is canceled while it waits', async () => {
    const canceled = new AbortController();
    const operations = failing(9);
    const { result } = await run(`${operation}, retry: { max_attempts: 9, initial_delay: 1h }`, {
      operations,
      signal: canceled.signal,
      observer: ({ type }) => {
        if (type === 'step-retrying') canceled.abort();
      },
    });
    expect(result.status).to.equal('canceled');
    expect(operations.calls).to.have.lengthOf(1);
  });

  it('waits also where its wait is longer than a timer lasts', async () => {
    const canceled = new AbortController();
    const operations = failing(9);
    const world = {
      operations,
      signal: canceled.signal,
      observer: ({ type }: RunEvent) => {
        // When the wait has begun.
        if (type === 'step-retrying') setImmediate(() => canceled.abort());
      },
    };
    const step = `${operation}, retry: { max_attempts: 9, initial_delay: 720h }`;
    expect(await nodeWarnings(() => run(step, world))).to.deep.equal([]);
    expect(operations.calls).to.have.lengthOf(1);
  });
});
