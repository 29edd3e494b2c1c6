import type { AwfError } from '../../domain/errors/awf-error.js';
import type { ValidationResult } from '../../domain/plugin/validation-result.js';
import { placeIn, type SourcePosition } from '../../domain/workflow/source-position.js';
import { asOneError, workflowProblem, type WorkflowProblem } from '../../domain/workflow/workflow-problems.js';
import type { Workflow } from '../../domain/workflow/workflow.js';

/** What a plugin found in a workflow. */
export interface PluginIssue extends ValidationResult {
  /** The plugin that found it. */
  readonly plugin: string;
  /** Where the step stands in the file; the states for the workflow as a whole. */
  readonly at: SourcePosition;
}

/** A plugin that was asked. */
export interface AskedValidator {
  /** The name in the manifest. */
  readonly plugin: string;
  /** Why it has not answered, or not all questions. What it found nevertheless is in the report. */
  readonly error?: AwfError;
  /** How many of its findings are left out, because there were too many. The most serious ones are kept. @default 0 */
  readonly omitted?: number;
}

/** What the validators of all plugins said about a workflow. */
export interface ValidationReport {
  /** What they found, each once, plugin by plugin. */
  readonly issues: readonly PluginIssue[];
  /** The plugins, in the order of their names. */
  readonly validators: readonly AskedValidator[];
}

/** The report where nobody was asked. */
export const nobodyAsked: ValidationReport = { issues: [], validators: [] };

/** Why a workflow may not run: the errors that validators found, as one error. */
export const rejectionOf = (workflow: Workflow, { issues }: ValidationReport): WorkflowProblem | undefined =>
  asOneError(
    issues
      .filter(({ severity }) => severity === 'error')
      .map(({ at, plugin, step, field, message: problem }) => {
        const details = { ...placeIn(workflow.file, at), plugin, step, field, problem };
        return workflowProblem('WORKFLOW.VALIDATION.PLUGIN_REJECTED', details);
      }),
  );
