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
