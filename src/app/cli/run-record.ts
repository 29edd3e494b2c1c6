import { AwfError } from '../../domain/errors/awf-error.js';
import type { StepState, Workflow } from '../../domain/workflow/workflow.js';
import type { RunEvent, RunObserver } from '../workflows/run-events.js';
import type { RunResult, StateReport } from '../workflows/run-result.js';

/** Records a run while it continues, so that a run that is ended at once is reported like any other. */
export class RunRecord {
  readonly #observer: RunObserver;
  readonly #now: () => number;
  readonly #states = new Map<string, StateReport>();
  #workflow: Workflow | undefined;
  #begin = 0;
  #step: { readonly step: StepState; readonly since: number } | undefined;
  #result: RunResult | undefined;

  /**
   * @param observer is told everything, and what {@link RunRecord.abandon} adds
   * @param now milliseconds
   */
  constructor(observer: RunObserver, now: () => number = () => performance.now()) {
    this.#observer = observer;
    this.#now = now;
  }

  /** Name of the workflow, once its run has begun. */
  get workflow(): string | undefined {
    return this.#workflow?.name;
  }

  readonly observe = (event: RunEvent): void => {
    if (this.#result !== undefined) return;
    this.#note(event);
    this.#observer(event);
  };

  /**
   * Ends the record and returns the result so far. The current step counts as canceled. Later events are ignored.
   *
   * @returns undefined if no run has begun
   */
  abandon(error: AwfError): RunResult | undefined {
    const status = error.code === 'EXECUTION.WORKFLOW.CANCELED' ? 'canceled' : 'failed';
    // The run has ended, but not the plugins.
    if (this.#result !== undefined) return { ...this.#result, status, error };
    const workflow = this.#workflow;
    if (workflow === undefined) return undefined;
    if (this.#step !== undefined) this.observe(canceledStep(this.#step.step, this.#now() - this.#step.since));
    const durationMs = this.#now() - this.#begin;
    const result: RunResult = { workflow: workflow.name, status, states: this.#states, durationMs, error };
    this.observe({ type: 'run-finished', result });
    return result;
  }

  #note(event: RunEvent): void {
    switch (event.type) {
      case 'run-started':
        this.#workflow = event.workflow;
        this.#begin = this.#now();
        break;
      case 'step-started':
        this.#step = { step: event.step, since: this.#now() };
        break;
      case 'step-finished':
        this.#step = undefined;
        this.#states.set(event.step.name, event.report);
        break;
      case 'run-finished':
        this.#result = event.result;
        break;
      case 'plugins-starting':
      case 'plugins-started':
      case 'validated':
      case 'step-progress':
      case 'step-retrying':
      case 'terminal-reached':
        break;
    }
  }
}

function canceledStep(step: StepState, durationMs: number): RunEvent {
  const error = cancellationOf(step);
  return {
    type: 'step-finished',
    step,
    report: { status: 'failed', output: '', response: {}, durationMs, error },
  };
}

function cancellationOf(step: StepState): AwfError {
  if (step.kind === 'command') return new AwfError('EXECUTION.COMMAND.CANCELED', { step: step.name });
  const { plugin, call } =
    step.kind === 'operation'
      ? { plugin: step.operation.value.plugin, call: step.operation.value.operation }
      : { plugin: step.stepType.value.plugin, call: step.stepType.value.type };
  return new AwfError('EXECUTION.PLUGIN.CANCELED', { plugin, call });
}
