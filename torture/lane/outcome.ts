import { AwfError } from '../../src/domain/errors/awf-error.js';
import type { OperationResult } from '../../src/domain/plugin/operation.js';

/** How something ended. */
export interface Outcome {
  /** `answered`, or the code of the error with the status of a call that the plugin answered so. */
  readonly end: string;
  readonly message: string;
}

/** Nothing takes longer than this unless the host hangs. */
const hangsMs = 300_000;

/** Waits for a call. Only the right text counts as an answer. */
export async function outcomeOf(call: Promise<OperationResult>, text: string): Promise<Outcome> {
  try {
    const result = await within(call);
    if (result.success && result.outputs['text'] === text) return { end: 'answered', message: '' };
    return { end: 'another answer', message: JSON.stringify(result).slice(0, 200) };
  } catch (error) {
    return failureOf(error);
  }
}

/** Waits for an end that has no value. */
export async function endOf(work: Promise<unknown>): Promise<Outcome> {
  try {
    await within(work);
    return { end: 'answered', message: '' };
  } catch (error) {
    return failureOf(error);
  }
}

/** What an error tells. */
export function failureOf(error: unknown): Outcome {
  const message = error instanceof Error ? error.message.slice(0, 300) : String(error);
  if (AwfError.is(error, 'EXECUTION.PLUGIN.CALL_FAILED'))
    return { end: `${error.code} ${error.details.status}`, message };
  if (AwfError.is(error)) return { end: error.code, message };
  const code = (error as { readonly code?: unknown } | undefined)?.code;
  return { end: typeof code === 'string' ? code : 'an error without a code', message };
}

async function within<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('nothing happened for five minutes')), hangsMs);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
