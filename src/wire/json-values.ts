import { type JsonObject, type JsonValue, recordOf } from '../domain/json.js';
import {
  countValues,
  isNestedTooDeep,
  jsonTextOf,
  mostValues,
  nestedTooDeep,
  tooManyValues,
} from '../domain/json-text.js';

/** The content of a `map<string, bytes>`. The bytes of each value are one JSON text. */
export type JsonValues = ReadonlyMap<string, string>;

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

/**
 * Encodes each member by itself. Omits members that JSON omits from objects (undefined, functions).
 * @param omitted the name of a member that is left out
 * @throws UnsuitableValue for a member that JSON cannot express, such as a cycle or a bigint, or that is nested too deep
 */
export function encodeJsonValues(object: JsonObject, kind: MemberKind, omitted?: string): JsonValues {
  const values = new Map<string, string>();
  for (const name of Object.keys(object)) {
    if (name === omitted) continue;
    const json = jsonTextOf(object[name]);
    if (!json.ok) throw new UnsuitableValue(kind, name, json.problem, { cause: json.cause });
    if (json.text !== undefined) values.set(name, json.text);
  }
  return values;
}

/**
 * Decodes each member by itself. As in AWF's SDK, what is not JSON becomes a string.
 * @param first the members that come before these
 * @throws UnsuitableValue for a member that is nested too deep, or that has too many values together with those before it
 */
export function decodeJsonValues(
  values: JsonValues,
  kind: MemberKind,
  first: readonly (readonly [string, JsonValue])[] = [],
): JsonObject {
  checkValueCount(values, kind);
  const members = [...first];
  for (const [name, text] of values) members.push([name, decodeJsonText(withoutMark(text), name, kind)]);
  return recordOf(members);
}

/** Before any of them is read: reading them is what takes the memory. */
function checkValueCount(values: JsonValues, kind: MemberKind): void {
  let length = 0;
  for (const text of values.values()) length += text.length;
  // Few characters cannot be many values.
  if (length <= mostValues) return;
  let left = mostValues;
  for (const [name, text] of values) {
    left -= countValues(text, left);
    if (left < 0) throw new UnsuitableValue(kind, name, tooManyValues);
  }
}

/** Without the mark by which some programs begin a text in UTF-8. */
const withoutMark = (text: string): string => (text.startsWith('\ufeff') ? text.slice(1) : text);

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
