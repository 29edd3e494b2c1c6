import type { Writable } from 'node:stream';

const events = ['drain', 'close', 'error'] as const;

/** Calls `resume` once: when a sink that was full takes more, or will never take anything again. */
export function onceDrained(sink: Writable, resume: () => void): void {
  const once = (): void => {
    for (const event of events) sink.off(event, once);
    resume();
  };
  for (const event of events) sink.on(event, once);
}
