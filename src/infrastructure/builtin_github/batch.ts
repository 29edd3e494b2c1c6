import { setMaxListeners } from 'node:events';
import { isJsonObject, recordOf, type JsonObject, type JsonValue } from '../../domain/json.js';
import type { OperationResult } from '../../domain/plugin/operation.js';

/** One operation of a batch. */
export interface BatchItem {
  /** With or without the name of the plugin before it. */
  readonly name: string;
  readonly inputs: JsonObject;
}

/** When a batch is a success. */
export const strategies = ['all_succeed', 'any_succeed', 'best_effort'] as const;

/** One of {@link strategies}. */
export type Strategy = (typeof strategies)[number];

/** How a batch is executed. */
export interface BatchOptions {
  readonly strategy: Strategy;
  /** How many operations are under way at once. */
  readonly concurrency: number;
  readonly signal: AbortSignal;
  readonly execute: (item: BatchItem, signal: AbortSignal) => Promise<OperationResult>;
}

/**
 * Reads the operations of a batch. AWF's pages have the inputs beside the name, and its program takes them from `inputs`. Both are read.
 * @throws Error that says which operation is wrong
 */
export const batchItems = (operations: readonly JsonValue[]): readonly BatchItem[] =>
  operations.map((operation, index) => {
    if (!isJsonObject(operation)) throw new Error(`operations: number ${index + 1} must be an object`);
    const { name, inputs, ...beside } = operation;
    if (typeof name !== 'string' || name === '') throw new Error(`operations: number ${index + 1} has no name`);
    if (inputs !== undefined && !isJsonObject(inputs))
      throw new Error(`operations: the inputs of number ${index + 1} must be an object`);
    return { name, inputs: inputs ?? recordOf(Object.entries(beside)) };
  });

/** Executes a batch. Its results are in the order of the operations. */
export async function executeBatch(items: readonly BatchItem[], options: BatchOptions): Promise<OperationResult> {
  const results = await resultsOf(items, options);
  const succeeded = results.filter(({ success }) => success).length;
  const failed = results.length - succeeded;
  const outputs = { total: items.length, succeeded, failed, results: results.map(asInAwf) };
  const good = options.strategy === 'any_succeed' && items.length > 0 ? succeeded > 0 : failed === 0;
  if (good) return { success: true, outputs };
  const first = results.find((result) => !result.success && result.error !== canceled);
  const why = first?.success === false ? `; the first failure: ${first.error}` : '';
  return { success: false, outputs, error: `${failed} of ${items.length} operations failed${why}` };
}

const canceled = 'canceled, because the result of the batch is known';

async function resultsOf(
  items: readonly BatchItem[],
  { strategy, concurrency, signal, execute }: BatchOptions,
): Promise<readonly OperationResult[]> {
  const decided = new AbortController();
  const ends = AbortSignal.any([signal, decided.signal]);
  // Each operation listens to it. Node would warn of a leak at the eleventh.
  setMaxListeners(0, ends);
  const results: OperationResult[] = [];
  const queue = items.entries();
  const worker = async (): Promise<void> => {
    for (const [index, item] of queue) {
      results[index] = await attempt(item, ends, execute);
      signal.throwIfAborted();
      const { success } = results[index];
      if (strategy === 'all_succeed' ? !success : strategy === 'any_succeed' && success) decided.abort();
    }
  };
  await Promise.all(Array.from({ length: Math.min(concurrency, items.length) }, worker));
  return results;
}

async function attempt(
  item: BatchItem,
  signal: AbortSignal,
  execute: BatchOptions['execute'],
): Promise<OperationResult> {
  if (signal.aborted) return { success: false, outputs: {}, error: canceled };
  try {
    return await execute(item, signal);
  } catch (error) {
    // It may have been canceled meanwhile.
    return { success: false, outputs: {}, error: ended(signal) ? canceled : (error as Error).message };
  }
}

const ended = ({ aborted }: AbortSignal): boolean => aborted;

/** AWF's host has Go values in the list, with these names in templates. */
const asInAwf = (result: OperationResult): JsonObject => ({
  Success: result.success,
  Outputs: result.outputs,
  Error: result.success ? '' : result.error,
});
