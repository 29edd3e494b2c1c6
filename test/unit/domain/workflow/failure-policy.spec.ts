import { expect } from 'chai';
import { AwfError } from '../../../../src/domain/errors/awf-error.js';
import { isOutcome, stateAfter } from '../../../../src/domain/workflow/failure-policy.js';
import type { CommandState } from '../../../../src/domain/workflow/workflow.js';

const at = { line: 1, column: 1 };
const to = (value: string) => ({ value, at });
const step = (ways: Partial<CommandState>): CommandState => ({
  kind: 'command',
  name: 'a',
  at,
  command: { kind: 'text', at, source: 'true', template: { parts: ['true'] } },
  continueOnError: false,
  onSuccess: to('next'),
  ...ways,
});
const failed = new AwfError('EXECUTION.COMMAND.FAILED', { step: 'a', exitCode: 1, stderrTail: '' });
const wrongInput = new AwfError('USER.VALIDATION.OPERATION_INPUT', { operation: 'p.x', problems: [] });
const noOutcomes = [
  new AwfError('USER.INPUT.PLUGIN_NOT_FOUND', { plugin: 'p', known: [] }),
  new AwfError('SYSTEM.IO.READ_FAILED', { path: '/x' }),
  new AwfError('EXECUTION.HOST.CLOSED', { call: 'execute' }),
];

describe('The failure policy', () => {
  it('continues with on_success after a success', () => {
    expect(stateAfter(step({ onFailure: to('bad') }), undefined)).to.equal('next');
  });

  for (const failure of [failed, wrongInput])
    it(`lets a step handle ${failure.code}`, () => {
      expect(isOutcome(failure)).to.equal(true);
      expect(stateAfter(step({ onFailure: to('bad') }), failure)).to.equal('bad');
      expect(stateAfter(step({ onFailure: to('bad'), continueOnError: true }), failure)).to.equal('next');
      expect(stateAfter(step({}), failure)).to.equal(undefined);
    });

  for (const failure of noOutcomes)
    it(`ends the run with ${failure.code}`, () => {
      expect(isOutcome(failure)).to.equal(false);
      expect(stateAfter(step({ onFailure: to('bad'), continueOnError: true }), failure)).to.equal(undefined);
    });
});
