import { settlesWithin } from 'plugin-async';
import type { AttachedRunner, ProcessExit } from '../process/runner.js';

/** How a plugin ended. Both values are null when nothing is known of its end, or when there never was a process. */
export interface PluginExit extends ProcessExit {
  /** The last lines that it wrote to stderr, at most ten and 2 KiB, without those of go-plugin itself. */
  readonly stderrTail: string;
}

/** A plugin that runs, whether this host has started it or attached to it. */
export interface LivePlugin {
  readonly runner: AttachedRunner;
  /** The program, or the address of one that was attached to; for errors. */
  readonly path: string;
  /** Resolves when the process has ended and its last words are read. Never rejects. */
  readonly ended: Promise<PluginExit>;
  /** Aborted when the plugin has ended; the reason is a GoPluginError `PLUGIN_EXITED`. */
  readonly signal: AbortSignal;
}

/**
 * Whether the plugin's process ends within `timeoutMs`; then its last words have been read, too, and its signal is aborted. A refused
 * connection, a broken call, a closed stdout may each be noticed before the exit that they come from, which says more. The limit is
 * for the exit alone: reading what is left in the pipes takes its own time.
 * @param signal of who waits for the answer: once it is aborted, the exit is not waited for
 */
export async function endsWithin(
  { runner, ended }: LivePlugin,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<boolean> {
  if (!(await settlesWithin(runner.exited, timeoutMs, signal))) return false;
  await ended;
  return true;
}
