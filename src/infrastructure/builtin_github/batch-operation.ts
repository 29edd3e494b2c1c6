import type { OperationResult } from '../../domain/plugin/operation.js';
import { operation, type Operation, type OperationCall } from '../../sdk/operation.js';
import { batchItems, executeBatch, strategies, type BatchItem } from './batch.js';

/** AWF's default. */
const usualConcurrency = 3;

/** GitHub refuses users that send more requests at once. */
const mostConcurrency = 50;

/** The operation that executes others. */
export const batchOperation = (
  execute: (item: BatchItem, call: OperationCall) => OperationResult | Promise<OperationResult>,
): Operation =>
  operation({
    description: 'Executes several operations of this plugin',
    inputs: {
      operations: { type: 'array', required: true, description: 'Objects with a name, and inputs' },
      strategy: { type: 'string', description: 'all_succeed, any_succeed or best_effort (default)' },
      concurrency: { type: 'integer', description: `How many at once (default: ${usualConcurrency})` },
    },
    outputs: {
      total: { type: 'integer' },
      succeeded: { type: 'integer' },
      failed: { type: 'integer' },
      results: { type: 'array', description: 'Success, Outputs and Error of each operation, in their order' },
    },
    handler: (call) => {
      const { operations, strategy: wanted, concurrency } = call.inputs;
      const name = wanted?.trim() || 'best_effort';
      const strategy = strategies.find((known) => known === name);
      if (strategy === undefined) throw new Error(`strategy must be one of ${strategies.join(', ')}`);
      return executeBatch(batchItems(operations), {
        strategy,
        concurrency: (concurrency ?? 0) > 0 ? Math.min(concurrency ?? 0, mostConcurrency) : usualConcurrency,
        signal: call.signal,
        execute: async (item, signal) => execute(item, { ...call, signal } as unknown as OperationCall),
      });
    },
  });
