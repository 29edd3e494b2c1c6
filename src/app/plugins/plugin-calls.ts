import { forMany } from 'plugin-async';
import { AwfError } from '../../domain/errors/awf-error.js';
import type { Capability } from '../../domain/plugin/manifest.js';
import type { SecretMask } from '../../domain/secret-mask.js';
import type { CallOptions } from '../../ports/call-options.js';
import type { Clock } from '../../ports/clock.js';
import type { Logger } from '../../ports/logger.js';
import type { PluginManager } from '../../ports/plugin-manager.js';
import type { PluginConnection } from '../../ports/plugin-transport.js';

/** What calling plugins takes. */
export interface PluginCallPorts {
  /** The manager of the plugins: ours, or one that an embedder has bound. */
  readonly plugins: PluginManager;
  readonly clock: Clock;
}

/** What listing what plugins offer takes. */
export interface PluginOfferPorts extends PluginCallPorts {
  readonly logger: Logger;
  /** Gets the secrets among the inputs of each call. @default nothing is masked */
  readonly secrets?: SecretMask | undefined;
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

/** The names of the plugins that are not disabled and, where a capability is asked for, promise it in their manifest. Looks for plugins if none is known. */
export async function enabledPlugins(
  plugins: PluginManager,
  options: CallOptions,
  capability?: Capability,
): Promise<readonly string[]> {
  const known = plugins.list();
  const found = known.length > 0 ? known : await plugins.discover(options);
  return found
    .filter(({ status }) => status !== 'disabled')
    .filter(({ manifest }) => capability === undefined || manifest.capabilities.includes(capability))
    .map(({ manifest }) => manifest.name);
}

/** Starts a plugin if it does not run. @returns false for a plugin that does not exist */
export async function startIfKnown(plugin: string, options: CallOptions, plugins: PluginManager): Promise<boolean> {
  try {
    if (plugins.connection(plugin) === undefined) await plugins.init(plugin, undefined, options);
    return true;
  } catch (error) {
    if (AwfError.is(error, 'USER.INPUT.PLUGIN_NOT_FOUND')) return false;
    throw error;
  }
}

/**
 * Starts plugins at the same time, and lists what they offer by name. A plugin whose start fails offers nothing: its own status says why.
 * @param what what is listed, for the log
 * @param offeredBy what a plugin offers that has been started
 */
export async function offersOf<Offer extends { readonly name: string }>(
  names: readonly string[],
  what: string,
  offeredBy: (plugin: string) => readonly Offer[],
  options: CallOptions,
  { plugins, logger }: PluginOfferPorts,
): Promise<readonly Offer[]> {
  const limits = forMany(options);
  const offers = await Promise.all(
    names.map(async (plugin) => {
      try {
        await plugins.init(plugin, undefined, limits);
      } catch (error) {
        if (AwfError.is(error, 'EXECUTION.PLUGIN.CANCELED') || AwfError.is(error, 'EXECUTION.HOST.CLOSED')) throw error;
        logger.log('debug', `its ${what} are not listed: ${(error as Error).message}`, { plugin });
      }
      return offeredBy(plugin);
    }),
  );
  return offers.flat().sort((a, b) => (a.name < b.name ? -1 : 1));
}
