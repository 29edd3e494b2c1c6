import type { JsonObject } from '../domain/json.js';
import type { OperationResult, OperationSchema } from '../domain/plugin/operation.js';
import type { PluginDescription, PluginInfo } from '../domain/plugin/plugin-info.js';
import type { PluginSandbox } from '../domain/plugin/plugin-sandbox.js';
import type { PluginEnd } from '../domain/plugin-end.js';
import type { StepExecuteRequest, StepExecuteResult, StepTypeInfo } from '../domain/plugin/step-type.js';
import type { ValidationResult } from '../domain/plugin/validation-result.js';
import type { CallOptions } from './call-options.js';
import type { ExecuteOptions } from './execute-options.js';
import type { EmitHandler, PluginEvents } from './plugin-events.js';
import { token } from './token.js';

/** The types of steps that a plugin adds to workflows. */
export interface StepTypeCalls {
  /** The types of steps under the plugin's own names (`query`, not `plugin.query`). */
  stepTypes(options?: CallOptions): Promise<readonly StepTypeInfo[]>;
  /**
   * Executes a step, with the plugin's own name of its type. Nothing is checked here.
   * @throws AwfError `USER.VALIDATION.STEP_CONFIG` for settings that JSON cannot express
   */
  executeStep(request: StepExecuteRequest, options?: CallOptions): Promise<StepExecuteResult>;
}

/** What a plugin thinks of workflows. */
export interface ValidatorCalls {
  /** Asks about a workflow as a whole. `workflowJson` is a JSON object. */
  validateWorkflow(workflowJson: string, options?: CallOptions): Promise<readonly ValidationResult[]>;
  /** Asks about one of its steps. */
  validateStep(workflowJson: string, stepName: string, options?: CallOptions): Promise<readonly ValidationResult[]>;
}

/**
 * A live connection to one plugin. All calls reject with `EXECUTION.PLUGIN.CRASHED` at once when the plugin ends, with
 * `.CALL_TIMEOUT` and `.CANCELED` as the options say, with `.CALL_FAILED` when the plugin answers with an error of the transport, and with
 * `.NOT_RUNNING` after {@link PluginConnection.close}.
 */
export interface PluginConnection extends StepTypeCalls, ValidatorCalls, PluginEvents, AsyncDisposable {
  /** How the plugin describes itself. May be called before {@link PluginConnection.init}. */
  info(options?: CallOptions): Promise<PluginDescription>;
  /** Hands the plugin its configuration. Called once, before any operation. */
  init(config: JsonObject, options?: CallOptions): Promise<void>;
  /** The operations of the plugin under its own names (`echo`, not `plugin.echo`). */
  operations(options?: CallOptions): Promise<readonly OperationSchema[]>;
  /** Executes an operation under the plugin's own name for it. Nothing is checked here. */
  execute(operation: string, inputs: JsonObject, options?: ExecuteOptions): Promise<OperationResult>;
  /** Asks the plugin to clean up. It keeps running until {@link PluginConnection.close}. */
  shutdown(options?: CallOptions): Promise<void>;
  /** Resolves with how the plugin ended. Never rejects. */
  readonly exited: Promise<PluginEnd>;
  /** Ends the plugin, by force if necessary. Resolves when it has ended, within a few seconds. May be called again. */
  close(): Promise<void>;
}

/** How a plugin is started. */
export interface ConnectOptions extends CallOptions {
  /** Hex SHA-256 of the program that was approved. A plugin whose program differs is not started. */
  readonly checksum?: string | undefined;
  /** Takes the events that the plugin emits by itself. Without it, the plugin cannot emit any. */
  readonly onEmit?: EmitHandler | undefined;
  /** Told when the plugin has started and has said where it listens, before a connection is made. Must not throw. A transport may leave it out. */
  readonly onHandshake?: (() => void) | undefined;
  /** What the plugin may do less than the host. A transport that cannot keep one of the limits refuses to start the plugin. Absent: nothing less. */
  readonly sandbox?: PluginSandbox | undefined;
}

/**
 * Starts a plugin and connects to it, whatever form it has.
 * Contract: clauses PT-01 and following.
 */
export interface PluginTransport {
  /**
   * Starts the plugin. If it rejects, the plugin has ended.
   * @throws AwfError `SYSTEM.IO.PLUGIN_BINARY_NOT_FOUND`, `.PLUGIN_NOT_EXECUTABLE`, `USER.VALIDATION.PROTOCOL_VERSION_MISMATCH`,
   * `EXECUTION.PLUGIN.HANDSHAKE_INVALID`, `.START_TIMEOUT`, `.CRASHED`, `.CONNECT_FAILED`, `.PROTOCOL_UNSUPPORTED`, `.CANCELED`,
   * `.CHECKSUM_MISMATCH`, `.SANDBOX_UNAVAILABLE`, `USER.INPUT.MISSING_FILE` for a folder of the sandbox, and `SYSTEM.IO.READ_FAILED` when the program cannot be read for its checksum
   */
  connect(plugin: PluginInfo, options?: ConnectOptions): Promise<PluginConnection>;
}

/** What the {@link PluginTransport} is bound under. */
export const PLUGIN_TRANSPORT = token<PluginTransport>('PluginTransport');
