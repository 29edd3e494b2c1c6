import { type JsonObject, type JsonValue, recordOf } from '../domain/json.js';
import { isNestedTooDeep, jsonTextOf, nestedTooDeep } from '../domain/json-text.js';

/** What `map<string, bytes>` carries: each value is one JSON text. */
export type JsonValues = ReadonlyMap<string, Uint8Array>;

/** What the members of such a map are, for messages. */
export type MemberKind = 'input' | 'output' | 'setting';

/** A value that cannot travel. The message is `input "name" ` and the problem. */
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
 * Encodes each member by itself. Members that JSON leaves out of objects (undefined, functions) are left out.
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
 * Decodes member by member. Bytes that are no JSON stand for themselves as a string, as in AWF's SDK.
 * @throws UnsuitableValue for a member that is nested too deep
 */
export function decodeJsonValues(values: Iterable<readonly [string, Uint8Array]>, kind: MemberKind): JsonObject {
  const members: [string, JsonValue][] = [];
  for (const [name, bytes] of values) members.push([name, decodeJsonText(decoder.decode(bytes), name, kind)]);
  return recordOf(members);
}

/** The value of one member; the text itself where it is no JSON. @throws UnsuitableValue when it is nested too deep */
export function decodeJsonText(text: string, name: string, kind: MemberKind): JsonValue {
  const value = parsed(text);
  if (typeof value === 'object' && value !== null && isNestedTooDeep(text))
    throw new UnsuitableValue(kind, name, nestedTooDeep);
  return value;
}

function parsed(text: string): JsonValue {
  try {
    // Does not recurse, however deep the text is.
    return JSON.parse(text) as JsonValue;
  } catch {
    return text;
  }
}
