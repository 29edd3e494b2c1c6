import type { JsonObject } from '../domain/json.js';
import type { OperationResult } from '../domain/plugin/operation.js';

/** A successful result. The text under the key `output` is shown to people. */
export const success = (outputs: JsonObject = {}): OperationResult => ({ success: true, outputs });

/** A failed result. The workflow continues with `on_failure`. */
export const failure = (error: string, outputs: JsonObject = {}): OperationResult => ({
  success: false,
  outputs,
  error,
});
