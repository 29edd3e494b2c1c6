import { isJsonObject, type JsonObject, type JsonValue, plainCopy, recordOf } from '../domain/json.js';
import { isOfType, type InputType } from '../domain/plugin/input-type.js';
import { checkOperationInputs } from '../domain/plugin/operation-input.js';
import type { OperationSchema } from '../domain/plugin/operation.js';
import { decodeJsonText, type MemberKind } from '../wire/json-values.js';

/**
 * Converts inputs to the types of the schema. Throws an error that lists all problems.
 * @param kind what they are: the inputs of an operation, or the settings of a step
 */
export function readInputs(
  schema: Pick<OperationSchema, 'inputs'>,
  inputs: JsonObject,
  kind: 'input' | 'setting' = 'input',
): JsonObject {
  const names = Object.keys(inputs);
  // Names outside the schema pass, because a host may know a newer version of the plugin.
  const declared = names.filter((name) => Object.hasOwn(schema.inputs, name));
  const typed = declared.map(
    (name) => [name, fromText(name, inputs[name] as JsonValue, schema.inputs[name]?.type ?? 'any', kind)] as const,
  );
  // Mostly all are declared and none is converted. This saves two copies.
  const asTheyAre = declared.length === names.length && typed.every(([name, value]) => value === inputs[name]);
  const checked = checkOperationInputs(schema, asTheyAre ? inputs : recordOf(typed));
  if (checked.ok) return plainCopy(asTheyAre ? checked.inputs : { ...inputs, ...checked.inputs });
  throw new Error(checked.problems.map(({ field, problem }) => `${kind} "${field ?? ''}" ${problem}`).join('; '));
}

/**
 * AWF's Go host renders every template to a text, so `{{.inputs.count}}` arrives as "4". Convert it back to its type.
 */
function fromText(name: string, value: JsonValue, type: InputType, kind: MemberKind): JsonValue {
  if (typeof value !== 'string' || type === 'string' || type === 'any') return value;
  const read = decodeJsonText(value, name, kind);
  return isOfType(read, type) ? read : value;
}

const read = <T extends JsonValue>(
  inputs: JsonObject,
  name: string,
  fallback: T | undefined,
  is: (value: JsonValue) => value is T,
): T | undefined => {
  const value = Object.hasOwn(inputs, name) ? inputs[name] : undefined;
  return value !== undefined && is(value) ? value : fallback;
};

/** A string input. Undefined if it is absent or not a string. */
export function getString(inputs: JsonObject, name: string): string | undefined;
/** A string input, or the fallback if it is absent or not a string. */
export function getString(inputs: JsonObject, name: string, fallback: string): string;
export function getString(inputs: JsonObject, name: string, fallback?: string): string | undefined {
  return read(inputs, name, fallback, (value) => typeof value === 'string');
}

/** A number input without its fraction. Undefined if it is absent or not a number. */
export function getInteger(inputs: JsonObject, name: string): number | undefined;
/** A number input without its fraction, or the fallback if it is absent or not a number. */
export function getInteger(inputs: JsonObject, name: string, fallback: number): number;
export function getInteger(inputs: JsonObject, name: string, fallback?: number): number | undefined {
  const value = read(inputs, name, fallback, (candidate) => typeof candidate === 'number');
  return value === undefined ? undefined : Math.trunc(value);
}

/** A boolean input. Undefined if it is absent or not a boolean. */
export function getBoolean(inputs: JsonObject, name: string): boolean | undefined;
/** A boolean input, or the fallback if it is absent or not a boolean. */
export function getBoolean(inputs: JsonObject, name: string, fallback: boolean): boolean;
export function getBoolean(inputs: JsonObject, name: string, fallback?: boolean): boolean | undefined {
  return read(inputs, name, fallback, (value) => typeof value === 'boolean');
}

/** A list input. Undefined if it is absent or not a list. */
export function getArray(inputs: JsonObject, name: string): readonly JsonValue[] | undefined;
/** A list input, or the fallback if it is absent or not a list. */
export function getArray(inputs: JsonObject, name: string, fallback: readonly JsonValue[]): readonly JsonValue[];
export function getArray(
  inputs: JsonObject,
  name: string,
  fallback?: readonly JsonValue[],
): readonly JsonValue[] | undefined {
  return read(inputs, name, fallback, (value): value is readonly JsonValue[] => Array.isArray(value));
}

/** An object input. Undefined if it is absent or not an object. */
export function getObject(inputs: JsonObject, name: string): JsonObject | undefined;
/** An object input, or the fallback if it is absent or not an object. */
export function getObject(inputs: JsonObject, name: string, fallback: JsonObject): JsonObject;
export function getObject(inputs: JsonObject, name: string, fallback?: JsonObject): JsonObject | undefined {
  return read(inputs, name, fallback, isJsonObject);
}
