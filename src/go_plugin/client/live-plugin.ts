import type { AttachedRunner, ProcessExit } from '../process/runner.js';

/** A plugin that runs, whether this host has started it or attached to it. */
export interface LivePlugin {
  readonly runner: AttachedRunner;
  /** The program, or the address of one that was attached to; for errors. */
  readonly path: string;
  /** Resolves when the process has ended and its last words are read. Never rejects. */
  readonly ended: Promise<ProcessExit>;
  /** Aborted when the plugin has ended; the reason is a GoPluginError `PLUGIN_EXITED`. */
  readonly signal: AbortSignal;
}
