import { classifyCallFailure, type CallFailure } from '../grpc/call-failure.js';
import type { PluginExit, WatchedPlugin } from './watched-plugin.js';

/** Why a call to a plugin failed. */
export type PluginCallFailure =
  | CallFailure
  /** The plugin's process has ended, before the call or during it. */
  | { readonly reason: 'plugin exited'; readonly exit: PluginExit };

/** If a call fails because the plugin dies, it may fail before the process has exited. */
const exitAfterFailureMs = 2_000;

/**
 * {@link classifyCallFailure} for a call to this plugin: after a lost connection, it waits for the end of the process.
 * @param signal ends the wait
 */
export async function classifyPluginCallFailure(
  error: unknown,
  plugin: WatchedPlugin | undefined,
  signal: AbortSignal,
): Promise<PluginCallFailure | undefined> {
  const failure = classifyCallFailure(error);
  if (failure?.reason !== 'connection lost' || plugin === undefined) return failure;
  const exited = await plugin.endsWithin(exitAfterFailureMs, signal);
  return exited ? { reason: 'plugin exited', exit: await plugin.ended } : failure;
}
