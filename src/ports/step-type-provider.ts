import type { StepExecuteRequest, StepExecuteResult, StepTypeInfo } from '../domain/plugin/step-type.js';
import type { CallOptions } from './call-options.js';
import { token } from './token.js';

/**
 * Finds and executes the types of steps that plugins add to workflows. Names are `<plugin>.<type>`. Contract: clauses ST-01 and following.
 */
export interface StepTypeProvider {
  /** Whether a plugin that runs offers it. Asks nobody, and takes the same time however many there are. */
  hasStepType(name: string): boolean;

  /**
   * What is known of one type; undefined when nobody offers it.
   *
   * @throws AwfError what `PluginManager.init` throws, when the plugin has to be started to be asked
   */
  getStepType(name: string, options?: CallOptions): Promise<StepTypeInfo | undefined>;

  /**
   * All types offered now, each once, in the order of their names. A plugin that cannot be started offers none.
   *
   * @throws AwfError `EXECUTION.PLUGIN.CANCELED`, `.NOT_IMPLEMENTED`
   */
  listStepTypes(options?: CallOptions): Promise<readonly StepTypeInfo[]>;

  /**
   * Executes a step. Its settings are checked against the type, as far as that says what they are, and defaults applied, before the plugin
   * sees them. Resolves also with another exit code than 0.
   *
   * @throws AwfError `USER.INPUT.STEP_TYPE_NOT_FOUND`, `USER.VALIDATION.STEP_CONFIG`, `EXECUTION.PLUGIN.CALL_FAILED` when the handler throws,
   * `.CRASHED` (at once when the plugin dies), `.CALL_TIMEOUT`, `.CANCELED`, `.NOT_RUNNING` (when it is shut down meanwhile),
   * `.NOT_IMPLEMENTED`; and what `PluginManager.init` throws, when the plugin has to be started first
   */
  executeStep(request: StepExecuteRequest, options?: CallOptions): Promise<StepExecuteResult>;
}

/** What the {@link StepTypeProvider} is bound under. */
export const STEP_TYPE_PROVIDER = token<StepTypeProvider>('StepTypeProvider');
