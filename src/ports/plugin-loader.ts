import type { PluginInfo } from '../domain/plugin/plugin-info.js';
import type { CallOptions } from './call-options.js';
import { token } from './token.js';

/** Finds plugins and reads their manifests. */
export interface PluginLoader {
  /** Every plugin below `directory`, sorted by name; one with a wrong manifest comes as `failed` with its error. */
  discoverPlugins(directory: string, options?: CallOptions): Promise<readonly PluginInfo[]>;
  /** The plugin in one directory. @throws AwfError `USER.VALIDATION.MANIFEST_INVALID`, `USER.INPUT.MISSING_FILE` */
  loadPlugin(directory: string, options?: CallOptions): Promise<PluginInfo>;
}

export const PLUGIN_LOADER = token<PluginLoader>('PluginLoader');
