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
 * cannot travel makes the result a failure that names it; AWF's SDK drops it silently.
 */
export function encodeResult(result: OperationResult): EncodedResult {
  const { output: given, ...others } = result.outputs;
  const text = typeof given === 'string' && given !== '';
  const output = text ? given : '';
  const error = result.success ? '' : result.error;
  try {
    const data = encodeJsonValues(text ? others : result.outputs, 'output');
    return { success: result.success, output, data, error };
  } catch (problem) {
    return { success: false, output, data: new Map(), error: withProblem(error, problem) };
  }
}

/**
 * Decodes a result. Where the data has a member `output` too, it wins over the result's text, as in AWF's host. An output that is
 * nested too deep makes the result a failure that names it, as when encoding: the other outputs are left out then.
 */
export function decodeResult({ success, output, data, error }: EncodedResult): OperationResult {
  try {
    const outputs = decodeJsonValues(data, 'output');
    const all = output !== '' && !data.has('output') ? { output, ...outputs } : outputs;
    return success ? { success, outputs: all } : { success, outputs: all, error };
  } catch (problem) {
    return { success: false, outputs: output === '' ? {} : { output }, error: withProblem(error, problem) };
  }
}

/** What the operation itself says went wrong comes first. */
const withProblem = (error: string, problem: unknown): string =>
  [error, (problem as Error).message].filter((text) => text !== '').join('; ');
