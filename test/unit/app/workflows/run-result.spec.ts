import { expect } from 'chai';
import { resultToJson, type RunResult, type StateReport } from '../../../../src/app/workflows/run-result.js';
import { AwfError } from '../../../../src/domain/errors/awf-error.js';

describe('resultToJson()', () => {
  const ran: StateReport = { status: 'completed', output: 'hi', response: {}, durationMs: 1.26 };
  const completed: RunResult = {
    workflow: 'w',
    status: 'completed',
    states: new Map([['one', ran]]),
    durationMs: 2,
  };

  it('shows what ran, with durations to a tenth of a millisecond', () => {
    expect(resultToJson(completed)).to.deep.equal({
      workflow: 'w',
      status: 'completed',
      durationMs: 2,
      states: { one: { status: 'completed', output: 'hi', response: {}, durationMs: 1.3 } },
    });
  });

  it('shows the errors of states and of the whole, with hints if it is given some', () => {
    const error = new AwfError('EXECUTION.COMMAND.CANCELED', { step: 'one' }, { cause: new Error('why') });
    const failed: RunResult = {
      ...completed,
      status: 'failed',
      states: new Map([['one', { ...ran, status: 'failed', error }]]),
      error,
    };
    const shown = { code: error.code, message: error.message, cause: { message: 'why' } };
    const { error: whole, states } = resultToJson(failed) as { error: object; states: { one: { error: object } } };
    expect(whole).to.deep.include({ code: shown.code, message: shown.message });
    expect(whole).to.have.nested.property('cause.message', 'why');
    expect(states.one.error).to.deep.equal(whole);
    expect(resultToJson(failed, () => 'do this')).to.have.nested.property('states.one.error.hint', 'do this');
  });
});
