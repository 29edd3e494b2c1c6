import type { JsonObject } from '../domain/json.js';
import type { PluginInfo } from '../domain/plugin/plugin-info.js';
import type { CallOptions } from './call-options.js';
import type { PluginConnection } from './plugin-transport.js';
import { token } from './token.js';

/**
 * The life cycle of external plugins. {@link PluginManager.get} always returns the current status.
 * Contract: clauses PM-01 and following.
 */
export interface PluginManager {
  /**
   * Looks for plugins in the plugin directories and reads their manifests. An invalid manifest gives a `failed` plugin.
   *
   * @throws AwfError `USER.INPUT.MISSING_FILE` where a directory is missing that must be there, `SYSTEM.IO.READ_FAILED`, `.TIMEOUT`,
   * `EXECUTION.PLUGIN.CANCELED`, `.NOT_IMPLEMENTED`
   */
  discover(options?: CallOptions): Promise<readonly PluginInfo[]>;

  /**
   * Checks one discovered plugin so that it can be started; a no-op when it is loaded or running.
   *
   * @throws AwfError `USER.INPUT.PLUGIN_NOT_FOUND`, `EXECUTION.PLUGIN.DISABLED`, `.NOT_IMPLEMENTED`, and what `PluginLoader.loadPlugin` throws
   */
  load(name: string, options?: CallOptions): Promise<PluginInfo>;

  /**
   * Starts the plugin, connects to it and initializes it; a no-op when it is running. Concurrent calls share one start.
   * Loads it first if that has not been done. If a step fails, the plugin has ended and its status is `failed`.
   *
   * @throws AwfError what {@link PluginManager.load} and `PluginTransport.connect` throw; `USER.VALIDATION.PLUGIN_VERSION_MISMATCH`,
   * `.PLUGIN_CONFIG`; `EXECUTION.PLUGIN.CALL_FAILED` when the plugin refuses its configuration, `.CALL_TIMEOUT`, `.CRASHED`, `.CANCELED`
   */
  init(name: string, config?: JsonObject, options?: CallOptions): Promise<void>;

  /**
   * Shuts one plugin down; resolves when it has ended. A no-op for a plugin that does not run, or is unknown. A plugin that does not
   * shut down by itself is ended by force, which is not an error.
   *
   * @throws AwfError `EXECUTION.PLUGIN.NOT_IMPLEMENTED`
   */
  shutdown(name: string, options?: CallOptions): Promise<void>;

  /** Shuts all plugins down, in parallel. @throws AggregateError of all that failed; every plugin has ended in any case. */
  shutdownAll(options?: CallOptions): Promise<void>;

  /** One plugin as it stands now. */
  get(name: string): PluginInfo | undefined;

  /** The connection to a plugin while it runs. The manager closes it; callers must not. */
  connection(name: string): PluginConnection | undefined;

  /** All known plugins, in the order of their names. */
  list(): readonly PluginInfo[];
}

/** What the {@link PluginManager} is bound under. */
export const PLUGIN_MANAGER = token<PluginManager>('PluginManager');
