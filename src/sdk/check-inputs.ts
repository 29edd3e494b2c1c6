import type { JsonValue } from '../domain/json.js';
import { jsonTextOf } from '../domain/json-text.js';
import { inputTypes, isOfType, typeProblem, type InputType } from '../domain/plugin/input-type.js';

/** The parts of an input's definition that a program without type checks may get wrong. */
interface Declared {
  readonly type: InputType;
  readonly default?: JsonValue;
}

/**
 * Rejects input definitions that no call can be checked against, before a host asks for them.
 * @param kind what they are, for messages: the inputs of an operation, or the settings of a step
 * @throws TypeError that names the input
 */
export function checkInputDefinitions(inputs: Readonly<Record<string, Declared>> = {}, kind = 'input'): void {
  for (const [name, input] of Object.entries(inputs)) {
    const problem = problemWith(input);
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
