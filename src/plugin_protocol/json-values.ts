import type { JsonObject, JsonValue } from '../domain/json.js';

/** What `map<string, bytes>` carries: each value is one JSON text. */
export type JsonValues = ReadonlyMap<string, Uint8Array>;

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/**
 * Encodes each member by itself. Members that JSON leaves out of objects (undefined, functions) are left out.
 * @throws Error that names the member which JSON cannot express, such as a cycle or a bigint
 */
export function encodeJsonValues(object: JsonObject): JsonValues {
  const values = new Map<string, Uint8Array>();
  for (const [name, value] of Object.entries(object)) {
    const text = stringify(name, value);
    if (text !== undefined) values.set(name, encoder.encode(text));
  }
  return values;
}

function stringify(name: string, value: JsonValue): string | undefined {
  try {
    return JSON.stringify(value);
  } catch (cause) {
    throw new Error(`"${name}" cannot be expressed as JSON: ${(cause as Error).message}`, { cause });
  }
}

/** Decodes member by member. Bytes that are no JSON stand for themselves as a string, as in AWF's SDK. */
export function decodeJsonValues(values: Iterable<readonly [string, Uint8Array]>): JsonObject {
  const members: [string, JsonValue][] = [];
  for (const [name, bytes] of values) members.push([name, decodeJson(decoder.decode(bytes))]);
  // fromEntries defines members, so that one named "__proto__" is a member and nothing else.
  return Object.fromEntries(members);
}

function decodeJson(text: string): JsonValue {
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return text;
  }
}
