import { isJsonObject, type JsonValue } from '../json.js';

/**
 * Types an input may have. `integer` accepts whole numbers only; `any` accepts everything, and is what a type name that we do not
 * know is read as.
 */
export const inputTypes = ['string', 'integer', 'boolean', 'array', 'object', 'any'] as const;
/** What an input may be: `integer` takes whole numbers only, `any` everything. */
export type InputType = (typeof inputTypes)[number];

const accepts: { readonly [T in InputType]: (value: JsonValue) => boolean } = {
  string: (value) => typeof value === 'string',
  integer: (value) => Number.isInteger(value),
  boolean: (value) => typeof value === 'boolean',
  array: (value) => Array.isArray(value),
  object: (value) => isJsonObject(value),
  any: () => true,
};

/** Whether a value is of a type. */
export const isOfType = (value: JsonValue, type: InputType): boolean => accepts[type](value);

const article = (type: string): string => (/^[aeiou]/.test(type) ? `an ${type}` : `a ${type}`);

function kindOf(value: JsonValue): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'an array';
  if (typeof value === 'number') return Number.isInteger(value) ? 'an integer' : 'a number with a fraction';
  return article(typeof value);
}

/** What is wrong with a value of another type. Names kinds only: the value itself may be a secret. */
export const typeProblem = (value: JsonValue, type: InputType): string =>
  `must be ${article(type)}, is ${kindOf(value)}`;
