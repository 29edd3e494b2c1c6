import type { OperationResult } from '../domain/plugin/operation.js';
import { decodeJsonValues, encodeJsonValues, type JsonValues } from './json-values.js';

/** An operation's result as it travels: outputs encoded value by value. */
export interface EncodedResult {
  readonly success: boolean;
  readonly output: string;
  readonly data: JsonValues;
  readonly error: string;
}

/**
 * Encodes a result. A text under the key `output` travels as the result's own text, which AWF shows to people. An output that
 * JSON cannot express makes the result a failure that names it; AWF's SDK drops it silently.
 */
export function encodeResult(result: OperationResult): EncodedResult {
  const { output, ...others } = result.outputs;
  const text = typeof output === 'string' && output !== '';
  try {
    return {
      success: result.success,
      output: text ? output : '',
      data: encodeJsonValues(text ? others : result.outputs),
      error: result.success ? '' : result.error,
    };
  } catch (error) {
    return { success: false, output: '', data: new Map(), error: `output ${(error as Error).message}` };
  }
}

/** Decodes a result. Where the data has a member `output` too, it wins over the result's text, as in AWF's host. */
export function decodeResult({ success, output, data, error }: EncodedResult): OperationResult {
  const outputs = decodeJsonValues(data);
  const all = output !== '' && !data.has('output') ? { output, ...outputs } : outputs;
  return success ? { success, outputs: all } : { success, outputs: all, error };
}
