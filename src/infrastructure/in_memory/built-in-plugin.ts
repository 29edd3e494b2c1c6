import type { JsonObject } from '../../domain/json.js';
import type { PluginManifest } from '../../domain/plugin/manifest.js';
import type { PluginInfo } from '../../domain/plugin/plugin-info.js';
import type { ProjectSettings } from '../../domain/project/project-settings.js';
import type { Plugin } from '../../sdk/plugin.js';
import { inMemoryRuntime, pluginInfoOf } from './in-memory-plugins.js';

/** A plugin of the host whose code is loaded when a workflow first needs it. It has operations alone. */
export interface BuiltInPlugin extends Pick<PluginManifest, 'name' | 'version' | 'description' | 'config'> {
  /** What other parts of the settings say about it. Its own settings count before them. @default nothing */
  readonly configOf?: (settings: ProjectSettings) => JsonObject;
  /** Makes it. */
  readonly load: () => Promise<Plugin>;
}

/** Whether it has to be loaded first. */
export const isLazy = (plugin: Plugin | BuiltInPlugin): plugin is BuiltInPlugin => 'load' in plugin;

/** A built-in plugin as the host knows it. */
export function builtInInfo(plugin: Plugin | BuiltInPlugin): PluginInfo {
  if (!isLazy(plugin)) return pluginInfoOf(plugin.name, plugin, 'builtin');
  const { name, version, description, config } = plugin;
  return {
    manifest: {
      ...{ name, version, description, config },
      awfVersion: '>=0.0.0',
      runtime: inMemoryRuntime,
      capabilities: ['operations'],
      events: { subscribe: [], emit: [] },
    },
    type: 'builtin',
    status: 'builtin',
    locator: name,
  };
}
