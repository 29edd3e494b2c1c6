import { expect } from 'chai';
import { RunRecord } from '../../../../src/app/cli/run-record.js';
import type { RunEvent } from '../../../../src/app/workflows/run-events.js';
import { AwfError } from '../../../../src/domain/errors/awf-error.js';
import type { StepState } from '../../../../src/domain/workflow/workflow.js';
import { compilePattern } from '../../../../src/infrastructure/workflow_file/re2-pattern.js';
import { parseWorkflow } from '../../../../src/infrastructure/workflow_file/yaml-workflow-source.js';

const { workflow } = parseWorkflow(
  `name: deploy
states:
  initial: a
  a: { type: operation, operation: p.x, on_success: b }
  b: { type: step, command: x, on_success: done }
  done: { type: terminal }
`,
  'f.yaml',
  compilePattern,
);
const [a, b] = [...workflow.states.values()] as [StepState, StepState];
const canceled = new AwfError('EXECUTION.WORKFLOW.CANCELED', { workflow: 'deploy' });
const done = { status: 'completed', output: 'a', response: {}, durationMs: 1 } as const;

function record() {
  const events: RunEvent[] = [];
  let ms = 0;
  const made = new RunRecord(
    (event) => events.push(event),
    () => (ms += 10),
  );
  return { record: made, types: () => events.map(({ type }) => type) };
}

describe('RunRecord', () => {
  it('knows nothing of a run that has not begun', () => {
    const { record: r } = record();
    expect(r.workflow).to.equal(undefined);
    expect(r.abandon(canceled)).to.equal(undefined);
  });

  it('reports a run that is given up with its name, its states, and the step under way as canceled', () => {
    const { record: r, types } = record();
    r.observe({ type: 'run-started', workflow });
    r.observe({ type: 'step-started', step: a });
    r.observe({ type: 'step-finished', step: a, report: done });
    r.observe({ type: 'step-started', step: b });
    const result = r.abandon(canceled);
    expect(result).to.include({ workflow: 'deploy', status: 'canceled', error: canceled });
    expect(result?.states.get('a')).to.equal(done);
    expect(result?.states.get('b')?.error).to.have.property('code', 'EXECUTION.COMMAND.CANCELED');
    expect(types().slice(-2)).to.deep.equal(['step-finished', 'run-finished']);
    r.observe({ type: 'step-finished', step: b, report: done });
    expect(types()).to.have.length(6);
  });

  it('names the plugin of an operation that is given up, and says failed for another error', () => {
    const { record: r } = record();
    r.observe({ type: 'run-started', workflow });
    r.observe({ type: 'step-started', step: a });
    const result = r.abandon(new AwfError('SYSTEM.INTERNAL.UNMAPPED', { what: 'x' }));
    expect(result?.status).to.equal('failed');
    expect(result?.states.get('a')?.error?.message).to.equal('x of plugin p was canceled');
  });

  it('keeps the states of a run that has ended while its plugins have not', () => {
    const { record: r } = record();
    r.observe({ type: 'run-started', workflow });
    const states = new Map([['a', done]]);
    r.observe({ type: 'run-finished', result: { workflow: 'deploy', status: 'completed', states, durationMs: 5 } });
    expect(r.abandon(canceled)).to.deep.include({ status: 'canceled', states, durationMs: 5, error: canceled });
  });
});
