import type { Finding } from './problem.js';

/** Mistakes in a workflow file. Exit status 2. */
export interface WorkflowErrors {
  /** The file is not valid YAML, or does not have the form of a workflow. */
  readonly 'WORKFLOW.PARSE.YAML_SYNTAX': Finding & { readonly problem: string };
  /** The file uses a field of AWF that is not supported here, and that must not be ignored. */
  readonly 'WORKFLOW.PARSE.UNKNOWN_FIELD': Finding & { readonly field: string; readonly problem: string };
  /** There is no initial state, none of the name it gives, or no terminal state. */
  readonly 'WORKFLOW.VALIDATION.MISSING_STATE': Finding & { readonly problem: string };
  /** A step leads to a state that does not exist, or nowhere. */
  readonly 'WORKFLOW.VALIDATION.INVALID_TRANSITION': Finding & {
    readonly state: string;
    /** Undefined where the state leads nowhere. */
    readonly target: string | undefined;
    readonly similar?: string | undefined;
  };
  /** States lead in a circle that no terminal state can be reached from. */
  readonly 'WORKFLOW.VALIDATION.CYCLE_DETECTED': Finding & { readonly states: readonly string[] };
  /** A `{{...}}` refers to what does not exist, or not yet. */
  readonly 'WORKFLOW.VALIDATION.UNDEFINED_REFERENCE': Finding & {
    readonly state: string;
    /** As written, without the braces. */
    readonly reference: string;
    readonly problem: string;
  };
  /** The plugin that a step's type names does not offer this type. */
  readonly 'WORKFLOW.VALIDATION.UNKNOWN_STEP_TYPE': Finding & {
    readonly step: string;
    /** With the plugin's own name, also where the file has an alias for it. */
    readonly stepType: string;
    /** The types that the plugin offers. */
    readonly known: readonly string[];
  };
  /** A plugin's validator found an error in the workflow. */
  readonly 'WORKFLOW.VALIDATION.PLUGIN_REJECTED': Finding & {
    readonly plugin: string;
    readonly step?: string | undefined;
    readonly field?: string | undefined;
    readonly problem: string;
  };
}
