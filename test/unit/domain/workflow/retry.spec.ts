import { expect } from 'chai';
import { delayAfter, usualRetry, type RetryRule } from '../../../../src/domain/workflow/retry.js';

const rule = (fields: Partial<RetryRule> = {}): RetryRule => ({ ...usualRetry, maxAttempts: 3, ...fields });
const delays = (fields: Partial<RetryRule>, random = 0.5): readonly number[] =>
  [1, 2, 3, 4].map((attempts) => delayAfter(rule(fields), attempts, random));

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
