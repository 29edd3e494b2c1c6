import type { JsonObject } from '../domain/json.js';
import { checkInputDefinitions } from './check-inputs.js';
import { kindOf } from './check-result.js';
import { checkKeys } from './declared-keys.js';
import type { CheckedInputDefinitions, InputDefinitions, InputsOf } from './operation.js';
import type { PluginHost } from './events.js';
import type { PluginLog } from './plugin-log.js';
import type { ConfigOf, SettingDefinitions } from './settings.js';

/** One execution of a step. */
export interface StepCall<Config = JsonObject, PluginConfig = [Config] extends [never] ? never : JsonObject> {
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
  readonly pluginConfig: PluginConfig;
  /** The host, to emit events. */
  readonly host: PluginHost;
}

/** How a step ended. What is left out has its default. */
export interface StepResult {
  /** Shown to people, and `{{states.<step>.Output}}` in the workflow. @default empty */
  readonly output?: string;
  /** `{{states.<step>.Data.<name>}}` in the workflow. @default none */
  readonly data?: object;
  /** The step has failed if it is not 0. A whole number of 32 bits. @default 0 */
  readonly exitCode?: number;
}

/** The definition of a type of steps: its settings and its handler. */
export interface StepTypeDefinition<
  C extends InputDefinitions = InputDefinitions,
  P extends SettingDefinitions = SettingDefinitions,
> {
  /** For people. */
  readonly description?: string;
  /** The settings under `config` of a step. If none are declared, every setting passes unchecked. */
  readonly config?: C;
  /** The settings of the plugin that the handler reads: those that `plugin()` has as `config`. @default any */
  readonly pluginConfig?: P;
  /** Does the work. An exception fails the step. The plugin stays alive. */
  handler(call: StepCall<InputsOf<C>, ConfigOf<P>>): StepResult | Promise<StepResult>;
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
export function stepType<const C extends InputDefinitions, const P extends SettingDefinitions>(
  definition: StepTypeDefinition<C, P> & { readonly config?: CheckedInputDefinitions<C> },
): StepTypeHandler {
  checkStepType(definition, 'the type of steps');
  return definition;
}

/** Rejects a type of steps that cannot be called or described. @param what its name, for messages @throws TypeError */
export function checkStepType(given: unknown, what: string): asserts given is StepTypeHandler {
  checkKeys(given, ['description', 'config', 'pluginConfig', 'handler'], what);
  const { handler, config } = given as Partial<StepTypeHandler>;
  if (typeof handler !== 'function')
    throw new TypeError(`${what}: its handler must be a function, is ${kindOf(handler)}`);
  checkInputDefinitions(config, 'setting');
}
