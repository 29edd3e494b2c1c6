import type { AwfError } from '../errors/awf-error.js';
import type { RetryRule } from './retry.js';
import type { StepState } from './workflow.js';

/**
 * Whether a failure is an outcome of a step, which its workflow may handle. Everything else is a wrong set-up, such as a missing plugin
 * or an unreadable file. A wrong set-up ends the run with its own code, whatever the workflow says. An input of an operation, or a setting of a step,
 * that turns out wrong while the run goes on is an outcome: steps before it have done things that `on_failure` may have to undo.
 */
export const isOutcome = (error: AwfError): boolean =>
  error.code === 'USER.VALIDATION.OPERATION_INPUT' ||
  error.code === 'USER.VALIDATION.STEP_CONFIG' ||
  (error.code.startsWith('EXECUTION.') && error.code !== 'EXECUTION.HOST.CLOSED');

/** An execution that failed. */
export interface FailedAttempt {
  readonly exitCode: number;
  readonly error: AwfError;
}

/** Whether a step is executed again after so many executions. An invalid input stays invalid, so it never is a reason. */
export function isRepeated(rule: RetryRule, attempts: number, { exitCode, error }: FailedAttempt): boolean {
  if (attempts >= rule.maxAttempts) return false;
  if (!isOutcome(error) || error.code.startsWith('USER.')) return false;
  return rule.exitCodes.length === 0 || rule.exitCodes.includes(exitCode);
}

/** Name of the state that follows a step; undefined when the step's failure ends the run. */
export function stateAfter(step: StepState, failure: AwfError | undefined): string | undefined {
  if (failure === undefined) return step.onSuccess?.value;
  if (!isOutcome(failure)) return undefined;
  return (step.continueOnError ? step.onSuccess : step.onFailure)?.value;
}
