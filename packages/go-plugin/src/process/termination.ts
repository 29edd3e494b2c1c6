import { settlesWithin } from 'plugin-async';
import type { AttachedRunner } from './runner.js';

/** How long {@link terminate} waits at each rung of the ladder, in milliseconds. */
export interface TerminationLimits {
  /** From the request to shut down, whose own duration counts, to the plugin's end. */
  readonly gracefulMs: number;
  /** From SIGTERM to the plugin's end; 0 leaves SIGTERM out, as go-plugin does. */
  readonly terminateMs: number;
}

/** How a plugin was brought to its end. */
export type TerminationOutcome =
  | 'exited' // by itself, in time
  | 'terminated' // after SIGTERM
  | 'killed' // after SIGKILL
  | 'unkillable'; // not even then: it hangs in the kernel

/** SIGKILL acts at once, except on a process that is stuck in the kernel; for that one nobody waits longer than this. */
const killPatienceMs = 2_000;

/**
 * Ends a plugin and waits for its end, never longer than the limits and 2 s together, whatever the plugin does: go-plugin's Kill hangs
 * when the plugin is stopped or when a grandchild holds its pipes.
 * @param requestShutdown asks the plugin to end by itself; resolves to whether it is worth waiting for that. It may hang or reject.
 */
export async function terminate(
  plugin: AttachedRunner,
  limits: TerminationLimits,
  requestShutdown: () => Promise<boolean>,
): Promise<TerminationOutcome> {
  if (await endsByItself(plugin, limits.gracefulMs, requestShutdown)) return 'exited';
  if (limits.terminateMs > 0) {
    plugin.terminate();
    if (await settlesWithin(plugin.exited, limits.terminateMs)) return 'terminated';
  }
  plugin.kill();
  return (await settlesWithin(plugin.exited, killPatienceMs)) ? 'killed' : 'unkillable';
}

async function endsByItself(
  plugin: AttachedRunner,
  gracefulMs: number,
  requestShutdown: () => Promise<boolean>,
): Promise<boolean> {
  const hopeless = new Promise<void>((resolve) => {
    requestShutdown().then(
      (hopeful) => (hopeful ? undefined : resolve()),
      () => resolve(),
    );
  });
  let exited = false;
  const exit = plugin.exited.then(() => {
    exited = true;
  });
  await settlesWithin(Promise.race([exit, hopeless]), gracefulMs);
  return exited;
}
