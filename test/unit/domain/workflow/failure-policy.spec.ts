import { expect } from 'chai';
import { AwfError } from '../../../../src/domain/errors/awf-error.js';
import { isOutcome, isRepeated, stateAfter } from '../../../../src/domain/workflow/failure-policy.js';
import { usualRetry, type RetryRule } from '../../../../src/domain/workflow/retry.js';
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

const rule = (fields: Partial<RetryRule> = {}): RetryRule => ({ ...usualRetry, maxAttempts: 3, ...fields });

describe('A step that may be repeated', () => {
  it('is repeated until it has been executed as often as its rule says', () => {
    expect([1, 2, 3, 4].map((attempts) => isRepeated(rule(), attempts, { exitCode: 1, error: failed }))).to.deep.equal([
      true,
      true,
      false,
      false,
    ]);
  });

  it('is repeated for the exit codes that its rule names, and without any for all', () => {
    const repeats = (exitCodes: readonly number[], exitCode: number): boolean =>
      isRepeated(rule({ exitCodes }), 1, { exitCode, error: failed });
    expect(repeats([75, 111], 111)).to.equal(true);
    expect(repeats([75, 111], 1)).to.equal(false);
    expect(repeats([], 7)).to.equal(true);
  });

  it('is not repeated for a wrong input, a wrong set-up or a host that is closed', () => {
    for (const error of [
      new AwfError('USER.VALIDATION.OPERATION_INPUT', { operation: 'p.o', problems: [] }),
      new AwfError('USER.INPUT.OPERATION_NOT_FOUND', { operation: 'p.o', known: [] }),
      new AwfError('EXECUTION.HOST.CLOSED', { call: 'run' }),
    ])
      expect(isRepeated(rule(), 1, { exitCode: 1, error }), error.code).to.equal(false);
  });
});
