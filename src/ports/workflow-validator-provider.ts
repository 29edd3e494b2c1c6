import type { ValidationResult } from '../domain/plugin/validation-result.js';
import type { CallOptions } from './call-options.js';
import { token } from './token.js';

/**
 * Asks plugins what they think of workflows. A workflow is a JSON object, as `workflowJson` of the domain makes it. Contract: clauses
 * WV-01 and following.
 */
export interface WorkflowValidatorProvider {
  /**
   * Names of the plugins that check workflows, sorted: those whose manifest says so, unless they are disabled. None is started.
   *
   * @throws AwfError what `PluginManager.discover` throws
   */
  listValidators(options?: CallOptions): Promise<readonly string[]>;

  /**
   * Starts a plugin. The calls below do so too, but their time limits include the start.
   *
   * @throws AwfError what `PluginManager.init` throws
   */
  startValidator(plugin: string, options?: CallOptions): Promise<void>;

  /**
   * What a plugin has found in the workflow as a whole.
   *
   * @throws AwfError `EXECUTION.PLUGIN.CALL_FAILED` when it throws, or answers with another error; `.CALL_TIMEOUT`, `.CANCELED`, `.CRASHED`,
   * `.NOT_IMPLEMENTED`; and what `PluginManager.init` throws
   */
  validateWorkflow(plugin: string, workflowJson: string, options?: CallOptions): Promise<readonly ValidationResult[]>;

  /** What a plugin has found in one step. @throws AwfError as {@link WorkflowValidatorProvider.validateWorkflow} */
  validateStep(
    plugin: string,
    workflowJson: string,
    stepName: string,
    options?: CallOptions,
  ): Promise<readonly ValidationResult[]>;
}

/** What the {@link WorkflowValidatorProvider} is bound under. */
export const WORKFLOW_VALIDATOR_PROVIDER = token<WorkflowValidatorProvider>('WorkflowValidatorProvider');
