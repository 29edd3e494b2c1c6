import { progressFields } from '../wire/progress-record.js';
import type { PluginLog } from './plugin-log.js';
import type { Cancelable } from './runtime-context.js';

/** Tells how far a call is. */
export type ReportProgress = (fraction: number, text?: string) => void;

/** Reports that come sooner after each other are left out, but for the last one. */
const leastPauseMs = 100;

/** What a handler reports its progress with. A host that is not told by itself finds it in its log. */
export function progressOf(caller: Cancelable, log: PluginLog): ReportProgress {
  let last = -Infinity;
  return (fraction, text = '') => {
    if (typeof fraction !== 'number' || Number.isNaN(fraction))
      throw new TypeError('the fraction of progress must be a number from 0 to 1');
    const now = performance.now();
    if (fraction < 1 && now - last < leastPauseMs) return;
    last = now;
    const progress = { fraction: Math.min(1, Math.max(0, fraction)), text };
    if (caller.onProgress !== undefined) caller.onProgress(progress);
    else log.info(progress.text, progressFields(progress.fraction, caller.callId));
  };
}
