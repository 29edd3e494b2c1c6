import { settlesWithin } from 'plugin-async';
import type { AttachedRunner, ProcessExit } from '../process/runner.js';

/** How a plugin ended. Both values are null when nothing is known of its end, or when there never was a process. */
export interface PluginExit extends ProcessExit {
  /** The last lines that it wrote to stderr, at most ten and 2 KiB, without those of go-plugin itself. */
  readonly stderrTail: string;
}

/** A running plugin that this host has started or attached to. */
export interface LivePlugin {
  readonly runner: AttachedRunner;
  /** The program, or the address of an attached plugin. For errors. */
  readonly path: string;
  /** Resolves when the process has exited and its last output has been read. Never rejects. */
  readonly ended: Promise<PluginExit>;
  /** Aborted when the plugin has exited. The reason is a GoPluginError `PLUGIN_EXITED`. */
  readonly signal: AbortSignal;
}

/**
 * Whether the plugin's process exits within `timeoutMs`. If so, its last output has been read, and its signal is
 * aborted. A refused connection, a broken call or a closed stdout may be noticed before the exit that caused it, and
 * the exit says more. The limit applies only to the exit, not to reading the rest of the pipes.
 * @param signal the caller's. Once it is aborted, the wait ends
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
