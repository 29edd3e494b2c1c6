import type { JsonObject } from '../domain/json.js';
import { checkInputDefinitions } from './check-inputs.js';
import type { CheckedInputDefinitions, InputDefinitions, InputsOf } from './operation.js';
import type { PluginHost } from './events.js';
import type { PluginLog } from './plugin-log.js';

/** One execution of a step. */
export interface StepCall<Config = JsonObject> {
  /** The settings of the step, checked, with defaults filled in. */
  readonly config: Config;
  /** The inputs of the workflow. */
  readonly inputs: JsonObject;
  /** Name of the step in its workflow. */
  readonly stepName: string;
  /** The plugin's own name of the type. */
  readonly stepType: string;
  /** Aborted when the caller cancels or the timeout of the step ends. Stop working then. */
  readonly signal: AbortSignal;
  /** Writes to the host's log. */
  readonly log: PluginLog;
  /** The configuration that the plugin was initialized with. */
  readonly pluginConfig: JsonObject;
  /** The host, to emit events. */
  readonly host: PluginHost;
}

/** How a step ended. What is left out has its default. */
export interface StepResult {
  /** Shown to people, and `{{states.<step>.Output}}` in the workflow. @default empty */
  readonly output?: string;
  /** `{{states.<step>.Data.<name>}}` in the workflow. @default none */
  readonly data?: JsonObject;
  /** The step has failed if it is not 0. A whole number of 32 bits. @default 0 */
  readonly exitCode?: number;
}

/** The definition of a type of steps: its settings and its handler. */
export interface StepTypeDefinition<C extends InputDefinitions = InputDefinitions> {
  /** For people. */
  readonly description?: string;
  /** The settings under `config` of a step. If none are declared, every setting passes unchecked. */
  readonly config?: C;
  /** Does the work. An exception fails the step. The plugin stays alive. */
  handler(call: StepCall<InputsOf<C>>): StepResult | Promise<StepResult>;
}

/** A type of steps without the types of its settings. */
export interface StepTypeHandler extends Omit<StepTypeDefinition, 'handler'> {
  /** Gets checked settings with their defaults. */
  handler(call: StepCall<never>): StepResult | Promise<StepResult>;
}

/** The types of steps of a plugin by name. */
export type StepTypes = Readonly<Record<string, StepTypeHandler>>;

/**
 * Declares a type of steps; the handler's `config` gets its types from the declaration.
 * @throws TypeError for a setting of an unknown type, or whose default has another type, is nested deeper than 512 levels or is not JSON
 */
export function stepType<const C extends InputDefinitions>(
  definition: StepTypeDefinition<C> & { readonly config?: CheckedInputDefinitions<C> },
): StepTypeHandler {
  checkInputDefinitions(definition.config, 'setting');
  return definition;
}
