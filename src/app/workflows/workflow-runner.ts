import { randomUUID } from 'node:crypto';
import type { Workflow } from '../../domain/workflow/workflow.js';
import type { RunnerPorts, RunOptions } from './run-options.js';
import type { RunResult } from './run-result.js';
import { WorkflowRun } from './workflow-run.js';

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
