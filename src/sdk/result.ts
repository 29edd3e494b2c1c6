import type { JsonObject, JsonValue } from '../domain/json.js';
import type { OperationResult } from '../domain/plugin/operation.js';

/**
 * An object as it is, if JSON can express it: then its type is the same, and otherwise the type of the wrong member is one that no value has. Unlike
 * {@link JsonObject}, this takes interfaces, which have no index signature.
 */
export type JsonCompatible<T> = T extends JsonValue | undefined
  ? T
  : T extends { toJSON(): unknown }
    ? T
    : T extends (...args: never) => unknown
      ? never
      : T extends object
        ? { readonly [K in keyof T]: JsonCompatible<T[K]> }
        : never;

/** A successful result. The text under the key `output` is shown to people. */
export const success = <T extends object = JsonObject>(outputs?: T & JsonCompatible<T>): OperationResult => ({
  success: true,
  // What a compiler does not find, the check of the result does.
  outputs: (outputs ?? {}) as JsonObject,
});

/** A failed result. The workflow continues with `on_failure`. */
export const failure = <T extends object = JsonObject>(
  error: string,
  outputs?: T & JsonCompatible<T>,
): OperationResult => ({ success: false, outputs: (outputs ?? {}) as JsonObject, error });
