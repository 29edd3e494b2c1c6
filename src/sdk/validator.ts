import type { PluginLog } from './plugin-log.js';
import type { JsonObject } from '../domain/json.js';
import type { Severity } from '../domain/plugin/validation-result.js';
import type { WorkflowDefinition } from './workflow-definition.js';

/** What a validator found. */
export interface ValidationIssue {
  /** An `error` refuses the workflow; `warning` and `info` are shown. @default 'error' */
  readonly severity?: Severity;
  /** For people. */
  readonly message: string;
  /** Name of the step. @default in `validateStep`, the step that was asked about; else the workflow as a whole */
  readonly step?: string;
  /** The field that it is about, such as `timeout`. */
  readonly field?: string;
}

/** What a validator found; nothing is as good as an empty list. */
export type ValidationIssues = readonly ValidationIssue[] | undefined;

/** What a validator can use. */
export interface ValidatorContext {
  /** Aborted when the host stops waiting. */
  readonly signal: AbortSignal;
  /** Writes to the host's log. */
  readonly log: PluginLog;
  /** The configuration that the plugin was initialized with. */
  readonly config: JsonObject;
}

/**
 * Rules that workflows are checked against before they run. Both methods may be left out. An exception does not refuse a workflow: hosts
 * show it as a warning.
 */
export interface Validator {
  /** Called once for a workflow. */
  validateWorkflow?(
    workflow: WorkflowDefinition,
    context: ValidatorContext,
  ): ValidationIssues | Promise<ValidationIssues>;
  /** Called for each step of a workflow. The step is `workflow.steps[stepName]`. */
  validateStep?(
    workflow: WorkflowDefinition,
    stepName: string,
    context: ValidatorContext,
  ): ValidationIssues | Promise<ValidationIssues>;
}
