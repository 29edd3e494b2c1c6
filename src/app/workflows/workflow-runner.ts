import { AwfError } from '../../domain/errors/awf-error.js';
import type { Workflow } from '../../domain/workflow/workflow.js';
import { checkBuiltInSteps } from './plugin-starts.js';
import { checkWorkflow, validatorsFor, type ValidatorSettings } from './check-workflow.js';
import { defaultValidatorSettings, type Machine, type RunnerPorts, type RunOptions } from './run-options.js';
import type { RunResult } from './run-result.js';
import type { ValidationReport } from './validation-report.js';
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
    const run = { inputs, signal: this.#until(signal), observer, env, cwd, id, machine: this.#machine };
    const settings = { ...run, ...validatorSettings(options) };
    return this.#tracked(new WorkflowRun(workflow, this.#ports, settings).execute());
  }

  /**
   * Checks what a workflow's file alone does not show: starts its plugins, as a run does, looks whether they offer its operations
   * and types of steps and take the inputs and settings that the file gives, and asks the plugins that check workflows.
   *
   * @returns what these found. It does not reject because of that; `rejectionOf` gives the error that a run would end with.
   * @throws AwfError `USER.VALIDATION.OPERATION_INPUT` with the place of each wrong input; `USER.INPUT.OPERATION_NOT_FOUND`,
   * `WORKFLOW.VALIDATION.UNKNOWN_STEP_TYPE`, `USER.VALIDATION.STEP_CONFIG`; what `PluginManager.init` throws; `EXECUTION.HOST.CLOSED`
   */
  check(workflow: Workflow, options: CheckOptions = {}): Promise<ValidationReport> {
    if (this.#lifetime.signal.aborted) return Promise.reject(closed());
    const settings = { ...validatorSettings(options), signal: this.#until(options.signal) };
    return this.#tracked(this.#check(workflow, settings));
  }

  /**
   * Checks the steps of a workflow that use operations of the host itself. No plugin is started.
   *
   * @returns whether these are all steps that need a plugin
   * @throws AwfError `USER.INPUT.OPERATION_NOT_FOUND`, `USER.VALIDATION.OPERATION_INPUT`, `EXECUTION.PLUGIN.DISABLED`, `EXECUTION.HOST.CLOSED`
   */
  checkBuiltIns(workflow: Workflow, { signal }: Pick<RunOptions, 'signal'> = {}): Promise<boolean> {
    if (this.#lifetime.signal.aborted) return Promise.reject(closed());
    return this.#tracked(checkBuiltInSteps(workflow, this.#ports, this.#until(signal)));
  }

  async #check(workflow: Workflow, settings: ValidatorSettings & { signal: AbortSignal }): Promise<ValidationReport> {
    const validators = await validatorsFor(this.#ports, settings, settings.signal);
    return checkWorkflow(workflow, validators, this.#ports, settings);
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

/** Options of {@link WorkflowRunner.check}. */
export type CheckOptions = Pick<RunOptions, 'signal' | 'skipValidators' | 'validatorTimeoutMs'>;

const validatorSettings = ({
  skipValidators = defaultValidatorSettings.skipValidators,
  validatorTimeoutMs = defaultValidatorSettings.validatorTimeoutMs,
}: CheckOptions): ValidatorSettings => ({ skipValidators, validatorTimeoutMs });

const closed = (): AwfError => new AwfError('EXECUTION.HOST.CLOSED', { call: 'run' });
