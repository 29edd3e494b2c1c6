import { AwfError } from '../../domain/errors/awf-error.js';
import type { CallOptions } from '../../ports/call-options.js';
import type { Clock } from '../../ports/clock.js';
import type { PluginManager } from '../../ports/plugin-manager.js';
import type { PluginConnection } from '../../ports/plugin-transport.js';

/** What calling plugins takes. */
export interface PluginCallPorts {
  /** The manager of the plugins: ours, or one that an embedder has bound. */
  readonly plugins: PluginManager;
  readonly clock: Clock;
}

/** A plugin that was started for a call, and what is left of the call's time. */
export interface StartedForCall {
  readonly connection: PluginConnection;
  readonly options: CallOptions;
}

/** Starts a plugin for a call, whose time includes the start. @throws AwfError what `PluginManager.init` throws */
export async function startForCall(
  plugin: string,
  call: string,
  options: CallOptions,
  { plugins, clock }: PluginCallPorts,
): Promise<StartedForCall> {
  const begin = clock.monotonicMs();
  await plugins.init(plugin, undefined, options);
  const connection = plugins.connection(plugin);
  if (connection === undefined) throw gone(plugin, call, plugins);
  if (options.timeoutMs === undefined) return { connection, options };
  const timeoutMs = Math.max(0, options.timeoutMs - (clock.monotonicMs() - begin));
  return { connection, options: { ...options, timeoutMs } };
}

/** Why a plugin that was just started does not run any more. */
function gone(plugin: string, call: string, plugins: PluginManager): AwfError {
  const { error, status = 'unknown' } = plugins.get(plugin) ?? {};
  return error ?? new AwfError('EXECUTION.PLUGIN.NOT_RUNNING', { plugin, status, call });
}
