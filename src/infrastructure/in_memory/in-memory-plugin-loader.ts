import { AwfError } from '../../domain/errors/awf-error.js';
import type { PluginInfo } from '../../domain/plugin/plugin-info.js';
import type { CallOptions } from '../../ports/call-options.js';
import type { PluginLoader } from '../../ports/plugin-loader.js';
import { withinLimits } from 'plugin-async';
import { storageLimits } from '../shared/storage-limits.js';
import { pluginInfoOf, type InMemoryPlugins } from './in-memory-plugins.js';

/** The one directory that holds the plugins of this process. */
export const memoryDirectory = 'memory:';

/** Finds the plugins that are objects in this process. They are all in {@link memoryDirectory}. */
export class InMemoryPluginLoader implements PluginLoader {
  readonly #plugins: InMemoryPlugins;

  constructor(plugins: InMemoryPlugins) {
    this.#plugins = plugins;
  }

  discoverPlugins(directory: string, options: CallOptions = {}): Promise<readonly PluginInfo[]> {
    return withinLimits(options, storageLimits('*', 'discover', directory), () => {
      if (directory !== memoryDirectory)
        return Promise.reject(new AwfError('USER.INPUT.MISSING_FILE', { path: directory }));
      const names = Object.keys(this.#plugins).sort();
      return Promise.resolve(names.map((name) => this.#info(name)));
    });
  }

  /** The locator of such a plugin is its name. */
  loadPlugin(locator: string, options: CallOptions = {}): Promise<PluginInfo> {
    return withinLimits(options, storageLimits(locator, 'load', memoryDirectory), () => {
      if (Object.hasOwn(this.#plugins, locator)) return Promise.resolve({ ...this.#info(locator), status: 'loaded' });
      return Promise.reject(new AwfError('USER.INPUT.MISSING_FILE', { path: locator }));
    });
  }

  #info(name: string): PluginInfo {
    const source = this.#plugins[name] as InMemoryPlugins[string];
    if (typeof source !== 'function') return pluginInfoOf(name, source, 'external');
    // A function is for starting, and may fail: what there is to know before is the name.
    const { capabilities = ['operations', 'step_types'] } = source;
    const info = pluginInfoOf(name, { name, version: '0.0.0' }, 'external');
    return { ...info, manifest: { ...info.manifest, capabilities } };
  }
}
