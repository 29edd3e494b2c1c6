import type { PluginEnd } from '../../domain/plugin-end.js';
import { readableStderr } from './readable-stderr.js';

/** How a plugin's process ended. Both codes are null where this host did not start the process. */
export interface ProcessExit {
  readonly exitCode: number | null;
  readonly exitSignal: string | null;
  readonly stderrTail: string;
}

/** How a plugin ended whose process ended. */
export function processEnd({ exitCode, exitSignal, stderrTail }: ProcessExit): PluginEnd {
  const lastWords = { stderrTail: readableStderr(stderrTail) };
  if (exitSignal !== null) return { reason: 'signaled', details: { signal: exitSignal, ...lastWords } };
  if (exitCode !== null) return { reason: 'exited', details: { exitCode, ...lastWords } };
  return { reason: 'lost', details: lastWords };
}
