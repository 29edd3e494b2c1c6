import { AwfError } from '../../domain/errors/awf-error.js';
import type { EmittedEvent } from '../../domain/event/emission.js';
import type { PluginEnd } from '../../domain/plugin-end.js';
import { demandsOf, type PluginSandbox } from '../../domain/plugin/plugin-sandbox.js';
import type { PluginInfo } from '../../domain/plugin/plugin-info.js';
import type { Logger } from '../../ports/logger.js';
import type { ConnectOptions, PluginConnection, PluginTransport } from '../../ports/plugin-transport.js';
import { PluginRuntime } from '../../sdk/plugin-runtime.js';
import { copied } from './copied-event.js';
import { InMemoryPluginConnection } from './in-memory-plugin-connection.js';
import type { InMemoryPlugins, InMemoryProcess } from './in-memory-plugins.js';

/**
 * Connects to plugins that are objects in this process. For embedders who want no subprocess, and for tests: calls behave as they
 * do over gRPC, errors and limits included, and {@link InMemoryPluginTransport.crash} ends a plugin as a crash would.
 */
export class InMemoryPluginTransport implements PluginTransport {
  readonly #plugins: InMemoryPlugins;
  readonly #logger: Logger;
  readonly #live = new Map<string, Set<InMemoryPluginConnection>>();

  constructor(plugins: InMemoryPlugins, logger: Logger) {
    this.#plugins = plugins;
    this.#logger = logger;
  }

  /**
   * Calls the plugin's function, if it is one, and connects to the object.
   * @throws AwfError `SYSTEM.IO.PLUGIN_BINARY_NOT_FOUND` for one that was not given; `EXECUTION.PLUGIN.CONNECT_FAILED` where its function
   * throws; `.CANCELED`; `.SANDBOX_UNAVAILABLE`, because an object has the rights of the process that it is in
   */
  connect(plugin: PluginInfo, options: ConnectOptions = {}): Promise<PluginConnection> {
    const { name } = plugin.manifest;
    if (options.signal?.aborted === true)
      return Promise.reject(
        new AwfError('EXECUTION.PLUGIN.CANCELED', { plugin: name, call: 'start' }, { cause: options.signal.reason }),
      );
    const source = Object.hasOwn(this.#plugins, name) ? this.#plugins[name] : undefined;
    if (source === undefined)
      return Promise.reject(new AwfError('SYSTEM.IO.PLUGIN_BINARY_NOT_FOUND', { plugin: name, path: plugin.locator }));
    if (options.sandbox !== undefined) return Promise.reject(cannotLimit(name, options.sandbox));
    try {
      return Promise.resolve(this.#start(name, source, options));
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause);
      return Promise.reject(new AwfError('EXECUTION.PLUGIN.CONNECT_FAILED', { plugin: name, reason }, { cause }));
    }
  }

  /** Ends every live connection to a plugin as if it had crashed. A no-op for one that is not connected. */
  crash(name: string, end?: PluginEnd): void {
    for (const connection of this.#live.get(name) ?? []) connection.crash(end);
  }

  #start(name: string, source: InMemoryPlugins[string], { onEmit }: ConnectOptions): InMemoryPluginConnection {
    const process: InMemoryProcess = { crash: (end) => connection.crash(end) };
    const plugin = typeof source === 'function' ? source(process) : source;
    const link = onEmit === undefined ? undefined : { emit: (event: EmittedEvent) => onEmit(copied(event)) };
    const runtime = new PluginRuntime(plugin, this.#logger.named(name), link);
    const connection = new InMemoryPluginConnection(name, runtime);
    const live = this.#live.get(name) ?? new Set();
    this.#live.set(name, live.add(connection));
    void connection.exited.then(() => live.delete(connection));
    return connection;
  }
}

function cannotLimit(plugin: string, sandbox: PluginSandbox): AwfError {
  const reason = 'it is an object in the process of the host, and has the rights of that';
  const remedy = 'Run the plugin as a program, or take its `sandbox` out of the settings.';
  return new AwfError('EXECUTION.PLUGIN.SANDBOX_UNAVAILABLE', { plugin, settings: demandsOf(sandbox), reason, remedy });
}
