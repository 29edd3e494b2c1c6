import { setTimeout as wait } from 'node:timers/promises';
import { longestTimerMs } from 'plugin-async';
import { isRepeated } from '../../domain/workflow/failure-policy.js';
import { delayAfter } from '../../domain/workflow/retry.js';
import type { StepState } from '../../domain/workflow/workflow.js';
import type { Clock } from '../../ports/clock.js';
import type { Retry } from './run-events.js';
import { executeStep, type StepDone, type StepPorts, type StepSurroundings } from './step-executor.js';

/** What a step did in the end, and how often it was executed. */
export interface AttemptsDone {
  readonly done: StepDone;
  readonly attempts: number;
}

/**
 * Executes a step, again and again if its rule says so. As in AWF, the step's timeout is for all executions and waits together: a wait for
 * which no time is left does not begin.
 *
 * @param onRetry is waited for before the step waits
 */
export async function executeAttempts(
  step: StepState,
  around: StepSurroundings,
  ports: StepPorts & { readonly clock: Clock },
  onRetry: (retry: Retry) => Promise<void>,
): Promise<AttemptsDone> {
  const { retry, timeoutMs } = step;
  if (retry === undefined) return { done: await executeStep(step, around, ports), attempts: 1 };
  const begin = ports.clock.monotonicMs();
  const left = (): number => (timeoutMs ?? Infinity) - (ports.clock.monotonicMs() - begin);
  let current = step;
  for (let attempts = 1; ; attempts += 1) {
    const done = await executeStep(current, around, ports);
    const { error, exitCode } = done;
    if (error === undefined || around.signal.aborted) return { done, attempts };
    const delayMs = delayAfter(retry, attempts, Math.random());
    if (!isRepeated(retry, attempts, { exitCode, error }) || delayMs >= left()) return { done, attempts };
    await onRetry({ attempts, delayMs, error });
    if (!(await waited(delayMs, around.signal))) return { done, attempts };
    if (timeoutMs !== undefined) current = { ...step, timeoutMs: Math.max(1, left()) };
  }
}

/** False if the signal came first. Node's timers last for 24 days, and a longer one would fire at once. */
const waited = (delayMs: number, signal: AbortSignal): Promise<boolean> =>
  wait(Math.min(delayMs, longestTimerMs), true, { signal }).catch(() => false);
