import type { JsonObject } from '../domain/json.js';
import type { OperationResult } from '../domain/plugin/operation.js';

/** The operation did what it was asked. A text under the key `output` is what people are shown. */
export const success = (outputs: JsonObject = {}): OperationResult => ({ success: true, outputs });

/** The operation says no: an answer, no breakdown. The workflow goes on with `on_failure`. */
export const failure = (error: string, outputs: JsonObject = {}): OperationResult => ({
  success: false,
  outputs,
  error,
});
