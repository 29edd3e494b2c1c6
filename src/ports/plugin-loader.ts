import type { PluginInfo } from '../domain/plugin/plugin-info.js';
import type { CallOptions } from './call-options.js';
import { token } from './token.js';

/** Finds plugins and reads their manifests. */
export interface PluginLoader {
  /**
   * Every plugin below `directory`, sorted by name; one with a wrong manifest comes as `failed` with its error. Whether their programs can
   * be started is not looked at.
   *
   * @throws AwfError `USER.INPUT.MISSING_FILE` where there is no such directory, or it is a file; `SYSTEM.IO.READ_FAILED`, `.TIMEOUT`,
   * `EXECUTION.PLUGIN.CANCELED`
   */
  discoverPlugins(directory: string, options?: CallOptions): Promise<readonly PluginInfo[]>;
  /**
   * One plugin, if it can be started.
   *
   * @param locator that of a plugin which was discovered
   * @throws AwfError `USER.VALIDATION.MANIFEST_INVALID`; `USER.INPUT.MISSING_FILE`, `SYSTEM.IO.READ_FAILED` when there is no manifest or it
   * cannot be read; `SYSTEM.IO.PLUGIN_BINARY_NOT_FOUND`, `.PLUGIN_NOT_EXECUTABLE` when there is no program, or no permission to run it;
   * `SYSTEM.IO.TIMEOUT`, `EXECUTION.PLUGIN.CANCELED`
   */
  loadPlugin(locator: string, options?: CallOptions): Promise<PluginInfo>;
}

/** What the {@link PluginLoader} is bound under. */
export const PLUGIN_LOADER = token<PluginLoader>('PluginLoader');
