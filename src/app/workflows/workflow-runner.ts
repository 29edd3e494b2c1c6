import { AwfError } from '../../domain/errors/awf-error.js';
import type { Workflow } from '../../domain/workflow/workflow.js';
import type { Machine, RunnerPorts, RunOptions } from './run-options.js';
import type { RunResult } from './run-result.js';
import { startPlugins } from './plugin-starts.js';
import { WorkflowRun } from './workflow-run.js';

/** Runs workflows: walks their graph of states from the initial to a terminal one. */
export class WorkflowRunner {
  readonly #ports: RunnerPorts;
  readonly #machine: Machine;
  readonly #lifetime = new AbortController();
  readonly #runs = new Set<Promise<unknown>>();

  /** @param machine what `context.User` and `context.Hostname` are; both empty where it is left out */
  constructor(ports: RunnerPorts, machine: Machine = { user: '', hostname: '' }) {
    this.#ports = ports;
    this.#machine = machine;
  }

  /**
   * Runs a workflow to its end. The result says what went wrong, wrong inputs included. Plugins that it started keep running, for the
   * next run or until their manager shuts them down.
   *
   * @throws AwfError `EXECUTION.HOST.CLOSED` after {@link WorkflowRunner.close}
   */
  run(workflow: Workflow, options: RunOptions = {}): Promise<RunResult> {
    if (this.#lifetime.signal.aborted) return Promise.reject(closed());
    const { inputs = {}, signal, observer = () => undefined } = options;
    const { env = {}, cwd = process.cwd(), id = crypto.randomUUID() } = options;
    const settings = { inputs, signal: this.#until(signal), observer, env, cwd, id, machine: this.#machine };
    return this.#tracked(new WorkflowRun(workflow, this.#ports, settings).execute());
  }

  /**
   * Checks what a workflow's file alone does not show: starts its plugins, as a run does, and looks whether they offer its operations
   * and take the inputs that the file gives.
   *
   * @throws AwfError `USER.VALIDATION.OPERATION_INPUT` with the place of each wrong input; `USER.INPUT.OPERATION_NOT_FOUND`; what
   * `PluginManager.init` throws; `EXECUTION.HOST.CLOSED`
   */
  check(workflow: Workflow, { signal }: Pick<RunOptions, 'signal'> = {}): Promise<void> {
    if (this.#lifetime.signal.aborted) return Promise.reject(closed());
    return this.#tracked(startPlugins(workflow, this.#ports, this.#until(signal)));
  }

  /** Cancels all runs, and resolves when they have ended. Every later run is refused. */
  async close(): Promise<void> {
    this.#lifetime.abort(closed());
    await Promise.allSettled(this.#runs);
  }

  #until(signal: AbortSignal | undefined): AbortSignal {
    return signal === undefined ? this.#lifetime.signal : AbortSignal.any([this.#lifetime.signal, signal]);
  }

  #tracked<T>(run: Promise<T>): Promise<T> {
    this.#runs.add(run);
    const forget = (): boolean => this.#runs.delete(run);
    run.then(forget, forget);
    return run;
  }
}

const closed = (): AwfError => new AwfError('EXECUTION.HOST.CLOSED', { call: 'run' });
