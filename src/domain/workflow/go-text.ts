import { isJsonObject, type JsonObject, type JsonValue } from '../json.js';

/** The outputs of an operation as AWF's `Output` has them: a line `name=value` for each. AWF's order is random, this one is by name. */
export const outputLines = (outputs: JsonObject): string =>
  sorted(outputs)
    .map(([name, value]) => `${name}=${goText(value)}`)
    .join('\n');

/** A value as Go prints it with `%v`. */
export function goText(value: JsonValue): string {
  if (value === null) return '<nil>';
  if (typeof value === 'number') return numberText(value);
  if (isJsonObject(value))
    return `map[${sorted(value)
      .map(([name, member]) => `${name}:${goText(member)}`)
      .join(' ')}]`;
  return typeof value === 'object' ? `[${value.map(goText).join(' ')}]` : String(value);
}

const sorted = (value: JsonObject): readonly (readonly [string, JsonValue])[] =>
  Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));

/** Go writes an exponent from 1e21 and below 1e-4, of at least two digits. */
function numberText(value: number): string {
  const isSmall = value !== 0 && Math.abs(value) < 1e-4;
  return (isSmall ? value.toExponential() : String(value)).replace(/e([+-])(\d)$/u, 'e$10$2');
}
