import type { JsonValue } from '../domain/json.js';
import { jsonTextOf } from '../domain/json-text.js';
import { inputTypes, isOfType, typeProblem, type InputType } from '../domain/plugin/input-type.js';
import { kindOf } from './check-result.js';
import { checkKeys } from './declared-keys.js';

/** The parts of an input's definition that a program without type checks may get wrong. */
interface Declared {
  readonly type: InputType;
  readonly default?: JsonValue;
}

const knownKeys = ['type', 'required', 'default', 'description', 'validation', 'secret'];
/** The rules for texts that host and SDK check. */
const validations: readonly unknown[] = ['url', 'email'];

/**
 * Rejects input definitions that no call can be checked against, before a host asks for them.
 * @param kind what they are, for messages: the inputs of an operation, or the settings of a step
 * @throws TypeError that names the input
 */
export function checkInputDefinitions(inputs: Readonly<Record<string, Declared>> = {}, kind = 'input'): void {
  for (const [name, input] of Object.entries(inputs)) {
    checkKeys(input, knownKeys, `${kind} "${name}"`);
    const problem = problemWith(input) ?? memberProblem(input);
    if (problem !== undefined) throw new TypeError(`${kind} "${name}": ${problem}`);
  }
}

function problemWith({ type, default: value }: Declared): string | undefined {
  if (!inputTypes.includes(type)) return `its type must be one of ${inputTypes.join(', ')}, is ${type}`;
  if (value === undefined) return undefined;
  const json = jsonTextOf(value);
  if (!json.ok) return `its default ${json.problem}`;
  return isOfType(value, type) ? undefined : `its default ${typeProblem(value, type)}`;
}

/** What is wrong with what is not a type and not a default. A rule that nobody checks would be a promise that nobody keeps. */
function memberProblem(input: Readonly<Record<string, unknown>>): string | undefined {
  const { type, required = false, secret = false, description = '', validation } = input;
  for (const [name, value] of Object.entries({ required, secret }))
    if (typeof value !== 'boolean') return `its ${name} must be true or false, is ${kindOf(value)}`;
  if (typeof description !== 'string') return `its description must be a text, is ${kindOf(description)}`;
  if (secret === true && type !== 'string') return `only a string can be a secret, and its type is ${String(type)}`;
  if (secret === true && input.default !== undefined) return 'a secret has no default';
  if (validation === undefined) return undefined;
  if (!validations.includes(validation)) return `its validation must be url or email, is ${JSON.stringify(validation)}`;
  return type === 'string' ? undefined : `its validation is for strings alone, and its type is ${String(type)}`;
}
