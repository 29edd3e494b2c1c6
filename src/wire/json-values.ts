import { type JsonObject, type JsonValue, recordOf } from '../domain/json.js';
import { bytesBeside, bytesOfJson, tooMuchMemory } from './json-memory.js';
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

/** What {@link decodeJsonValues} may do. */
export interface DecodeOptions {
  /** The members that come before these. */
  readonly first?: readonly (readonly [string, JsonValue])[];
  /** How many bytes of memory these texts and their values may take. @default any number */
  readonly memory?: number | undefined;
}

/**
 * Decodes each member by itself. As in AWF's SDK, what is not JSON becomes a string.
 * @throws UnsuitableValue for a member that is nested too deep, or that has too many values together with those before it
 */
export function decodeJsonValues(
  values: JsonValues,
  kind: MemberKind,
  { first = [], memory = Infinity }: DecodeOptions = {},
): JsonObject {
  checkMemory(values, kind, memory);
  const members = [...first];
  for (const [name, text] of values) members.push([name, decodeJsonText(withoutMark(text), name, kind)]);
  return recordOf(members);
}

/** Before any of them is read: reading them is what takes the memory. */
function checkMemory(values: JsonValues, kind: MemberKind, memory: number): void {
  let length = 0;
  for (const text of values.values()) length += text.length;
  // Few characters cannot be many values.
  if (length <= mostValues) return;
  let left = mostValues;
  let bytes = memory - bytesBeside(length);
  for (const [name, text] of values) {
    const count = countValues(text, left);
    left -= count;
    if (left < 0) throw new UnsuitableValue(kind, name, tooManyValues);
    bytes -= bytesOfJson(text, count);
    if (bytes < 0) throw new UnsuitableValue(kind, name, tooMuchMemory(memory));
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
