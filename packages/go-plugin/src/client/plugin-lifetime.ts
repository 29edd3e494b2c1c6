import { setMaxListeners } from 'node:events';
import { settlesWithin, SharedTask } from 'plugin-async';
import { GoPluginError } from '../errors/go-plugin-error.js';
import type { MainConnection } from './connect.js';
import { manage } from './managed-clients.js';
import type { ClientSettings } from './options.js';
import type { PluginCallFailure } from './plugin-call-failure.js';
import type { attachPlugin } from './reattach.js';
import { reapMs, startPlugin, type StartedPlugin } from './start.js';
import type { PluginExit, WatchedPlugin } from './watched-plugin.js';

/** How to end a plugin. */
export interface KillOptions {
  /** Milliseconds from the request to shut down to SIGKILL. 0 kills the plugin at once. Default: the client's value. */
  readonly gracefulStopMs?: number | undefined;
}

/** The life of one plugin. Any number of callers start it once, connect to it once and end it once. */
export class PluginLifetime {
  readonly #settings: ClientSettings;

  /** Resolves when the process has ended, when the start has failed for good, and when a kill is done. Never rejects. */
  readonly exited: Promise<PluginExit>;
  readonly #starting: SharedTask<StartedPlugin>;
  readonly #connecting: SharedTask<MainConnection>;
  readonly #ended = new AbortController();
  #resolveExited: (exit: PluginExit) => void = () => undefined;
  /** The process of the last start, also of one that failed. */
  #process: WatchedPlugin | undefined;
  /** Set when the plugin is killed or detached. Resolves when that is done. Nothing starts after it. */
  #closed: Promise<void> | undefined;
  /** The plugin belongs to another host now, so nothing may kill it. */
  #detached = false;
  #unmanage: () => void = () => undefined;

  constructor(settings: ClientSettings) {
    this.#settings = settings;

    this.exited = new Promise((resolve) => {
      this.#resolveExited = resolve;
    });
    // Any number of dispensed clients may listen.
    setMaxListeners(0, this.signal);
    this.#starting = new SharedTask((signal) => this.#start(signal));
    this.#connecting = new SharedTask((signal) => this.#connect(signal));
  }

  /** Aborted when the process has exited. The reason is a GoPluginError `PLUGIN_EXITED`. */
  get signal(): AbortSignal {
    return this.#ended.signal;
  }

  /** The plugin, once it has started. */
  get started(): StartedPlugin | undefined {
    return this.#starting.value;
  }

  /** @throws GoPluginError `CLIENT_CLOSED`, as {@link connected} */
  assertOpen(operation: string): void {
    if (this.#closed !== undefined) throw new GoPluginError('CLIENT_CLOSED', { operation });
  }

  /**
   * Starts the plugin unless it has started. If the client is closed in the meantime, it fails with `CLIENT_CLOSED`,
   * which names `operation`.
   */
  async start(operation: string, signal: AbortSignal): Promise<void> {
    await this.#unlessClosed(operation, () => this.#starting.join(signal));
  }

  /** Returns the connection. Starts the plugin and connects to it if necessary. Fails as {@link start} does. */
  connected(operation: string, signal: AbortSignal): Promise<MainConnection> {
    return this.#unlessClosed(operation, () => this.#connecting.join(signal));
  }

  /** Why a call on its connection failed. */
  async classify(error: unknown, signal: AbortSignal): Promise<PluginCallFailure | undefined> {
    const { classifyPluginCallFailure } = await import('./plugin-call-failure.js');
    return classifyPluginCallFailure(error, this.started?.plugin, signal);
  }

  /** Ends the plugin. Another call with `gracefulStopMs: 0` ends it at once. Never rejects. */
  kill({ gracefulStopMs }: KillOptions = {}): Promise<void> {
    if (gracefulStopMs === 0 && !this.#detached && this.#settings.reattach?.test !== true)
      this.started?.plugin.runner.kill();
    this.#closed ??= this.#end(gracefulStopMs ?? this.#settings.gracefulStopMs);
    return this.#closed;
  }

  /** Closes the connection and leaves the process running. */
  detach(): Promise<void> {
    this.#detached = true;
    this.#closed = this.#letGo(closedMeanwhile());
    return this.#closed;
  }

  async #start(signal: AbortSignal): Promise<StartedPlugin> {
    const { reattach, managed } = this.#settings;
    if (managed) this.#unmanage = manage(this);
    let started: StartedPlugin;
    try {
      started = await (reattach === undefined
        ? startPlugin(this.#settings, signal, (plugin) => this.#spawned(plugin))
        : attached(this.#settings, reattach, signal));
    } catch (error) {
      this.#unmanage();
      // A start that its callers have aborted can begin again; every other failure is final.
      if (!signal.aborted) this.#resolveExited(await this.#lastExit());
      throw error;
    }
    const { plugin } = started;
    this.#process = plugin;
    void plugin.ended.then((exit) => {
      const { exitCode, exitSignal } = exit;
      this.#settings.logger.log('debug', 'plugin process exited', { pid: plugin.runner.pid, exitCode, exitSignal });
      this.#unmanage();
      this.#ended.abort(plugin.signal.reason);
      this.#resolveExited(exit);
    });
    // A multiplexed plugin exits if its host does not connect within 5 s, so connect now. A failure is reported to the
    // caller that connects.
    if (this.#settings.brokerMultiplex) this.#connecting.join().catch(() => undefined);
    return started;
  }

  #spawned(plugin: WatchedPlugin): void {
    this.#process = plugin;
    // What comes after the handshake is loaded while the plugin starts, and all of it: its files may be replaced while this process runs.
    // A failure is the caller's who connects.
    Promise.all([import('./connect.js'), import('./stop.js'), import('./plugin-call-failure.js')]).catch(
      () => undefined,
    );
  }

  async #connect(signal: AbortSignal): Promise<MainConnection> {
    const started = await this.#starting.join(signal);
    try {
      return await this.#open(started, signal);
    } catch (error) {
      if (this.#settings.reattach !== undefined) throw error;
      if (!signal.aborted) {
        started.plugin.runner.kill();
        await settlesWithin(started.released, reapMs);
      }
      throw error;
    }
  }

  async #open(started: StartedPlugin, signal: AbortSignal): Promise<MainConnection> {
    const { openMainConnection } = await import('./connect.js');
    const connection = await openMainConnection(started, this.#settings, signal);
    try {
      await started.greet(connection.grpc, signal);
      return connection;
    } catch (error) {
      await connection.close();
      throw error;
    }
  }

  async #unlessClosed<T>(operation: string, work: () => Promise<T>): Promise<T> {
    this.assertOpen(operation);
    let result: T;
    try {
      result = await work();
    } catch (error) {
      this.assertOpen(operation);
      throw error;
    }
    this.assertOpen(operation);
    // The plugin may have exited since then.
    this.signal.throwIfAborted();
    return result;
  }

  /** Afterwards nobody waits for the process any more, even if there never was one, or if it cannot be killed. */
  async #end(gracefulStopMs: number): Promise<void> {
    await this.#stop(gracefulStopMs);
    this.#resolveExited(await this.#lastExit());
  }

  /** How the process ended, as far as that is known by now. */
  async #lastExit(): Promise<PluginExit> {
    const ended = this.#process?.signal.aborted === true ? await this.#process.ended : undefined;
    return ended ?? { exitCode: null, exitSignal: null, stderrTail: '' };
  }

  async #letGo(closed: Error): Promise<void> {
    await this.#starting.abort(closed);
    await this.#connecting.abort(closed);
    await this.#connecting.value?.close();
    this.started?.letGo();
    this.#unmanage();
  }

  async #stop(gracefulStopMs: number): Promise<void> {
    const closed = closedMeanwhile();
    // In test mode, the test owns the plugin's shutdown.
    if (this.#settings.reattach?.test === true) return this.#letGo(closed);
    await this.#starting.abort(closed);
    const { started } = this;
    if (started === undefined) return;
    const { stopPlugin } = await import('./stop.js');
    await stopPlugin(started, { ...this.#settings, gracefulStopMs }, () => this.#connecting.join());
    await this.#connecting.abort(closed);
    await this.#connecting.value?.close();
    started.letGo();
  }
}

async function attached(...args: Parameters<typeof attachPlugin>): Promise<StartedPlugin> {
  const { attachPlugin } = await import('./reattach.js');
  return attachPlugin(...args);
}

/** The error of a start that is in progress when the client is closed. */
const closedMeanwhile = (): GoPluginError => new GoPluginError('CLIENT_CLOSED', { operation: 'start' });
