import { setImmediate as nextTurn } from 'node:timers/promises';
import { AwfError } from '../../domain/errors/awf-error.js';
import type { Progress } from '../../domain/plugin/progress.js';
import { stateAfter } from '../../domain/workflow/failure-policy.js';
import { resolveInputs } from '../../domain/workflow/input-declaration.js';
import { evaluateToText, type EvaluationContext } from '../../domain/workflow/template-evaluator.js';
import {
  pluginsOf,
  shownName,
  type StepState,
  type TerminalState,
  type Workflow,
} from '../../domain/workflow/workflow.js';
import { checkWorkflow, validatorsFor } from './check-workflow.js';
import { executeAttempts } from './execute-attempts.js';
import type { Retry } from './run-events.js';
import { eventListeners, startListeners } from './event-listeners.js';
import { LifecycleEvents } from './lifecycle-events.js';
import type { RunResult, StateReport } from './run-result.js';
import { RunScope } from './run-scope.js';
import { maskInputs } from './secret-inputs.js';
import { rejectionOf, type ValidationReport } from './validation-report.js';
import type { RunnerPorts, RunSettings } from './run-options.js';

/** One run of one workflow. */
export class WorkflowRun {
  readonly #workflow: Workflow;
  readonly #ports: RunnerPorts;
  readonly #options: RunSettings;
  readonly #reports = new Map<string, StateReport>();
  readonly #begin: number;
  readonly #events: LifecycleEvents;
  #lastFailure: AwfError | undefined;
  #validation: ValidationReport | undefined;

  constructor(workflow: Workflow, ports: RunnerPorts, options: RunSettings) {
    this.#workflow = workflow;
    this.#ports = ports;
    this.#options = options;
    this.#begin = ports.clock.monotonicMs();
    this.#events = new LifecycleEvents(ports, { id: options.id, workflow: workflow.name });
  }

  async execute(): Promise<RunResult> {
    this.#options.observer({ type: 'run-started', workflow: this.#workflow });
    let error: AwfError | undefined;
    try {
      await this.#walk();
    } catch (thrown) {
      if (!AwfError.is(thrown)) throw thrown;
      error = thrown;
    }
    if (error !== undefined && this.#options.signal.aborted)
      error = new AwfError('EXECUTION.WORKFLOW.CANCELED', { workflow: this.#workflow.name }, { cause: error });
    const ended = { durationMs: this.#elapsed(), ...(error === undefined ? {} : { error }) };
    await this.#events.workflowEnded(ended);
    const { dropped } = this.#events;
    const result: RunResult = {
      workflow: this.#workflow.name,
      status: error === undefined ? 'completed' : isCanceled(error) ? 'canceled' : 'failed',
      states: this.#reports,
      ...(this.#validation === undefined ? {} : { validation: this.#validation }),
      ...ended,
      ...(dropped.size === 0 ? {} : { droppedEvents: dropped }),
    };
    this.#options.observer({ type: 'run-finished', result });
    return result;
  }

  /** From the initial state to a terminal one. @throws AwfError when the workflow does not end well */
  async #walk(): Promise<void> {
    const workflow = this.#workflow;
    const options = this.#options;
    if (this.#ports.secrets !== undefined) maskInputs(workflow.inputs, options.inputs, this.#ports.secrets);
    const inputs = resolveInputs(workflow.name, workflow.inputs, options.inputs);
    await this.#check();
    await this.#events.workflowStarted();
    const scope = new RunScope({ ...options, workflow, inputs, startedAt: this.#ports.clock.now() });
    for (let name = workflow.initial?.value ?? ''; ;) {
      // A cycle of steps that fail at once would otherwise block signals, such as Ctrl-C.
      await nextTurn();
      if (options.signal.aborted) throw new AwfError('EXECUTION.WORKFLOW.CANCELED', { workflow: workflow.name });
      const state = workflow.states.get(name);
      if (state === undefined) throw new AwfError('SYSTEM.INTERNAL.UNMAPPED', { what: `no state ${name}` });
      const context = {
        scope: scope.at(shownName(state), this.#elapsed()),
        file: workflow.file,
        state: shownName(state),
      };
      if (state.kind === 'terminal') {
        this.#end(state, context);
        return;
      }
      name = await this.#step(state, context, scope);
    }
  }

  /** Starts the plugins and asks the validators. @throws AwfError what {@link checkWorkflow} throws, and the errors that validators found */
  async #check(): Promise<void> {
    const { observer, signal } = this.#options;
    const validators = await validatorsFor(this.#ports, this.#options, signal);
    const needed = [...new Set([...pluginsOf(this.#workflow), ...validators])];
    const listeners = (await eventListeners(this.#ports, signal)).filter((name) => !needed.includes(name));
    if (needed.length + listeners.length === 0) return;
    const begin = this.#ports.clock.monotonicMs();
    observer({ type: 'plugins-starting', plugins: [...needed, ...listeners] });
    const [report, listening] = await Promise.all([
      checkWorkflow(this.#workflow, validators, this.#ports, this.#options),
      startListeners(listeners, this.#ports, signal),
    ]);
    const durationMs = this.#ports.clock.monotonicMs() - begin;
    observer({ type: 'plugins-started', plugins: [...needed, ...listening], durationMs });
    if (validators.length === 0) return;
    this.#validation = report;
    observer({ type: 'validated', report });
    const rejection = rejectionOf(this.#workflow, report);
    if (rejection !== undefined) throw rejection;
  }

  /** Executes a step. @returns the name of the next state */
  async #step(step: StepState, context: EvaluationContext, scope: RunScope): Promise<string> {
    const { observer, cwd, env, signal } = this.#options;
    observer({ type: 'step-started', step });
    await this.#events.stepStarted(step.name);
    const begin = this.#ports.clock.monotonicMs();
    const onProgress = (progress: Progress): void => observer({ type: 'step-progress', step, progress });
    const around = { context, cwd, env, signal, onProgress };
    const { done, attempts } = await executeAttempts(step, around, this.#ports, async (retry: Retry) => {
      observer({ type: 'step-retrying', step, retry });
      await this.#events.stepRetrying(step.name, retry.attempts);
    });
    const durationMs = this.#ports.clock.monotonicMs() - begin;
    scope.record(step.name, { ...done, durationMs });
    const { status, output, response, error } = done;
    const report = {
      status,
      output,
      response,
      durationMs,
      ...(attempts === 1 ? {} : { attempts }),
      ...(error === undefined ? {} : { error }),
    };
    this.#reports.set(step.name, report);
    observer({ type: 'step-finished', step, report });
    await this.#events.stepEnded(step.name, report);
    this.#lastFailure = error ?? this.#lastFailure;
    return this.#next(step, error);
  }

  #next(step: StepState, failure: AwfError | undefined): string {
    const next = stateAfter(step, failure);
    if (failure !== undefined && (next === undefined || this.#options.signal.aborted)) throw failure;
    return next ?? '';
  }

  /** @throws AwfError `EXECUTION.WORKFLOW.FAILED` in a state of failure */
  #end(state: TerminalState, context: EvaluationContext): void {
    const message = state.message === undefined ? '' : evaluateToText(state.message, context);
    const failed = state.status === 'failure';
    if (!state.inline) {
      const status = failed ? 'failed' : 'completed';
      this.#reports.set(state.name, { status, output: message, response: {}, durationMs: 0 });
    }
    this.#options.observer({ type: 'terminal-reached', state, message });
    if (!failed) return;
    const details = {
      workflow: this.#workflow.name,
      state: shownName(state),
      message: message === '' ? undefined : message,
    };
    throw new AwfError('EXECUTION.WORKFLOW.FAILED', details, { cause: this.#lastFailure });
  }

  #elapsed(): number {
    return this.#ports.clock.monotonicMs() - this.#begin;
  }
}

const isCanceled = (error: AwfError): boolean => error.code === 'EXECUTION.WORKFLOW.CANCELED';
