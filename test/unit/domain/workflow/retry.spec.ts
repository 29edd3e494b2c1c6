import { expect } from 'chai';
import { AwfError } from '../../../../src/domain/errors/awf-error.js';
import { delayAfter, isRepeated, usualRetry, type RetryRule } from '../../../../src/domain/workflow/retry.js';

const rule = (fields: Partial<RetryRule> = {}): RetryRule => ({ ...usualRetry, maxAttempts: 3, ...fields });
const failed = new AwfError('EXECUTION.PLUGIN.OPERATION_FAILED', { operation: 'p.o', message: 'no' });
const delays = (fields: Partial<RetryRule>, random = 0.5): readonly number[] =>
  [1, 2, 3, 4].map((attempts) => delayAfter(rule(fields), attempts, random));

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

describe('The wait before a step is repeated', () => {
  it('is the same each time, or grows by itself, or by a factor', () => {
    const initialDelayMs = 100;
    expect(delays({ initialDelayMs })).to.deep.equal([100, 100, 100, 100]);
    expect(delays({ initialDelayMs, backoff: 'linear' })).to.deep.equal([100, 200, 300, 400]);
    expect(delays({ initialDelayMs, backoff: 'exponential' })).to.deep.equal([100, 200, 400, 800]);
    expect(delays({ initialDelayMs, backoff: 'exponential', multiplier: 0.5 })).to.deep.equal([100, 50, 25, 12.5]);
  });

  it('is no longer than its rule allows, before chance changes it', () => {
    const fields = { initialDelayMs: 100, backoff: 'linear', maxDelayMs: 250 } as const;
    expect(delays(fields)).to.deep.equal([100, 200, 250, 250]);
    expect(delays({ ...fields, jitter: 0.2 }, 1)).to.deep.equal([120, 240, 300, 300]);
    expect(delays({ ...fields, jitter: 1 }, 0)).to.deep.equal([0, 0, 0, 0]);
  });

  it('is a number for every factor', () => {
    expect(delayAfter(rule({ backoff: 'exponential', multiplier: 1e300 }), 5, 0.5)).to.equal(0);
    const endless = rule({ initialDelayMs: 1, backoff: 'exponential', multiplier: 1e300 });
    expect(delayAfter(endless, 5, 0.5)).to.equal(Infinity);
  });
});
