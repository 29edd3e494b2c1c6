import { AwfError } from '../../domain/errors/awf-error.js';
import type { PluginInfo } from '../../domain/plugin/plugin-info.js';
import type { ConnectOptions, PluginConnection, PluginTransport } from '../../ports/plugin-transport.js';

/** Makes a transport. Called when the first plugin needs it, so that a host loads no technology that it does not use. */
export type TransportFactory = () => PluginTransport | Promise<PluginTransport>;

/** Several transports as one: the `runtime` in a plugin's manifest chooses. */
export class RoutingPluginTransport implements PluginTransport {
  readonly #factories: ReadonlyMap<string, TransportFactory>;
  readonly #defaultRuntime: string;
  readonly #transports = new Map<string, Promise<PluginTransport>>();

  /** @param defaultRuntime the runtime of plugins whose manifest names none */
  constructor(factories: ReadonlyMap<string, TransportFactory>, defaultRuntime: string) {
    this.#factories = factories;
    this.#defaultRuntime = defaultRuntime;
  }

  /**
   * Connects with the transport of the plugin's runtime.
   *
   * @throws AwfError `USER.VALIDATION.RUNTIME_UNSUPPORTED` when this host has no such transport; and what that transport throws
   */
  async connect(plugin: PluginInfo, options?: ConnectOptions): Promise<PluginConnection> {
    const { name, runtime = this.#defaultRuntime } = plugin.manifest;
    const factory = this.#factories.get(runtime);
    if (factory === undefined) {
      const known = [...this.#factories.keys()].sort();
      throw new AwfError('USER.VALIDATION.RUNTIME_UNSUPPORTED', { plugin: name, runtime, known });
    }
    return (await this.#transport(runtime, factory)).connect(plugin, options);
  }

  #transport(runtime: string, factory: TransportFactory): Promise<PluginTransport> {
    const made = this.#transports.get(runtime);
    if (made !== undefined) return made;
    const making = Promise.resolve().then(factory);
    this.#transports.set(runtime, making);
    // A failure is not remembered: the next plugin tries again.
    making.catch(() => this.#transports.delete(runtime));
    return making;
  }
}
