import { limitOperation } from '../errors/operation-limit.js';
import { unlessAborted } from 'plugin-async';
import type { CallOptions } from '../call-options.js';
import { GoPluginError } from '../errors/go-plugin-error.js';
import type { PluginSets } from '../handshake/negotiation.js';
import type { ReattachConfig } from '../handshake/reattach-config.js';
import type { GrpcPlugin, PluginSet } from '../plugin-set.js';
import type { DispensableSet, Dispensed, PluginName } from './dispensed.js';
import { resolveClientOptions, type ClientSettings, type PluginClientOptions } from './options.js';
import type { PluginCallFailure } from './plugin-call-failure.js';
import { PluginLifetime, type KillOptions } from './plugin-lifetime.js';
import type { PluginExit } from './watched-plugin.js';

/**
 * Starts a plugin's process, connects to it, and ends it; go-plugin's Client. A client is for one process. After that
 * has exited or was killed, make another client. The first use starts the process. A running plugin keeps this process
 * alive, so kill it, or declare the client with `await using`. If this process exits first, the plugin ends too, unless
 * a signal without a handler ends this process: see {@link cleanupClients}.
 *
 * Errors: if the plugin has exited, a call fails at once with `PLUGIN_EXITED`. If the client was killed, it fails with
 * `CLIENT_CLOSED`.
 */
export class PluginClient<S extends DispensableSet = PluginSet> implements AsyncDisposable {
  /**
   * Resolves when the process has ended, with its exit code or signal and its last words on stderr. Resolves as well when a start has
   * failed for good, and when {@link kill} is done; without a known end, code and signal are null. Never rejects.
   */
  readonly exited: Promise<PluginExit>;
  readonly #settings: ClientSettings;
  readonly #lifetime: PluginLifetime;

  /** @throws GoPluginError `CONFIG_INVALID`; `CHECKSUM_MISSING`, `HASH_UNKNOWN` for an unusable `secureConfig` */
  constructor(options: PluginClientOptions<S> & PluginSets) {
    this.#settings = resolveClientOptions(options);
    this.#lifetime = new PluginLifetime(this.#settings);
    this.exited = this.#lifetime.exited;
  }

  /** Aborted when the process has exited. The reason is a GoPluginError `PLUGIN_EXITED`. */
  get signal(): AbortSignal {
    return this.#lifetime.signal;
  }

  /** The process id. Undefined before the start, and if the runner does not know it. */
  get pid(): number | undefined {
    return this.#lifetime.started?.plugin.runner.pid;
  }

  /** The application protocol version that the plugin chose. Undefined before the start. */
  get negotiatedVersion(): number | undefined {
    return this.#lifetime.started?.handshake.version;
  }

  /**
   * Starts the process and waits for its handshake. Any number of calls start only one process. If the start fails, the
   * process is gone, and later calls fail with the same error. If all callers abort, the process is gone too, but a
   * later call starts it again.
   * @throws GoPluginError `BINARY_NOT_FOUND`, `NOT_EXECUTABLE`, `SPAWN_FAILED`, `SOCKET_PATH_TOO_LONG`, `START_TIMEOUT`, `EXITED_BEFORE_HANDSHAKE`,
   * `HANDSHAKE_INVALID`, `CORE_VERSION_UNSUPPORTED`, `VERSION_MISMATCH`, `NETWORK_UNSUPPORTED`, `PROTOCOL_UNSUPPORTED`,
   * `CERTIFICATE_INVALID`, `MUX_NOT_SUPPORTED`, `CHECKSUM_MISMATCH`, `CHECKSUM_UNREADABLE`, `PROCESS_NOT_FOUND` (with `reattach`),
   * `CLIENT_CLOSED`, `PLUGIN_EXITED`, `CANCELED`, `DEADLINE_EXCEEDED`
   */
  async start(options: CallOptions = {}): Promise<void> {
    using limits = limitOperation('start', options);
    await this.#lifetime.start('start', limits.signal);
  }

  /**
   * Starts the plugin if necessary, and connects to it. {@link dispense} does this by itself. Call it to find a bad
   * connection early.
   * @throws GoPluginError as {@link start}, and `CONNECT_FAILED`, `SOCKET_PATH_TOO_LONG`; the plugin is then killed
   */
  async connect(options: CallOptions = {}): Promise<void> {
    using limits = limitOperation('connect', options);
    await this.#lifetime.connected('connect', limits.signal);
  }

  /**
   * Returns the client of the plugin with this name. Starts the plugin and connects if necessary. Each call makes a new
   * client on the same connection.
   * @throws GoPluginError as {@link connect}, and `UNKNOWN_PLUGIN`; `CONFIG_INVALID` if the plugin has no `createClient`
   */
  async dispense<N extends PluginName<S>>(name: N, options: CallOptions = {}): Promise<Dispensed<S, N>> {
    this.#assertKnown(name);
    using limits = limitOperation(`dispense ${name}`, options);
    const { grpc, broker } = await this.#lifetime.connected('dispense', limits.signal);
    const plugin = this.#pluginOf(name);
    if (plugin.createClient === undefined) {
      throw new GoPluginError('CONFIG_INVALID', { problem: `plugin ${JSON.stringify(name)} has no createClient` });
    }
    const made = Promise.resolve(plugin.createClient(grpc, broker, this.signal));
    return (await unlessAborted(made, limits.signal)) as Dispensed<S, N>;
  }

  /**
   * Checks the plugin's health. Starts the plugin and connects if necessary. It is stricter than go-plugin's Ping: the
   * status must be SERVING.
   * @throws GoPluginError as {@link connect}, and `UNHEALTHY`
   */
  async ping(options: CallOptions = {}): Promise<void> {
    using limits = limitOperation('ping', options);
    const { grpc } = await this.#lifetime.connected('ping', limits.signal);
    const { checkHealth } = await import('./ping.js');
    try {
      await checkHealth(grpc, limits.signal);
    } catch (error) {
      const failure = await this.#lifetime.classify((error as Error).cause, limits.signal);
      throw failure?.reason === 'plugin exited' ? this.signal.reason : error;
    }
  }

  /**
   * Why a call on this plugin failed. When the connection broke, the plugin may be dying: its end is waited for, 2 s at most, or for as
   * long as the options allow. {@link classifyCallFailure} tells the rest from the error alone.
   * @param error what the call failed with
   * @returns undefined for an error that is not one of gRPC
   */
  async classifyCallFailure(error: unknown, options: CallOptions = {}): Promise<PluginCallFailure | undefined> {
    using limits = limitOperation('classifyCallFailure', options);
    return await this.#lifetime.classify(error, limits.signal);
  }

  /**
   * Ends the plugin: asks it to shut down, waits, then sends SIGKILL. It takes little more than `gracefulStopMs`,
   * whatever the plugin does. Never rejects. It may be called at any time and any number of times. A later call with
   * `gracefulStopMs: 0` ends the wait.
   */
  kill(options: KillOptions = {}): Promise<void> {
    return this.#lifetime.kill(options);
  }

  /**
   * What another host needs to attach to this plugin. Undefined before the start.
   * @throws GoPluginError `CONFIG_INVALID` with AutoMTLS, because no other host has its key, and with
   * `brokerMultiplex`, because such a plugin accepts only one host and ends with it
   */
  reattachConfig(): ReattachConfig | undefined {
    const started = this.#lifetime.started;
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
   * Closes the connection and leaves the plugin running, so that this or another host can attach to it. Then the client
   * is closed and does not keep this process alive. go-plugin has no such function. While this process lives, it
   * continues to read the plugin's output. After that, a Go plugin dies when it writes to stderr. A plugin of this
   * library needs `exitWithHost: false` to outlive its host.
   * @returns the same as {@link reattachConfig}
   * @throws GoPluginError `CONFIG_INVALID` as {@link reattachConfig}; `PLUGIN_EXITED`, `CLIENT_CLOSED`
   */
  async detach(): Promise<ReattachConfig | undefined> {
    this.#lifetime.assertOpen('detach');
    this.signal.throwIfAborted();
    const config = this.reattachConfig();
    await this.#lifetime.detach();
    return config;
  }

  /** {@link kill}, for `await using`. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.kill();
  }

  #assertKnown(name: string): void {
    const sets = Object.values(this.#settings.plugins);
    if (sets.some((set) => Object.hasOwn(set, name))) return;
    throw new GoPluginError('UNKNOWN_PLUGIN', { name, known: [...new Set(sets.flatMap(Object.keys))] });
  }

  #pluginOf(name: string): GrpcPlugin {
    const set = this.#lifetime.started?.plugins ?? {};
    const plugin = Object.hasOwn(set, name) ? set[name] : undefined;
    if (plugin === undefined) throw new GoPluginError('UNKNOWN_PLUGIN', { name, known: Object.keys(set) });
    return plugin;
  }
}
