import type { PluginInfo } from '../../../domain/plugin/plugin-info.js';
import type { ConnectOptions, PluginConnection, PluginTransport } from '../../../ports/plugin-transport.js';

/** The plugin that is being developed. */
export interface DevelopedPlugin {
  readonly locator: string;
  /** Starts it, whatever it consists of now: each build differs from what was installed. */
  readonly transport: PluginTransport;
  /** Variables for its environment, such as those that turn a debugger on. */
  readonly env: Readonly<Record<string, string>>;
}

/** Another transport that starts one plugin without asking whether it is what was approved. */
export class DevPluginTransport implements PluginTransport {
  readonly #inner: PluginTransport;
  readonly #developed: DevelopedPlugin;

  constructor(inner: PluginTransport, developed: DevelopedPlugin) {
    this.#inner = inner;
    this.#developed = developed;
  }

  connect(plugin: PluginInfo, options: ConnectOptions = {}): Promise<PluginConnection> {
    const { locator, transport, env } = this.#developed;
    if (plugin.locator !== locator || plugin.manifest.runtime !== undefined)
      return this.#inner.connect(plugin, options);
    return transport.connect(plugin, { ...options, sandbox: withVariables(options.sandbox, env) });
  }
}

/** A plugin that gets no further variables, and has no sandbox, needs none. */
function withVariables(sandbox: ConnectOptions['sandbox'], env: DevelopedPlugin['env']): ConnectOptions['sandbox'] {
  if (Object.keys(env).length === 0) return sandbox;
  return { ...sandbox, envValues: { ...sandbox?.envValues, ...env } };
}
