import type { PluginInfo } from '../../../domain/plugin/plugin-info.js';
import type { CallOptions } from '../../../ports/call-options.js';
import type { PluginLoader } from '../../../ports/plugin-loader.js';

/** Another loader that also takes the folder of one plugin for a directory with that plugin, and with nothing else. */
export class SinglePluginLoader implements PluginLoader {
  readonly #inner: PluginLoader;
  readonly #locator: string;

  constructor(inner: PluginLoader, locator: string) {
    this.#inner = inner;
    this.#locator = locator;
  }

  async discoverPlugins(directory: string, options?: CallOptions): Promise<readonly PluginInfo[]> {
    if (directory !== this.#locator) return this.#inner.discoverPlugins(directory, options);
    return [await this.#inner.loadPlugin(directory, options)];
  }

  loadPlugin(locator: string, options?: CallOptions): Promise<PluginInfo> {
    return this.#inner.loadPlugin(locator, options);
  }
}
