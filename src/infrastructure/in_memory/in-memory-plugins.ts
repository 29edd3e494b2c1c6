import type { PluginManifest } from '../../domain/plugin/manifest.js';
import type { PluginInfo } from '../../domain/plugin/plugin-info.js';
import type { Plugin } from '../../sdk/plugin.js';
import { describePlugin } from '../../sdk/schemas.js';

/** Plugins by the name that workflows address them with. A function is called at every start, for plugins that keep state. */
export type InMemoryPlugins = Readonly<Record<string, Plugin | (() => Plugin)>>;

/** The plugin, a fresh one where there is a function for it. */
export const instantiate = (source: Plugin | (() => Plugin)): Plugin =>
  typeof source === 'function' ? source() : source;

/** What a manifest would say of a plugin object. */
export function manifestOf(name: string, plugin: Plugin): PluginManifest {
  const { version, description } = describePlugin(plugin);
  return { name, version, description, awfVersion: '>=0.0.0', capabilities: ['operations'], config: {} };
}

/** A plugin object as the host knows it. */
export const pluginInfoOf = (name: string, plugin: Plugin, type: PluginInfo['type']): PluginInfo => ({
  manifest: manifestOf(name, plugin),
  type,
  status: type === 'builtin' ? 'builtin' : 'discovered',
  directory: '',
  binary: type === 'builtin' ? '' : `memory:${name}`,
});
