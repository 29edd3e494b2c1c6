import { expect } from 'chai';
import { askValidators, findValidators, startValidators } from '../../../../src/app/workflows/ask-validators.js';
import { rejectionOf } from '../../../../src/app/workflows/validation-report.js';
import { AwfError, errRpcNotImplemented } from '../../../../src/domain/errors/awf-error.js';
import type { ValidationResult } from '../../../../src/domain/plugin/validation-result.js';
import type { Workflow } from '../../../../src/domain/workflow/workflow.js';
import { ManualClock } from '../../../../src/infrastructure/in_memory/manual-clock.js';
import { compilePattern } from '../../../../src/infrastructure/workflow_file/re2-pattern.js';
import { parseWorkflow } from '../../../../src/infrastructure/workflow_file/yaml-workflow-source.js';
import { rejection } from '../../../../packages/go-plugin/test/support/rejection.js';
import { FakeValidators, type FakeValidator } from '../../../support/workflow-fakes.js';

const workflow: Workflow = parseWorkflow(
  `name: f
states:
  initial: a
  a: { type: command, command: 'true', on_success: done }
  done: { type: terminal }
`,
  'f.yaml',
  compilePattern,
).workflow;

const answered = (plugin: string, status: string): AwfError =>
  new AwfError('EXECUTION.PLUGIN.CALL_FAILED', { plugin, call: 'ValidateStep', status, message: 'no' });
const late = new AwfError('EXECUTION.PLUGIN.CALL_TIMEOUT', { plugin: 'p', call: 'ValidateWorkflow', timeoutMs: 12 });
const throwing = (error: AwfError) => () => Promise.reject(error);
const finding = (message: string, others: Partial<ValidationResult> = {}): ValidationResult => ({
  severity: 'error',
  message,
  ...others,
});

async function ask(known: Readonly<Record<string, FakeValidator>>, { signal = new AbortController().signal } = {}) {
  const validators = new FakeValidators(known);
  const started = await startValidators(Object.keys(known), validators, signal);
  const ports = { validators, clock: new ManualClock() };
  return { validators, report: await askValidators(workflow, started, ports, { signal, timeoutMs: 5_000 }) };
}

describe('askValidators()', () => {
  it('asks each plugin about the workflow and then about each state', async () => {
    const { validators, report } = await ask({ p: {}, q: {} });
    expect([...validators.asked].sort()).to.deep.equal(['p', 'p a', 'p done', 'q', 'q a', 'q done']);
    expect(report).to.deep.equal({ issues: [], validators: [{ plugin: 'p' }, { plugin: 'q' }] });
  });

  it('keeps one of several findings with the same message, step and field, and says where each is', async () => {
    const { report } = await ask({
      p: { workflow: () => [finding('x'), finding('x')], step: (_, step) => [finding('y', { step })] },
      q: { workflow: () => [finding('x', { severity: 'info' }), finding('z', { step: 'nowhere' })] },
    });
    expect(report.issues.map(({ plugin, message, step, at }) => [plugin, message, step, at.line])).to.deep.equal([
      ['p', 'x', undefined, 2],
      ['p', 'y', 'a', 4],
      ['p', 'y', 'done', 5],
      ['q', 'z', 'nowhere', 2],
    ]);
  });

  it('names a validator that throws, and goes on asking it', async () => {
    const error = answered('p', 'UNKNOWN');
    const { report } = await ask({ p: { workflow: throwing(error), step: (_, step) => [finding('y', { step })] } });
    expect(report.validators).to.deep.equal([{ plugin: 'p', error }]);
    expect(report.issues).to.have.length(2);
  });

  it('asks one that took too long nothing more, and says how long it had in all', async () => {
    const { validators, report } = await ask({ p: { workflow: throwing(late) } });
    expect(validators.asked).to.deep.equal(['p']);
    expect(report.validators[0]?.error?.details).to.include({ timeoutMs: 5_000 });
  });

  it('names one that cannot be started, and does not ask it', async () => {
    const start = new AwfError('EXECUTION.PLUGIN.DISABLED', { plugin: 'p' });
    const { validators, report } = await ask({ p: { start }, q: { workflow: () => [finding('x')] } });
    expect(validators.asked).not.to.include('p');
    expect(report.validators).to.deep.equal([{ plugin: 'p', error: start }, { plugin: 'q' }]);
    expect(report.issues).to.have.length(1);
  });

  it('lets a plugin have rules for workflows alone, or for steps alone', async () => {
    const unimplemented = throwing(answered('p', 'UNIMPLEMENTED'));
    const whole = await ask({ p: { step: unimplemented, workflow: () => [finding('x')] } });
    expect(whole.report.validators).to.deep.equal([{ plugin: 'p' }]);
    const steps = await ask({ p: { workflow: unimplemented, step: (_, step) => [finding('x', { step })] } });
    expect(steps.report.validators).to.deep.equal([{ plugin: 'p' }]);
    expect(steps.report.issues).to.have.length(2);
  });

  it('names one that answers no question at all', async () => {
    const unimplemented = throwing(answered('p', 'UNIMPLEMENTED'));
    const { validators, report } = await ask({ p: { workflow: unimplemented, step: unimplemented } });
    expect(report.validators[0]?.error?.details).to.include({ status: 'UNIMPLEMENTED' });
    expect(validators.asked).to.deep.equal(['p', 'p a']);
  });

  it('keeps the most serious of too many findings, and counts the others', async () => {
    const many = Array.from({ length: 1_500 }, (_, index) => finding(`info ${index}`, { severity: 'info' }));
    const { report } = await ask({ p: { workflow: () => [...many, finding('last')] } });
    expect(report.issues).to.have.length(1_000);
    expect(report.issues[0]).to.include({ severity: 'error', message: 'last' });
    expect(report.validators).to.deep.equal([{ plugin: 'p', omitted: 501 }]);
  });

  it('shortens long texts', async () => {
    const { report } = await ask({ p: { workflow: () => [finding('x'.repeat(9_999), { field: 'f'.repeat(999) })] } });
    expect(report.issues[0]?.message).to.have.length(2_001);
    expect(report.issues[0]?.field).to.have.length(201);
  });

  it('rejects when it is canceled, and when the host is closed', async () => {
    const canceled = new AwfError('EXECUTION.PLUGIN.CANCELED', { plugin: 'p', call: 'ValidateWorkflow' });
    const controller = new AbortController();
    const abort = () => {
      controller.abort();
      return Promise.reject(canceled);
    };
    expect(await rejection(ask({ p: { workflow: abort } }, controller))).to.equal(canceled);
    const closed = new AwfError('EXECUTION.HOST.CLOSED', { call: 'validateWorkflow' });
    expect(await rejection(ask({ p: { workflow: throwing(closed) } }))).to.equal(closed);
  });
});

describe('findValidators()', () => {
  it('finds none in a host without external plugins', async () => {
    const stub = new FakeValidators();
    stub.listValidators = () => Promise.reject(errRpcNotImplemented('ListValidators'));
    expect(await findValidators(stub, new AbortController().signal)).to.deep.equal([]);
  });
});

describe('rejectionOf()', () => {
  it('is the first error in the file, with the others', async () => {
    const { report } = await ask({
      p: {
        workflow: () => [finding('late', { step: 'done' }), finding('hm', { severity: 'warning' })],
        step: (_, step) => (step === 'a' ? [finding('early', { step, field: 'command' })] : []),
      },
    });
    expect(rejectionOf(workflow, report)?.message).to.equal(
      'f.yaml:4:3: step a: command: early (p)\nf.yaml:5:3: step done: late (p)',
    );
  });

  it('is none where nobody found an error', async () => {
    const { report } = await ask({ p: { workflow: () => [finding('hm', { severity: 'warning' })] } });
    expect(rejectionOf(workflow, report)).to.equal(undefined);
  });
});
