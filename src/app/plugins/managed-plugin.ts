import { longestTimerMs, settlesWithin, SharedTask, type LimitErrors } from 'plugin-async';
import { AwfError } from '../../domain/errors/awf-error.js';
import type { JsonObject } from '../../domain/json.js';
import { describeEnd, type PluginEnd } from '../../domain/plugin-end.js';
import type { PluginInfo } from '../../domain/plugin/plugin-info.js';
import { canLoad, statusAfter, type PluginEvent, type PluginStatus } from '../../domain/plugin/plugin-status.js';
import type { CallOptions } from '../../ports/call-options.js';
import type { PluginLoader } from '../../ports/plugin-loader.js';
import type { PluginStateStore } from '../../ports/plugin-state-store.js';
import type { PluginConnection } from '../../ports/plugin-transport.js';
import { pluginSubscriber } from './events/plugin-subscriber.js';
import { initializePlugin, type StartContext } from './initialize-plugin.js';

/** What managing plugins takes. */
export interface ManagerContext extends StartContext {
  readonly stateStore: PluginStateStore;
  /** Whether a plugin that crashed is started again at once, and not only with the next call that needs it. Default: false. */
  readonly restartAtOnce?: boolean | undefined;
  /** Is told when a plugin begins to start, runs, has failed, is given up or has stopped. Must not throw. */
  readonly onStatus?: ((plugin: PluginInfo) => void) | undefined;
}

/** A plugin and the loader that found it. */
export interface FoundPlugin {
  readonly info: PluginInfo;
  readonly loader: PluginLoader;
}

/** One plugin and its life: the only place that connects to it, changes its status and closes the connection. */
export class ManagedPlugin {
  readonly #context: ManagerContext;
  #found: FoundPlugin;
  #info: PluginInfo;
  #connection: PluginConnection | undefined;
  #start: SharedTask<PluginConnection> | undefined;
  #stop: Promise<void> | undefined;
  #closed = false;
  /** It has crashed since it was last started by somebody, so that a start is a restart. */
  #crashed = false;

  constructor(found: FoundPlugin, context: ManagerContext) {
    this.#context = context;
    this.#found = found;
    this.#info = found.info;
  }

  get name(): string {
    return this.#info.manifest.name;
  }

  /** What it is now. The store is asked each time, because the state may have changed there. */
  get info(): PluginInfo {
    if (this.busy) return this.#info;
    const { enabled, problem } = this.#context.stateStore.getState(this.name);
    if (problem !== undefined) return { ...withStatus(this.#info, 'failed'), error: problem };
    return enabled ? this.#info : withStatus(this.#info, 'disabled');
  }

  /** The connection to it, while it runs. */
  get connection(): PluginConnection | undefined {
    return this.#connection;
  }

  /** Whether it runs, starts or stops. */
  get busy(): boolean {
    return this.#connection !== undefined || this.#start !== undefined || this.#stop !== undefined;
  }

  /** Takes over what a new discovery found, unless the plugin is busy. */
  refresh(found: FoundPlugin): void {
    if (this.busy) return;
    this.#found = found;
    this.#info = found.info;
  }

  async load(options: CallOptions): Promise<PluginInfo> {
    const { enabled, problem } = this.#context.stateStore.getState(this.name);
    if (problem !== undefined) throw problem;
    if (!enabled) throw new AwfError('EXECUTION.PLUGIN.DISABLED', { plugin: this.name });
    if (canLoad(this.#info.status))
      try {
        const { status } = this.#info;
        const info = await this.#found.loader.loadPlugin(this.#info.locator, options);
        this.#info = withStatus({ ...this.#info, ...info }, statusAfter(status, 'loaded'));
      } catch (error) {
        throw this.#failed(error);
      }
    return this.#info;
  }

  /**
   * Starts it unless it runs. All callers share one start, which has begun when this returns: a stop that comes next finds it.
   *
   * @returns the connection to it
   */
  start(config: JsonObject | undefined, options: CallOptions): Promise<PluginConnection> {
    const { signal } = options;
    if (this.#closed) return Promise.reject(hostClosed(this.name));
    if (signal?.aborted === true) return Promise.reject(canceled(this.name, signal.reason));
    if (this.#connection !== undefined) return Promise.resolve(this.#connection);
    const ending =
      this.#stop ?? (this.#start?.abandoned === true ? this.#start.abort(abandoned(this.name)) : undefined);
    if (ending !== undefined) return ending.catch(() => undefined).then(() => this.start(config, options));
    this.#start ??= new SharedTask((given) => this.#run(config, given));
    return this.#start.joinWithin(options, startLimits(this.name));
  }

  /** Ends the plugin, or its start. Does nothing if there is neither. */
  stop(options: CallOptions): Promise<void> {
    // A plugin that has crashed is still subscribed, and an event would start it again.
    const end = this.busy ? () => this.#end(options) : () => this.#unsubscribe(options);
    this.#stop ??= end().finally(() => (this.#stop = undefined));
    return this.#stop;
  }

  /** Ends it for good: every later start is refused. */
  close(): Promise<void> {
    this.#closed = true;
    return this.stop({});
  }

  async #run(config: JsonObject | undefined, signal: AbortSignal): Promise<PluginConnection> {
    try {
      await this.load({ signal });
      const state = this.#context.stateStore.getState(this.name);
      const given = { ...state, config: config ?? state.config };
      this.#become(this.#crashed ? 'restarting' : 'starting');
      const { connection, ...offered } = await initializePlugin(this.#info, given, this.#context, signal);
      this.#connection = connection;
      this.#become('started', offered);
      this.#subscribe(config);
      void connection.exited.then((end) => this.#exited(connection, end, config));
      return connection;
    } catch (error) {
      // What closing interrupts reports a cancellation, and its callers have not canceled.
      const closed = this.#closed && AwfError.is(error, 'EXECUTION.PLUGIN.CANCELED');
      throw this.#failed(closed ? hostClosed(this.name) : error);
    } finally {
      this.#start = undefined;
    }
  }

  async #end({ signal, timeoutMs = Infinity }: CallOptions): Promise<void> {
    const name = this.name;
    await this.#start?.abort(canceled(name, 'the plugin is shut down'));
    await this.#unsubscribe({ signal, timeoutMs });
    const connection = this.#connection;
    this.#connection = undefined;
    this.#crashed = false;
    this.#become('stopped');
    if (connection === undefined) return;
    const limit = Math.min(timeoutMs, this.#context.limits.shutdownTimeoutMs);
    await connection.shutdown({ signal, timeoutMs: limit }).catch((error: unknown) => {
      // As in AWF, a plugin whose shutdown fails is ended anyway.
      this.#context.logger.log('debug', 'the plugin did not shut down in good order', {
        plugin: name,
        error: (error as Error).message,
      });
    });
    await connection.close();
  }

  /** Waits for the remaining events of the plugin, within the limits of the caller. */
  async #unsubscribe({ signal, timeoutMs = longestTimerMs }: CallOptions): Promise<void> {
    const { events } = this.#context;
    if (events !== undefined) await settlesWithin(events.unsubscribe(this.name), timeoutMs, signal);
  }

  #subscribe(config: JsonObject | undefined): void {
    const { events, logger } = this.#context;
    const connection = async (): Promise<PluginConnection> => {
      if (this.#connection !== undefined) return this.#connection;
      // An event must not start a plugin that is being shut down.
      if (this.#stop !== undefined)
        throw new AwfError('EXECUTION.PLUGIN.NOT_RUNNING', {
          plugin: this.name,
          status: 'stopped',
          call: 'HandleEvent',
        });
      return this.start(config, {});
    };
    const subscriber = pluginSubscriber(this.#info.manifest, { connection, logger });
    if (subscriber !== undefined) events?.subscribe(subscriber);
  }

  #exited(connection: PluginConnection, end: PluginEnd, config: JsonObject | undefined): void {
    if (this.#connection !== connection) return;
    this.#connection = undefined;
    const error = new AwfError('EXECUTION.PLUGIN.CRASHED', { plugin: this.name, call: 'its run', end });
    this.#become('failed', { error });
    // What it wrote last is in the error, which the next caller reports.
    this.#context.logger.log('warn', 'the plugin has ended by itself', { plugin: this.name, how: describeEnd(end) });
    void connection.close();
    this.#crashed = true;
    // How this start ends is in the status and in the log; nobody waits for it.
    const restarts = this.#context.restartAtOnce === true && !this.#closed && this.#stop === undefined;
    if (restarts) this.start(config, {}).catch(() => undefined);
  }

  #failed(reason: unknown): AwfError {
    const error = AwfError.is(reason)
      ? reason
      : new AwfError('SYSTEM.INTERNAL.UNMAPPED', { what: String(reason) }, { cause: reason });
    this.#become(AwfError.is(error, 'EXECUTION.PLUGIN.GIVEN_UP') ? 'gave up' : 'failed', { error });
    return error;
  }

  #become(event: PluginEvent, facts: Pick<PluginInfo, 'error' | 'operations' | 'stepTypes'> = {}): void {
    const before = this.#info.status;
    this.#info = { ...withStatus(this.#info, statusAfter(this.#info.status, event)), ...facts };
    if (this.#info.status !== before) this.#context.onStatus?.(this.#info);
  }
}

const canceled = (plugin: string, cause: unknown): AwfError =>
  new AwfError('EXECUTION.PLUGIN.CANCELED', { plugin, call: 'start' }, { cause });

const hostClosed = (plugin: string): AwfError => new AwfError('EXECUTION.HOST.CLOSED', { call: `start of ${plugin}` });

const abandoned = (plugin: string): AwfError => canceled(plugin, 'all callers have canceled the start');

const startLimits = (plugin: string): LimitErrors => ({
  canceled: (cause) => canceled(plugin, cause),
  late: (timeoutMs) => new AwfError('EXECUTION.PLUGIN.START_TIMEOUT', { plugin, timeoutMs, stderrTail: '' }),
});

/** The plugin in another status, without the error and the offers of a former one. */
function withStatus({ manifest, type, locator, hides }: PluginInfo, status: PluginStatus): PluginInfo {
  return { manifest, type, locator, status, ...(hides === undefined ? {} : { hides }) };
}
