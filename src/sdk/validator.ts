import { checkKeys } from './declared-keys.js';
import type { PluginLog } from './plugin-log.js';
import type { ConfigOf, SettingDefinitions } from './settings.js';
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
export interface ValidatorContext<Config = JsonObject> {
  /** Aborted when the host stops waiting. */
  readonly signal: AbortSignal;
  /** Writes to the host's log. */
  readonly log: PluginLog;
  /** The configuration that the plugin was initialized with. */
  readonly config: Config;
}

/**
 * Rules that workflows are checked against before they run. Both methods may be left out. An exception does not refuse a workflow: hosts
 * show it as a warning.
 */
export interface Validator {
  /** The settings of the plugin that it reads: those that the plugin has as `config`. @default any */
  readonly pluginConfig?: SettingDefinitions;
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

/** The definition of a validator whose methods get the settings with the declared types. */
export interface ValidatorDefinition<C extends SettingDefinitions = SettingDefinitions> {
  /** The settings of the plugin that it reads: those that `plugin()` has as `config`. @default any */
  readonly pluginConfig?: C;
  /** Called once for a workflow. */
  validateWorkflow?(
    workflow: WorkflowDefinition,
    context: ValidatorContext<ConfigOf<C>>,
  ): ValidationIssues | Promise<ValidationIssues>;
  /** Called for each step of a workflow. The step is `workflow.steps[stepName]`. */
  validateStep?(
    workflow: WorkflowDefinition,
    stepName: string,
    context: ValidatorContext<ConfigOf<C>>,
  ): ValidationIssues | Promise<ValidationIssues>;
}

/** Declares a validator; its `config` gets its types from the settings that it reads. @throws TypeError for an unknown member */
export function validator<const C extends SettingDefinitions>(definition: ValidatorDefinition<C>): Validator {
  checkKeys(definition, ['pluginConfig', 'validateWorkflow', 'validateStep'], 'the validator');
  return definition;
}
