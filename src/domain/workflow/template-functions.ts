import type { JsonValue } from '../json.js';
import { mostValues } from '../json-text.js';
import type { TextBudget } from './text-budget.js';

/** Why a function could not be applied. */
export class FunctionMisuse extends Error {}

type TemplateFunction = (budget: TextBudget, ...args: readonly JsonValue[]) => JsonValue;

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
  escape: (budget, value) => taken(budget, shellQuote(textOf(value ?? null))),
  json: (budget, value) => taken(budget, JSON.stringify(value ?? null)),
  trimSpace: (_, value) => textOf(value ?? null).trim(),
  split: (_, value, separator) => {
    const items = textOf(value ?? null).split(textOf(separator ?? null), mostValues + 1);
    if (items.length > mostValues) throw new FunctionMisuse(`split gives more than ${mostValues} items`);
    return items;
  },
  join: (budget, list, separator) => {
    if (!Array.isArray(list)) throw new FunctionMisuse('join takes a list and a separator');
    return budget.join((list as readonly JsonValue[]).map(textOf), textOf(separator ?? null));
  },
};

/** These texts have at most six times the length of a value: what is there for a moment fits. */
function taken(budget: TextBudget, text: string): string {
  budget.take(text.length);
  return text;
}

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

/** @throws FunctionMisuse when an argument is of a kind that the function cannot use; TextTooLong */
export function callFunction(name: FunctionName, args: readonly JsonValue[], budget: TextBudget): JsonValue {
  return functions[name](budget, ...args);
}
