import type { JsonValue } from '../json.js';

/** Why a function could not be applied. */
export class FunctionMisuse extends Error {}

type TemplateFunction = (...args: readonly JsonValue[]) => JsonValue;

/**
 * A value as text, the way it reads inside a longer text: a string as it is, null as nothing, everything else as JSON (where AWF
 * prints Go's `map[...]`).
 */
export function textOf(value: JsonValue): string {
  if (typeof value === 'string') return value;
  return value === null ? '' : JSON.stringify(value);
}

/** One word of a POSIX shell that means exactly `text`, whatever is in it. */
export const shellQuote = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

/** Functions that expressions may call. A piped value is the first argument: `{{states.s.Output | split ","}}`. */
export type FunctionName = 'escape' | 'json' | 'trimSpace' | 'split' | 'join';

const functions: Readonly<Record<FunctionName, TemplateFunction>> = {
  escape: (value) => shellQuote(textOf(value ?? null)),
  json: (value) => JSON.stringify(value ?? null),
  trimSpace: (value) => textOf(value ?? null).trim(),
  split: (value, separator) => textOf(value ?? null).split(textOf(separator ?? null)),
  join: (list, separator) => {
    if (!Array.isArray(list)) throw new FunctionMisuse('join takes a list and a separator');
    return (list as readonly JsonValue[]).map(textOf).join(textOf(separator ?? null));
  },
};

const arity: Readonly<Record<FunctionName, number>> = {
  escape: 1,
  json: 1,
  trimSpace: 1,
  split: 2,
  join: 2,
};

export const functionNames = Object.keys(functions) as readonly FunctionName[];

export const isFunctionName = (name: string): name is FunctionName => Object.hasOwn(functions, name);

/** How many arguments a function takes. */
export const arityOf = (name: FunctionName): number => arity[name];

/** @throws FunctionMisuse when an argument is of a kind that the function cannot use */
export function callFunction(name: FunctionName, args: readonly JsonValue[]): JsonValue {
  return functions[name](...args);
}
