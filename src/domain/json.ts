/** A value that JSON can express: what goes into an operation and what comes out of it. */
export type JsonValue = null | boolean | number | string | readonly JsonValue[] | JsonObject;

/** A JSON object. */
export interface JsonObject {
  /** Its values by their keys. */
  readonly [key: string]: JsonValue;
}

/** Whether a JSON value is an object, not an array. */
export function isJsonObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * An object from entries whose keys users choose. It has no prototype, so that every key is a member and nothing else: a plain object
 * loses the key `__proto__` when it is assigned to, and seems to have `constructor` when it is read.
 */
export function recordOf<T>(entries: Iterable<readonly [key: string, value: T]>): Readonly<Record<string, T>> {
  const record = Object.create(null) as Record<string, T>;
  for (const [key, value] of entries) record[key] = value;
  return record;
}

/**
 * A copy with the usual prototype, for authors who expect an object such as a literal. Every key is a member of it, `__proto__` as well.
 * Spreading an object without a prototype does the same and takes ten times as long.
 */
export function plainCopy(source: JsonObject): JsonObject {
  const copy: Record<string, JsonValue> = {};
  for (const key of Object.keys(source)) {
    const value = source[key] as JsonValue;
    if (key === '__proto__')
      Object.defineProperty(copy, key, { value, enumerable: true, configurable: true, writable: true });
    else copy[key] = value;
  }
  return copy;
}
