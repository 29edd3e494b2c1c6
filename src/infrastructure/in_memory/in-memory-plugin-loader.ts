import { AwfError } from '../../domain/errors/awf-error.js';
import type { PluginInfo } from '../../domain/plugin/plugin-info.js';
import type { PluginLoader } from '../../ports/plugin-loader.js';
import { pluginInfoOf, type InMemoryPlugins } from './in-memory-plugins.js';

/** Finds the plugins that are objects in this process. Each directory is said to hold all of them. */
export class InMemoryPluginLoader implements PluginLoader {
  readonly #plugins: InMemoryPlugins;

  constructor(plugins: InMemoryPlugins) {
    this.#plugins = plugins;
  }

  discoverPlugins(): Promise<readonly PluginInfo[]> {
    return Promise.resolve(
      Object.keys(this.#plugins)
        .sort()
        .map((name) => this.#info(name)),
    );
  }

  /** The directory of such a plugin is its name. */
  loadPlugin(directory: string): Promise<PluginInfo> {
    if (Object.hasOwn(this.#plugins, directory)) return Promise.resolve({ ...this.#info(directory), status: 'loaded' });
    return Promise.reject(new AwfError('USER.INPUT.MISSING_FILE', { path: directory }));
  }

  #info(name: string): PluginInfo {
    const source = this.#plugins[name] as InMemoryPlugins[string];
    // A function is for starting, and may fail: what there is to know before is the name.
    const plugin = typeof source === 'function' ? { name, version: '0.0.0' } : source;
    return { ...pluginInfoOf(name, plugin, 'external'), directory: name };
  }
}
