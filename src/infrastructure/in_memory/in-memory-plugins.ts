import type { Capability, PluginManifest } from '../../domain/plugin/manifest.js';
import type { PluginEnd } from '../../domain/plugin-end.js';
import type { PluginInfo } from '../../domain/plugin/plugin-info.js';
import type { Plugin } from '../../sdk/plugin.js';
import { configFields } from '../../sdk/settings.js';
import { capabilitiesOf, describePlugin } from '../../sdk/schemas.js';

/** What a plugin object has in place of a process of its own. */
export interface InMemoryProcess {
  /** Ends the plugin as if its process had died: calls in flight reject with `EXECUTION.PLUGIN.CRASHED`, and so do all further ones. */
  crash(end?: PluginEnd): void;
}

/** Makes a plugin at every start, for plugins that keep state. */
export interface InMemoryPluginFactory {
  /** Makes a plugin for one start. */
  (process: InMemoryProcess): Plugin;
  /** What its plugins offer. A validator is asked about every workflow, so that it must be named here. @default operations and step_types */
  readonly capabilities?: readonly Capability[];
}

/** Plugins by the name that workflows address them with. */
export type InMemoryPlugins = Readonly<Record<string, Plugin | InMemoryPluginFactory>>;

/** The runtime of plugins that are objects in this process. */
export const inMemoryRuntime = 'in_memory';

/** What a manifest would say of a plugin object. */
export function manifestOf(name: string, plugin: Plugin): PluginManifest {
  const { version, description } = describePlugin(plugin);
  return {
    name,
    version,
    description,
    awfVersion: '>=0.0.0',
    runtime: inMemoryRuntime,
    capabilities: capabilitiesOf(plugin),
    events: { subscribe: plugin.events?.patterns ?? [], emit: plugin.emits ?? [] },
    config: configFields(plugin.config),
  };
}

/** A plugin object as the host knows it. */
export const pluginInfoOf = (name: string, plugin: Plugin, type: PluginInfo['type']): PluginInfo => ({
  manifest: manifestOf(name, plugin),
  type,
  status: type === 'builtin' ? 'builtin' : 'discovered',
  locator: name,
});
