import type { PluginInfo } from '../domain/plugin/plugin-info.js';
import type { CallOptions } from '../ports/call-options.js';
import type { PluginConnection, PluginTransport } from '../ports/plugin-transport.js';

/** A transport that lets a suite see how many plugins a manager starts and leaves behind. */
export class ObservedTransport implements PluginTransport {
  readonly #transport: PluginTransport;
  readonly #live = new Set<PluginConnection>();
  readonly #waiting: (() => void)[] = [];
  #starts = 0;

  constructor(transport: PluginTransport) {
    this.#transport = transport;
  }

  /** How many times a plugin was to be started. */
  get starts(): number {
    return this.#starts;
  }

  /** The connections to plugins that have not ended. */
  get live(): readonly PluginConnection[] {
    return [...this.#live];
  }

  /** Resolves when the next start begins. */
  nextStart(): Promise<void> {
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  /** Connects as the observed transport does, and counts it. */
  async connect(plugin: PluginInfo, options?: CallOptions): Promise<PluginConnection> {
    this.#starts += 1;
    for (const resolve of this.#waiting.splice(0)) resolve();
    const connection = await this.#transport.connect(plugin, options);
    this.#live.add(connection);
    void connection.exited.then(() => this.#live.delete(connection));
    return connection;
  }
}
