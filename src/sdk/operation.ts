import type { JsonObject, JsonValue } from '../domain/json.js';
import type { InputType } from '../domain/plugin/input-type.js';
import type { OperationResult, OutputSchema } from '../domain/plugin/operation.js';
import { checkInputDefinitions } from './check-inputs.js';
import type { PluginLog } from './plugin-log.js';

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
    /** Whether a call without it is refused. @default false */
    readonly required?: boolean;
    /** Stands in where a call leaves it out. */
    readonly default?: ValueTypes[T];
    readonly description?: string;
    /** A further rule for strings: `url` or `email`. */
    readonly validation?: string;
  };
}[InputType];

/** The inputs of an operation by name. */
export type InputDefinitions = Readonly<Record<string, InputDefinition>>;

type ValueOf<D extends InputDefinition> = D extends { readonly required: true } | { readonly default: JsonValue }
  ? ValueTypes[D['type']]
  : ValueTypes[D['type']] | null | undefined;

/** What a handler gets, derived from the inputs that were declared; anything where none were. */
export type InputsOf<I extends InputDefinitions> = string extends keyof I
  ? JsonObject
  : { readonly [K in keyof I]: ValueOf<I[K]> };

/** One call of an operation. */
export interface OperationCall<Inputs = JsonObject> {
  /** Checked, with defaults filled in. */
  readonly inputs: Inputs;
  /** Aborted when the caller gives up or its deadline passes: stop working. */
  readonly signal: AbortSignal;
  /** Writes to the host's log. */
  readonly log: PluginLog;
  /** What the plugin was initialized with. */
  readonly config: JsonObject;
}

/** An operation, what it takes, what it gives and what it does. */
export interface OperationDefinition<I extends InputDefinitions = InputDefinitions> {
  /** For people. */
  readonly description?: string;
  /** Where none are declared, every input is let through unchecked. */
  readonly inputs?: I;
  /** What a success has, by name. For people and tools: nothing checks it. */
  readonly outputs?: Readonly<Record<string, OutputSchema>>;
  /** Does the work. An exception is reported as a failure of the operation; the plugin lives on. */
  handler(call: OperationCall<InputsOf<I>>): OperationResult | Promise<OperationResult>;
}

/** An operation whose input types are not known any more. */
export interface Operation extends Omit<OperationDefinition, 'handler'> {
  /** Gets inputs that were checked and completed as they are declared. */
  handler(call: OperationCall<never>): OperationResult | Promise<OperationResult>;
}

/** The operations of a plugin by name. */
export type Operations = Readonly<Record<string, Operation>>;

/** Keys of an input definition; where there are others, a value that nothing can be. */
type OnlyKnownKeys<D> = D & { readonly [K in Exclude<keyof D, keyof InputDefinition>]: never };

/**
 * The same inputs, if no key in them is misspelt. The compiler itself looks for unknown keys only where a type is given, not where it
 * is inferred, as here.
 */
export type CheckedInputDefinitions<I extends InputDefinitions> = {
  readonly [K in keyof I]: OnlyKnownKeys<I[K]>;
};

/**
 * Declares an operation; the handler's `inputs` get their types from the declaration.
 * @throws TypeError for an input of an unknown type, or whose default is of another type, is nested deeper than 512 levels or is no JSON
 */
export function operation<const I extends InputDefinitions>(
  definition: OperationDefinition<I> & { readonly inputs?: CheckedInputDefinitions<I> },
): Operation {
  checkInputDefinitions(definition.inputs);
  return definition;
}
