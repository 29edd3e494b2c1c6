import type { Writable } from 'node:stream';

const events = ['drain', 'close', 'error'] as const;

/** Calls `resume` once, when a full sink accepts data again or will never accept data again. */
export function onceDrained(sink: Writable, resume: () => void): void {
  const once = (): void => {
    for (const event of events) sink.off(event, once);
    resume();
  };
  for (const event of events) sink.on(event, once);
}
