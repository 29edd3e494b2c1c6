import { AwfError } from '../../domain/errors/awf-error.js';
import type { CrashReport } from '../../domain/errors/error-details.js';
import type { PluginInfo } from '../../domain/plugin/plugin-info.js';
import type { CallOptions } from '../../ports/call-options.js';
import type { Logger } from '../../ports/logger.js';
import type { PluginConnection, PluginTransport } from '../../ports/plugin-transport.js';
import { PluginRuntime } from '../../sdk/plugin-runtime.js';
import { InMemoryPluginConnection } from './in-memory-plugin-connection.js';
import { instantiate, type InMemoryPlugins } from './in-memory-plugins.js';

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

  connect(plugin: PluginInfo, options: CallOptions = {}): Promise<PluginConnection> {
    const { name } = plugin.manifest;
    if (options.signal?.aborted === true)
      return Promise.reject(
        new AwfError('EXECUTION.PLUGIN.CANCELED', { plugin: name, call: 'start' }, { cause: options.signal.reason }),
      );
    const source = Object.hasOwn(this.#plugins, name) ? this.#plugins[name] : undefined;
    if (source === undefined)
      return Promise.reject(new AwfError('SYSTEM.IO.PLUGIN_BINARY_NOT_FOUND', { plugin: name, path: plugin.binary }));
    try {
      const runtime = new PluginRuntime(instantiate(source), this.#logger.named(name));
      return Promise.resolve(this.#track(name, new InMemoryPluginConnection(name, runtime)));
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause);
      return Promise.reject(new AwfError('EXECUTION.PLUGIN.CONNECT_FAILED', { plugin: name, reason }, { cause }));
    }
  }

  /**
   * Ends every live connection to a plugin as if its process had died: calls in flight reject with `EXECUTION.PLUGIN.CRASHED`,
   * and so do all further ones. A no-op for one that is not connected.
   */
  crash(name: string, report: Partial<CrashReport> = {}): void {
    for (const connection of this.#live.get(name) ?? [])
      connection.crash({ exitCode: 1, exitSignal: null, stderrTail: '', ...report });
  }

  #track(name: string, connection: InMemoryPluginConnection): InMemoryPluginConnection {
    const live = this.#live.get(name) ?? new Set();
    this.#live.set(name, live.add(connection));
    void connection.exited.then(() => live.delete(connection));
    return connection;
  }
}
