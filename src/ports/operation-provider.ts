import type { JsonObject } from '../domain/json.js';
import type { OperationResult, OperationSchema } from '../domain/plugin/operation.js';
import type { CallOptions } from './call-options.js';
import type { ExecuteOptions } from './execute-options.js';
import { token } from './token.js';

/**
 * Finds and executes operations, wherever they live. Names are `<plugin>.<operation>`. Contract: clauses OP-01 and following.
 */
export interface OperationProvider {
  /**
   * The schema of one operation; undefined when nobody offers it.
   *
   * @throws AwfError what `PluginManager.init` throws, when the plugin has to be started to be asked
   */
  getOperation(name: string, options?: CallOptions): Promise<OperationSchema | undefined>;

  /**
   * All operations offered now, each once, in the order of their names. A plugin that cannot be started offers none.
   *
   * @throws AwfError `EXECUTION.PLUGIN.CANCELED`, `.NOT_IMPLEMENTED`
   */
  listOperations(options?: CallOptions): Promise<readonly OperationSchema[]>;

  /**
   * Executes an operation. Inputs are checked against its schema, and defaults applied, before the plugin sees them. Resolves with
   * `success: false` when the operation itself said no.
   *
   * @throws AwfError `USER.INPUT.OPERATION_NOT_FOUND`, `USER.VALIDATION.OPERATION_INPUT`, `EXECUTION.PLUGIN.CRASHED` (at once
   * when the plugin dies), `.CALL_TIMEOUT`, `.CANCELED`, `.CALL_FAILED`, `.NOT_RUNNING` (when it is shut down meanwhile), `.NOT_IMPLEMENTED`;
   * and what `PluginManager.init` throws, when the plugin has to be started first
   */
  execute(name: string, inputs: JsonObject, options?: ExecuteOptions): Promise<OperationResult>;
}

/** The operations that are part of the host. */
export interface BuiltInOperations extends OperationProvider {
  /** Whether a plugin is part of the host, enabled or not. */
  isBuiltIn(plugin: string): boolean;
}

/** What all operations are bound under, built-in and external ones. */
export const OPERATION_PROVIDER = token<OperationProvider>('OperationProvider');

/** The part of the operations that comes from external plugins; {@link OPERATION_PROVIDER} has all of them. */
export const EXTERNAL_OPERATIONS = token<OperationProvider>('ExternalOperations');

/** The part of the operations that is built into the host. */
export const BUILT_IN_OPERATIONS = token<BuiltInOperations>('BuiltInOperations');
