import type { OperationResult } from '../domain/plugin/operation.js';
import { decodeJsonValues, encodeJsonValues, type JsonValues } from './json-values.js';

/** An operation's result on the wire. Each output is encoded by itself. */
export interface EncodedResult {
  readonly success: boolean;
  readonly output: string;
  readonly data: JsonValues;
  readonly error: string;
}

/**
 * Encodes a result. A text under the key `output` becomes the result's own text, which AWF shows to people. If an
 * output cannot be encoded, the result becomes a failure that names it. AWF's SDK drops such an output silently.
 */
export function encodeResult(result: OperationResult): EncodedResult {
  const given = result.outputs['output'];
  const output = typeof given === 'string' ? given : '';
  const error = result.success ? '' : result.error;
  try {
    const data = encodeJsonValues(result.outputs, 'output', output === '' ? undefined : 'output');
    return { success: result.success, output, data, error };
  } catch (problem) {
    return { success: false, output, data: new Map(), error: withProblem(error, problem) };
  }
}

/**
 * Decodes a result. As in AWF's host, a member `output` of the data overrides the result's text. If an output is nested
 * too deep, the result becomes a failure that names it, without the other outputs.
 * @param memory how many bytes of memory it may take to read the outputs @default any number
 */
export function decodeResult({ success, output, data, error }: EncodedResult, memory?: number): OperationResult {
  try {
    const first = output === '' || data.has('output') ? [] : ([['output', output]] as const);
    const outputs = decodeJsonValues(data, 'output', { first, memory });
    return success ? { success, outputs } : { success, outputs, error };
  } catch (problem) {
    return { success: false, outputs: output === '' ? {} : { output }, error: withProblem(error, problem) };
  }
}

/** The operation's own error comes first. */
const withProblem = (error: string, problem: unknown): string =>
  [error, (problem as Error).message].filter((text) => text !== '').join('; ');
