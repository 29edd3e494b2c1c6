import { settlesWithin } from 'plugin-async';
import type { AttachedRunner } from './runner.js';

/** How long {@link terminate} waits at each step, in milliseconds. */
export interface TerminationLimits {
  /** From the request to shut down to the plugin's exit. The time of the request itself counts. */
  readonly gracefulMs: number;
  /** From SIGTERM to the plugin's exit. 0 omits SIGTERM, as in go-plugin. */
  readonly terminateMs: number;
}

/** How a plugin ended. */
export type TerminationOutcome =
  | 'exited' // by itself, in time
  | 'terminated' // after SIGTERM
  | 'killed' // after SIGKILL
  | 'unkillable'; // not even SIGKILL ended it: it hangs in the kernel

/** The longest wait after SIGKILL, which acts at once except on a process that hangs in the kernel. */
const killPatienceMs = 2_000;

/**
 * Ends a plugin and waits for its exit. It never takes longer than the limits and 2 s together, whatever the plugin
 * does. go-plugin's Kill hangs if the plugin is stopped or if a grandchild holds its pipes.
 * @param requestShutdown asks the plugin to exit, and resolves to whether to wait for that. It may hang or reject.
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
