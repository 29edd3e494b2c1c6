import type { JsonObject, JsonValue } from '../domain/json.js';
import type { InputType } from '../domain/plugin/input-type.js';
import type { OperationResult, OutputSchema } from '../domain/plugin/operation.js';
import { checkInputDefinitions } from './check-inputs.js';
import { kindOf } from './check-result.js';
import { checkKeys } from './declared-keys.js';
import type { PluginHost } from './events.js';
import type { PluginLog } from './plugin-log.js';
import type { ConfigOf, SettingDefinitions } from './settings.js';

interface ValueTypes {
  readonly string: string;
  readonly integer: number;
  readonly boolean: boolean;
  readonly array: readonly JsonValue[];
  readonly object: JsonObject;
  readonly any: JsonValue;
}

/** One input of an operation. */
export type InputDefinition = {
  readonly [T in InputType]: {
    readonly type: T;
    /** Whether every call must have it. @default false */
    readonly required?: boolean;
    /** The value if a call omits it. */
    readonly default?: ValueTypes[T];
    readonly description?: string;
    /** A further rule, for strings alone. */
    readonly validation?: T extends 'string' ? 'url' | 'email' : never;
    /** Whether hosts mask its values in all outputs. For strings without a default alone; AWF's own host ignores it. @default false */
    readonly secret?: T extends 'string' ? boolean : never;
  };
}[InputType];

/** The inputs of an operation by name. */
export type InputDefinitions = Readonly<Record<string, InputDefinition>>;

type ValueOf<D extends InputDefinition> = D extends { readonly required: true } | { readonly default: JsonValue }
  ? ValueTypes[D['type']]
  : ValueTypes[D['type']] | null | undefined;

/** The type of a handler's inputs, derived from the declared inputs. Any JSON if none are declared. */
export type InputsOf<I extends InputDefinitions> = string extends keyof I
  ? JsonObject
  : { readonly [K in keyof I]: ValueOf<I[K]> };

/** One call of an operation. */
export interface OperationCall<Inputs = JsonObject, Config = [Inputs] extends [never] ? never : JsonObject> {
  /** Checked, with defaults filled in. */
  readonly inputs: Inputs;
  /** Aborted when the caller cancels or its deadline passes. Stop working then. */
  readonly signal: AbortSignal;
  /** Writes to the host's log. */
  readonly log: PluginLog;
  /** The configuration that the plugin was initialized with. */
  readonly config: Config;
  /** Emits events. */
  readonly host: PluginHost;
  /**
   * Tells the host how far the operation is, which `awf run` shows. At most ten reports a second are sent.
   * @param fraction from 0 to 1. What is outside counts as the nearest of the two
   * @param text what the operation is doing. @default empty
   * @throws TypeError for a fraction that is not a number
   */
  readonly progress: (fraction: number, text?: string) => void;
}

/** The definition of an operation: its inputs, its outputs and its handler. */
export interface OperationDefinition<
  I extends InputDefinitions = InputDefinitions,
  C extends SettingDefinitions = SettingDefinitions,
> {
  /** For people. */
  readonly description?: string;
  /** If none are declared, every input passes unchecked. */
  readonly inputs?: I;
  /** The outputs of a successful call by name. For people and tools; nothing checks them. */
  readonly outputs?: Readonly<Record<string, OutputSchema>>;
  /** The settings of the plugin that the handler reads: those that `plugin()` has as `config`. @default any */
  readonly pluginConfig?: C;
  /** Does the work. An exception fails the operation. The plugin stays alive. */
  handler(call: OperationCall<InputsOf<I>, ConfigOf<C>>): OperationResult | Promise<OperationResult>;
}

/** An operation without its input types. */
export interface Operation extends Omit<OperationDefinition, 'handler'> {
  /** Gets checked inputs with their defaults. */
  handler(call: OperationCall<never>): OperationResult | Promise<OperationResult>;
}

/** The operations of a plugin by name. */
export type Operations = Readonly<Record<string, Operation>>;

/** Allows only the keys of an input definition. Other keys have a type that no value has. */
type OnlyKnownKeys<D> = D & { readonly [K in Exclude<keyof D, keyof InputDefinition>]: never };

/**
 * The same inputs, if no key is misspelt. The compiler checks for unknown keys only if the type is given. Here, it is
 * inferred.
 */
export type CheckedInputDefinitions<I extends InputDefinitions> = {
  readonly [K in keyof I]: OnlyKnownKeys<I[K]>;
};

/**
 * Declares an operation; the handler's `inputs` get their types from the declaration.
 * @throws TypeError for an input of an unknown type, or whose default has another type, is nested deeper than 512
 * levels or is not JSON
 */
export function operation<const I extends InputDefinitions, const C extends SettingDefinitions>(
  definition: OperationDefinition<I, C> & { readonly inputs?: CheckedInputDefinitions<I> },
): Operation {
  checkOperation(definition, 'the operation');
  return definition;
}

const knownKeys = ['description', 'inputs', 'outputs', 'pluginConfig', 'handler'];

/** Rejects an operation that cannot be called or described. @param what its name, for messages @throws TypeError */
export function checkOperation(given: unknown, what: string): asserts given is Operation {
  checkKeys(given, knownKeys, what);
  const { handler, outputs = {}, inputs } = given as Partial<Operation>;
  if (typeof handler !== 'function')
    throw new TypeError(`${what}: its handler must be a function, is ${kindOf(handler)}`);
  checkInputDefinitions(inputs);
  for (const [name, output] of Object.entries(outputs))
    checkKeys(output, ['type', 'description'], `${what}: output "${name}"`);
}
