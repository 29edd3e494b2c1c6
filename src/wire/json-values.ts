import { type JsonObject, type JsonValue, recordOf } from '../domain/json.js';
import { isNestedTooDeep, jsonTextOf, nestedTooDeep } from '../domain/json-text.js';

/** The content of a `map<string, bytes>`. Each value is one JSON text. */
export type JsonValues = ReadonlyMap<string, Uint8Array>;

/** The kind of the members of such a map, for messages. */
export type MemberKind = 'input' | 'output' | 'setting';

/** A value that cannot be encoded. The message is `input "name" ` and the problem. */
export class UnsuitableValue extends Error {
  constructor(
    kind: MemberKind,
    readonly member: string,
    readonly problem: string,
    options?: ErrorOptions,
  ) {
    super(`${kind} "${member}" ${problem}`, options);
  }
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/**
 * Encodes each member by itself. Omits members that JSON omits from objects (undefined, functions).
 * @throws UnsuitableValue for a member that JSON cannot express, such as a cycle or a bigint, or that is nested too deep
 */
export function encodeJsonValues(object: JsonObject, kind: MemberKind): JsonValues {
  const values = new Map<string, Uint8Array>();
  for (const [name, value] of Object.entries(object)) {
    const json = jsonTextOf(value);
    if (!json.ok) throw new UnsuitableValue(kind, name, json.problem, { cause: json.cause });
    if (json.text !== undefined) values.set(name, encoder.encode(json.text));
  }
  return values;
}

/**
 * Decodes each member by itself. As in AWF's SDK, bytes that are not JSON become a string.
 * @throws UnsuitableValue for a member that is nested too deep
 */
export function decodeJsonValues(values: Iterable<readonly [string, Uint8Array]>, kind: MemberKind): JsonObject {
  const members: [string, JsonValue][] = [];
  for (const [name, bytes] of values) members.push([name, decodeJsonText(decoder.decode(bytes), name, kind)]);
  return recordOf(members);
}

/** The value of one member, or the text itself if it is not JSON. @throws UnsuitableValue if it is nested too deep */
export function decodeJsonText(text: string, name: string, kind: MemberKind): JsonValue {
  const value = parsed(text);
  if (typeof value === 'object' && value !== null && isNestedTooDeep(text))
    throw new UnsuitableValue(kind, name, nestedTooDeep);
  return value;
}

function parsed(text: string): JsonValue {
  try {
    // JSON.parse does not overflow the stack, however deep the text is.
    return JSON.parse(text) as JsonValue;
  } catch {
    return text;
  }
}
