import type { JsonValue } from '../domain/json.js';
import { jsonTextOf } from '../domain/json-text.js';
import { inputTypes, isOfType, typeProblem, type InputType } from '../domain/plugin/input-type.js';

/** As much of an input's definition as an author without a compiler gets wrong. */
interface Declared {
  readonly type: InputType;
  readonly default?: JsonValue;
}

/**
 * Refuses inputs that no call could be checked against, before a host hears of them.
 * @throws TypeError that names the input
 */
export function checkInputDefinitions(inputs: Readonly<Record<string, Declared>> = {}): void {
  for (const [name, input] of Object.entries(inputs)) {
    const problem = problemWith(input);
    if (problem !== undefined) throw new TypeError(`input "${name}": ${problem}`);
  }
}

function problemWith({ type, default: value }: Declared): string | undefined {
  if (!inputTypes.includes(type)) return `its type must be one of ${inputTypes.join(', ')}, is ${type}`;
  if (value === undefined) return undefined;
  const json = jsonTextOf(value);
  if (!json.ok) return `its default ${json.problem}`;
  return isOfType(value, type) ? undefined : `its default ${typeProblem(value, type)}`;
}
