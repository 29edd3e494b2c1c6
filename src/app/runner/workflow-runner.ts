import { randomUUID } from 'node:crypto';
import type { JsonObject } from '../../domain/json.js';
import type { Workflow } from '../../domain/workflow/workflow.js';
import type { Clock } from '../../ports/clock.js';
import type { CommandRunner } from '../../ports/command-runner.js';
import type { Logger } from '../../ports/logger.js';
import type { OperationProvider } from '../../ports/operation-provider.js';
import type { PluginManager } from '../../ports/plugin-manager.js';
import type { RunObserver } from './run-events.js';
import type { RunResult } from './run-result.js';
import { WorkflowRun } from './workflow-run.js';

/** What a {@link WorkflowRunner} works with. */
export interface RunnerPorts {
  readonly operations: OperationProvider;
  readonly plugins: PluginManager;
  readonly commands: CommandRunner;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Options of one run. */
export interface RunOptions {
  /** Values for the workflow's inputs; texts are converted to the declared types. @default none */
  readonly inputs?: JsonObject;
  /** Cancels the run: the step under way is canceled, no other is begun. */
  readonly signal?: AbortSignal;
  /** Told of everything as it happens. */
  readonly observer?: RunObserver;
  /** What `env.X` means, and the environment of commands. @default empty */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Working directory of commands. @default that of this process */
  readonly cwd?: string;
  /** `workflow.ID`. @default a random UUID */
  readonly id?: string;
}

/** Runs workflows: walks their graph of states from the initial to a terminal one. */
export class WorkflowRunner {
  constructor(private readonly ports: RunnerPorts) {}

  /**
   * Runs a workflow to its end. Whatever goes wrong is in the result, a wrong input included; it rejects for defects of this program alone.
   * Plugins that it started keep running, for the next run or until their manager shuts them down.
   */
  run(workflow: Workflow, options: RunOptions = {}): Promise<RunResult> {
    const { inputs = {}, signal = new AbortController().signal, observer = () => undefined } = options;
    const { env = {}, cwd = process.cwd(), id = randomUUID() } = options;
    return new WorkflowRun(workflow, this.ports, { inputs, signal, observer, env, cwd, id }).execute();
  }
}
