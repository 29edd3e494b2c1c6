import type { OperationResult } from '../../domain/plugin/operation.js';

/**
 * Has an operation answer what its handler throws. The server or the workflow is wrong then, and not the plugin, so that nothing is logged.
 * A call that was canceled still rejects.
 */
export const answeringFailures =
  <Call extends { readonly signal: AbortSignal }>(handler: (call: Call) => Promise<OperationResult>) =>
  async (call: Call): Promise<OperationResult> => {
    try {
      return await handler(call);
    } catch (error) {
      if (call.signal.aborted) throw error;
      return { success: false, outputs: {}, error: error instanceof Error ? error.message : String(error) };
    }
  };
