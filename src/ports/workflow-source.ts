import type { Problem } from '../domain/errors/problem.js';
import type { Workflow } from '../domain/workflow/workflow.js';
import type { CallOptions } from './call-options.js';
import { token } from './token.js';

/** A valid workflow, with the warnings about its file. */
export interface LoadedWorkflow {
  /** Checked as a whole. */
  readonly workflow: Workflow;
  /** For example unknown keys, and states that cannot be reached. Each has its line. */
  readonly warnings: readonly Problem[];
}

/** Reads workflows from where users keep them. */
export interface WorkflowSource {
  /**
   * The workflow at a path, checked as a whole.
   *
   * @throws AwfError `USER.INPUT.MISSING_FILE`, `SYSTEM.IO.READ_FAILED`, `.TIMEOUT`, `EXECUTION.WORKFLOW.CANCELED`, `WORKFLOW.PARSE.*`,
   * `WORKFLOW.VALIDATION.*`; the latter two with the first place that is wrong, and the others in `details.others`
   */
  load(path: string, options?: CallOptions): Promise<LoadedWorkflow>;
  /**
   * The workflow in a text, in the language that this source reads. `name` is what errors call the text.
   *
   * @throws AwfError `WORKFLOW.PARSE.*`, `WORKFLOW.VALIDATION.*`, as {@link WorkflowSource.load}
   */
  parse(text: string, name: string): Promise<LoadedWorkflow>;
}

/** What the {@link WorkflowSource} is bound under. */
export const WORKFLOW_SOURCE = token<WorkflowSource>('WorkflowSource');
