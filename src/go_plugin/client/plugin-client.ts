import { setMaxListeners } from 'node:events';
import { limitCall } from '../async/call-limits.js';
import { SharedTask } from '../async/shared-task.js';
import { settlesWithin, unlessAborted } from '../async/waiting.js';
import type { CallOptions } from '../call-options.js';
import { isTransportFailure } from '../channel/transport-failure.js';
import { GoPluginError } from '../errors/go-plugin-error.js';
import type { ReattachConfig } from '../handshake/reattach-config.js';
import type { GrpcPlugin, PluginSet } from '../plugin-set.js';
import type { ProcessExit } from '../process/runner.js';
import { connectPlugin, type PluginConnection } from './connect.js';
import type { Dispensed, PluginName } from './dispensed.js';
import { manage } from './managed-clients.js';
import { resolveClientOptions, type ClientSettings, type PluginClientOptions } from './options.js';
import { checkHealth } from './ping.js';
import { attachPlugin } from './reattach.js';
import { startPlugin, type StartedPlugin } from './start.js';
import { stopPlugin } from './stop.js';

/** How to end a plugin. */
export interface KillOptions {
  /** Milliseconds from the request to shut down to SIGKILL; 0 ends it by force at once. Default: the client's. */
  readonly gracefulStopMs?: number | undefined;
}

/** A call that fails because the plugin died may fail before the end of the process is noticed. */
const exitAfterFailureMs = 250;

/**
 * Starts a plugin's process, connects to it, and ends it; go-plugin's Client. A client is for one process: when that has ended, or
 * was killed, make another client. It starts by itself on first use. A plugin that runs keeps this process alive, so kill it, or
 * declare the client with `await using`; should this process exit first, it takes the plugin with it,
 * unless a signal ends it that it does not handle: see {@link cleanupClients}.
 *
 * Errors: a call on a plugin that has ended fails at once with `PLUGIN_EXITED`, on a client that was killed with `CLIENT_CLOSED`.
 */
export class PluginClient<S extends PluginSet = PluginSet> implements AsyncDisposable {
  /** Resolves when the process has ended, with what its last words are. Never rejects; pending if none was ever started. */
  readonly exited: Promise<ProcessExit>;
  readonly #settings: ClientSettings;
  readonly #starting: SharedTask<StartedPlugin>;
  readonly #connecting: SharedTask<PluginConnection>;
  readonly #ended = new AbortController();
  #resolveExited: (exit: ProcessExit) => void = () => undefined;
  #killed: Promise<void> | undefined;
  /** The plugin is somebody else's now: not even a kill by force may touch it. */
  #detached = false;
  #unmanage: () => void = () => undefined;

  /** @throws GoPluginError `CONFIG_INVALID`; `CHECKSUM_MISSING`, `HASH_UNKNOWN` for an unusable `secureConfig` */
  constructor(options: PluginClientOptions<S>) {
    this.#settings = resolveClientOptions(options);
    this.exited = new Promise((resolve) => {
      this.#resolveExited = resolve;
    });
    // Any number of dispensed clients may listen.
    setMaxListeners(0, this.signal);
    this.#starting = new SharedTask((signal) => this.#start(signal));
    this.#connecting = new SharedTask((signal) => this.#connect(signal));
  }

  /** Aborted when the process has ended; the reason is a GoPluginError `PLUGIN_EXITED`. */
  get signal(): AbortSignal {
    return this.#ended.signal;
  }

  /** The operating system's process id; undefined before the start, and where the runner knows none. */
  get pid(): number | undefined {
    return this.#starting.value?.plugin.runner.pid;
  }

  /** The application protocol version that the plugin chose; undefined before the start. */
  get negotiatedVersion(): number | undefined {
    return this.#starting.value?.handshake.version;
  }

  /**
   * Starts the process and waits for its handshake. Any number of calls start one process. When it fails, nothing is left of
   * the process, and later calls fail alike; when all callers abort, the same, but a later call starts anew.
   * @throws GoPluginError `BINARY_NOT_FOUND`, `NOT_EXECUTABLE`, `SPAWN_FAILED`, `SOCKET_PATH_TOO_LONG`, `START_TIMEOUT`, `EXITED_BEFORE_HANDSHAKE`,
   * `HANDSHAKE_INVALID`, `CORE_VERSION_UNSUPPORTED`, `VERSION_MISMATCH`, `NETWORK_UNSUPPORTED`, `PROTOCOL_UNSUPPORTED`,
   * `CERTIFICATE_INVALID`, `MUX_NOT_SUPPORTED`, `CHECKSUM_MISMATCH`, `CHECKSUM_UNREADABLE`, `PROCESS_NOT_FOUND` (with `reattach`),
   * `CLIENT_CLOSED`, `PLUGIN_EXITED`, `CANCELED`, `DEADLINE_EXCEEDED`
   */
  async start(options: CallOptions = {}): Promise<void> {
    using limits = limitCall('start', options);
    await this.#unlessClosed('start', () => this.#starting.join(limits.signal));
  }

  /**
   * Starts the plugin if need be and connects to it. Not needed before {@link dispense}; it tells of a bad connection early.
   * @throws GoPluginError as {@link start}, and `CONNECT_FAILED`, `SOCKET_PATH_TOO_LONG`; the plugin is then killed
   */
  async connect(options: CallOptions = {}): Promise<void> {
    using limits = limitCall('connect', options);
    await this.#connected('connect', limits.signal);
  }

  /**
   * The client of the plugin of this name, starting and connecting if need be. Each call makes a new one on the same connection.
   * @throws GoPluginError as {@link connect}, and `UNKNOWN_PLUGIN`; `CONFIG_INVALID` if the plugin has no `createClient`
   */
  async dispense<N extends PluginName<S>>(name: N, options: CallOptions = {}): Promise<Dispensed<S, N>> {
    this.#assertKnown(name);
    using limits = limitCall(`dispense ${name}`, options);
    const { grpc, broker } = await this.#connected('dispense', limits.signal);
    const plugin = this.#pluginOf(name);
    if (plugin.createClient === undefined) {
      throw new GoPluginError('CONFIG_INVALID', { problem: `plugin ${JSON.stringify(name)} has no createClient` });
    }
    const made = Promise.resolve(plugin.createClient(grpc, broker, this.signal));
    return (await unlessAborted(made, limits.signal)) as Dispensed<S, N>;
  }

  /**
   * Checks the plugin's health, starting and connecting if need be. Stricter than go-plugin's Ping: the status must be SERVING.
   * @throws GoPluginError as {@link connect}, and `UNHEALTHY`
   */
  async ping(options: CallOptions = {}): Promise<void> {
    using limits = limitCall('ping', options);
    const { grpc } = await this.#connected('ping', limits.signal);
    try {
      await checkHealth(grpc, limits.signal);
    } catch (error) {
      const broken = isTransportFailure((error as Error).cause);
      if (broken && (await settlesWithin(this.exited, exitAfterFailureMs))) this.signal.throwIfAborted();
      throw error;
    }
  }

  /**
   * Ends the plugin: asks it to shut down, waits, then SIGKILL. Takes `gracefulStopMs` and little more, whatever the plugin does. Never
   * rejects; may be called at any time and any number of times, and a later call with `gracefulStopMs: 0` cuts the wait short.
   */
  kill(options: KillOptions = {}): Promise<void> {
    if (options.gracefulStopMs === 0 && !this.#detached && this.#settings.reattach?.test !== true)
      this.#starting.value?.plugin.runner.kill();
    this.#killed ??= this.#stop(options);
    return this.#killed;
  }

  /**
   * What another host needs to attach to this plugin; undefined before the start.
   * @throws GoPluginError `CONFIG_INVALID` over AutoMTLS, whose secrets no other host can have, and with `brokerMultiplex`, whose plugins take
   * one host and end with it
   */
  reattachConfig(): ReattachConfig | undefined {
    const started = this.#starting.value;
    if (started === undefined) return undefined;
    const { autoMtls, brokerMultiplex } = this.#settings;
    if (autoMtls || brokerMultiplex) {
      const what = autoMtls ? 'AutoMTLS' : 'broker multiplexing';
      throw new GoPluginError('CONFIG_INVALID', { problem: `a plugin over ${what} cannot be attached to again` });
    }
    const { address, version } = started.handshake;
    const { test } = this.#settings.reattach ?? {};
    return { protocol: 'grpc', protocolVersion: version, address, pid: started.plugin.runner.pid ?? 0, test };
  }

  /**
   * Closes the connection and leaves the plugin running, for this or another host to attach to; afterwards the client is closed, and
   * nothing of it keeps this process alive. go-plugin has no such thing. While this process lives, it reads the plugin's output on;
   * afterwards a Go plugin dies when it writes to stderr. A plugin of this library must be told to outlive its host
   * (`exitWithHost: false`).
   * @returns what {@link reattachConfig} gives
   * @throws GoPluginError `CONFIG_INVALID` as {@link reattachConfig}; `PLUGIN_EXITED`, `CLIENT_CLOSED`
   */
  async detach(): Promise<ReattachConfig | undefined> {
    this.#assertOpen('detach');
    this.signal.throwIfAborted();
    const config = this.reattachConfig();
    this.#detached = true;
    this.#killed = this.#letGo(new GoPluginError('CLIENT_CLOSED', { operation: 'start' }));
    await this.#killed;
    return config;
  }

  /** {@link kill}, for `await using`. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.kill();
  }

  async #start(signal: AbortSignal): Promise<StartedPlugin> {
    const { reattach, managed } = this.#settings;
    if (managed) this.#unmanage = manage(this);
    let started: StartedPlugin;
    try {
      started = await (reattach === undefined
        ? startPlugin(this.#settings, signal)
        : attachPlugin(this.#settings, reattach, signal));
    } catch (error) {
      this.#unmanage();
      throw error;
    }
    const { plugin } = started;
    void plugin.ended.then((exit) => {
      this.#settings.logger.log('debug', 'plugin process exited', { pid: plugin.runner.pid, ...exit });
      this.#unmanage();
      this.#ended.abort(plugin.signal.reason);
      this.#resolveExited(exit);
    });
    // A multiplexed plugin gives up when its host has not connected within 5 s. Who connects is told what went wrong.
    if (this.#settings.brokerMultiplex) this.#connecting.join().catch(() => undefined);
    return started;
  }

  #connected(operation: string, signal: AbortSignal): Promise<PluginConnection> {
    return this.#unlessClosed(operation, () => this.#connecting.join(signal));
  }

  /** Whatever fails because the client is killed meanwhile, fails with `CLIENT_CLOSED`. */
  async #unlessClosed<T>(operation: string, work: () => Promise<T>): Promise<T> {
    this.#assertOpen(operation);
    let result: T;
    try {
      result = await work();
    } catch (error) {
      this.#assertOpen(operation);
      throw error;
    }
    this.#assertOpen(operation);
    // What is remembered of a plugin that has ended since is of no use.
    this.signal.throwIfAborted();
    return result;
  }

  async #connect(signal: AbortSignal): Promise<PluginConnection> {
    const started = await this.#starting.join(signal);
    try {
      return await this.#open(started, signal);
    } catch (error) {
      if (this.#settings.reattach !== undefined) throw error;
      if (!signal.aborted) {
        started.plugin.runner.kill();
        await started.released;
      }
      throw error;
    }
  }

  async #open(started: StartedPlugin, signal: AbortSignal): Promise<PluginConnection> {
    const connection = await connectPlugin(started, this.#settings, signal);
    try {
      await started.greet(connection.grpc, signal);
      return connection;
    } catch (error) {
      await connection.close();
      throw error;
    }
  }

  async #letGo(closed: Error): Promise<void> {
    await this.#starting.abort(closed);
    await this.#connecting.abort(closed);
    await this.#connecting.value?.close();
    this.#starting.value?.letGo();
    this.#unmanage();
  }

  async #stop({ gracefulStopMs = this.#settings.gracefulStopMs }: KillOptions): Promise<void> {
    const closed = new GoPluginError('CLIENT_CLOSED', { operation: 'start' });
    // Of a plugin in a test, whoever runs the test decides when it ends.
    if (this.#settings.reattach?.test === true) return this.#letGo(closed);
    await this.#starting.abort(closed);
    const started = this.#starting.value;
    if (started === undefined) return;
    await stopPlugin(started, { ...this.#settings, gracefulStopMs }, () => this.#connecting.join());
    await this.#connecting.abort(closed);
    await this.#connecting.value?.close();
    started.letGo();
  }

  #assertOpen(operation: string): void {
    if (this.#killed !== undefined) throw new GoPluginError('CLIENT_CLOSED', { operation });
  }

  #assertKnown(name: string): void {
    const sets = Object.values(this.#settings.plugins);
    if (sets.some((set) => Object.hasOwn(set, name))) return;
    throw new GoPluginError('UNKNOWN_PLUGIN', { name, known: [...new Set(sets.flatMap(Object.keys))] });
  }

  #pluginOf(name: string): GrpcPlugin {
    const set = this.#starting.value?.plugins ?? {};
    const plugin = Object.hasOwn(set, name) ? set[name] : undefined;
    if (plugin === undefined) throw new GoPluginError('UNKNOWN_PLUGIN', { name, known: Object.keys(set) });
    return plugin;
  }
}
