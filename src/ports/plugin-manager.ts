import type { JsonObject } from '../domain/json.js';
import type { PluginInfo } from '../domain/plugin/plugin-info.js';
import type { CallOptions } from './call-options.js';
import { token } from './token.js';

/**
 * The life cycle of external plugins. Statuses are true: what {@link PluginManager.get} says of a plugin is what it is.
 * Contract: clauses PM-01 and following.
 */
export interface PluginManager {
  /** Looks for plugins in the plugin directories and reads their manifests. A wrong manifest gives a `failed` plugin, not silence. */
  discover(options?: CallOptions): Promise<readonly PluginInfo[]>;

  /** Checks one discovered plugin so that it can be started; a no-op when it is loaded or running. */
  load(name: string, options?: CallOptions): Promise<PluginInfo>;

  /**
   * Starts the plugin's process, shakes hands and initializes it; a no-op when it is running. Concurrent calls share one start.
   * Loads it first where that is still to be done. When anything fails the process is gone and the status is `failed`.
   *
   * @throws AwfError `USER.INPUT.PLUGIN_NOT_FOUND`, `USER.VALIDATION.*`, `SYSTEM.IO.PLUGIN_*`, `EXECUTION.PLUGIN.*`
   */
  init(name: string, config?: JsonObject, options?: CallOptions): Promise<void>;

  /** Shuts one plugin down; resolves when its process is gone. A no-op for a plugin that does not run, or is unknown. */
  shutdown(name: string, options?: CallOptions): Promise<void>;

  /** Shuts all plugins down, in parallel. @throws AggregateError of all that failed; no process is left all the same. */
  shutdownAll(options?: CallOptions): Promise<void>;

  /** One plugin as it stands now. */
  get(name: string): PluginInfo | undefined;

  /** All known plugins, in the order of their names. */
  list(): readonly PluginInfo[];
}

export const PLUGIN_MANAGER = token<PluginManager>('PluginManager');
