import { expect } from 'chai';
import type { WorkflowProblem } from '../../../../src/domain/workflow/workflow-problems.js';
import type { RetryRule } from '../../../../src/domain/workflow/retry.js';
import { compilePattern } from '../../../../src/infrastructure/workflow_file/re2-pattern.js';
import { parseWorkflow } from '../../../../src/infrastructure/workflow_file/yaml-workflow-source.js';

function read(retry: string): RetryRule | undefined | string {
  const text = `name: f\nstates:\n  initial: a\n  a: { type: step, command: x, on_success: b, retry: ${retry} }\n  b: { type: terminal }\n`;
  try {
    const state = parseWorkflow(text, 'f.yaml', compilePattern).workflow.states.get('a');
    return state?.kind === 'command' ? state.retry : undefined;
  } catch (error) {
    return (error as WorkflowProblem).message;
  }
}

describe('retry of a step', () => {
  it('has AWF’s fields, and AWF’s values where they are not given', () => {
    expect(read('{ max_attempts: 3 }')).to.deep.equal({
      maxAttempts: 3,
      initialDelayMs: 0,
      backoff: 'constant',
      multiplier: 2,
      jitter: 0,
      exitCodes: [],
    });
    const whole =
      '{ max_attempts: 5, initial_delay: 500ms, max_delay: 1m, backoff: exponential, multiplier: 1.5, jitter: 0.25, retryable_exit_codes: [1, 75] }';
    expect(read(whole)).to.deep.equal({
      maxAttempts: 5,
      initialDelayMs: 500,
      maxDelayMs: 60_000,
      backoff: 'exponential',
      multiplier: 1.5,
      jitter: 0.25,
      exitCodes: [1, 75],
    });
  });

  it('may be empty, which is none', () => {
    expect(read('')).to.equal(undefined);
  });

  for (const [retry, problem] of [
    ['{}', 'states.a.retry.max_attempts is missing'],
    ['{ max_attempts: 0 }', 'max_attempts is 0, but must be a whole number from 1 to 1000'],
    ['{ max_attempts: 1001 }', 'max_attempts is 1001, but must be a whole number from 1 to 1000'],
    ['{ max_attempts: 1.5 }', 'max_attempts is 1.5, but must be a whole number'],
    ['{ max_attempts: many }', 'max_attempts: expected a number but found "many"'],
    ['{ max_attempts: 2, jitter: 1.1 }', 'jitter is 1.1, but must be a number from 0 to 1'],
    ['{ max_attempts: 2, multiplier: -1 }', 'multiplier is -1, but must be a number of at least 0'],
    ['{ max_attempts: 2, multiplier: .nan }', 'multiplier is NaN'],
    ['{ max_attempts: 2, backoff: cubic }', 'backoff is cubic, but must be constant or linear or exponential'],
    ['{ max_attempts: 2, initial_delay: soon }', 'initial_delay: expected a duration'],
    ['{ max_attempts: 2, retryable_exit_codes: [1, x] }', 'retryable_exit_codes: expected whole numbers'],
    ['{ max_attempts: 2, retryable_exit_codes: 1 }', 'retryable_exit_codes: expected a list'],
    ['3', 'states.a.retry: expected a map'],
  ])
    it(`is refused when it is ${retry}`, () => {
      expect(read(retry ?? ''))
        .to.be.a('string')
        .that.includes(problem);
    });
});
