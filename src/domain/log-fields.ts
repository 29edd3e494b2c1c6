import type { JsonObject, JsonValue } from './json.js';
import { recordOf } from './json.js';
import { truncate } from './text.js';

/** Longer values are cut. A stack with its causes is shorter. */
const longestValue = 4_000;

/** The fields of a log entry as JSON, whatever they are. Errors become their messages. */
export const fieldsAsJson = (fields: Readonly<Record<string, unknown>>): JsonObject =>
  recordOf(Object.entries(fields).map(([name, value]) => [truncate(name, longestValue), valueAsJson(value)]));

function valueAsJson(value: unknown): JsonValue {
  if (typeof value === 'string') return truncate(value, longestValue);
  if (value instanceof Error) return truncate(value.message, longestValue);
  try {
    const json: unknown = JSON.stringify(value);
    // A function, a symbol or undefined has no JSON.
    if (typeof json !== 'string') return typeof value;
    return json.length > longestValue ? truncate(json, longestValue) : (JSON.parse(json) as JsonValue);
  } catch {
    return '(not JSON)';
  }
}
