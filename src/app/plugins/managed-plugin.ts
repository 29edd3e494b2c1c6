import { AwfError } from '../../domain/errors/awf-error.js';
import type { CrashReport } from '../../domain/errors/error-details.js';
import type { JsonObject } from '../../domain/json.js';
import type { OperationSchema } from '../../domain/plugin/operation.js';
import { canLoad, type PluginInfo, type PluginStatus } from '../../domain/plugin/plugin-info.js';
import type { CallOptions } from '../../ports/call-options.js';
import type { PluginLoader } from '../../ports/plugin-loader.js';
import type { PluginStateStore } from '../../ports/plugin-state-store.js';
import type { LimitErrors } from '../../async/call-limit.js';
import type { PluginSession } from './plugin-session.js';
import { SharedWork } from '../../async/shared-work.js';
import { initializePlugin, type StartContext } from './initialize-plugin.js';

/** What managing plugins takes. */
export interface ManagerContext extends StartContext {
  readonly loader: PluginLoader;
  readonly stateStore: PluginStateStore;
}

/** One plugin and where it stands. All transitions of its status are in this file. */
export class ManagedPlugin {
  readonly #context: ManagerContext;
  #info: PluginInfo;
  #session: PluginSession | undefined;
  #start: SharedWork<PluginSession> | undefined;
  #stop: Promise<void> | undefined;

  constructor(info: PluginInfo, context: ManagerContext) {
    this.#context = context;
    this.#info = info;
  }

  get name(): string {
    return this.#info.manifest.name;
  }

  /** What it is now. Whether it is disabled is asked of the store each time, where it may have changed. */
  get info(): PluginInfo {
    return !this.busy && this.#disabled ? withStatus(this.#info, 'disabled') : this.#info;
  }

  get session(): PluginSession | undefined {
    return this.#session;
  }

  /** Whether there is a process, or will be, or is still one. */
  get busy(): boolean {
    return this.#session !== undefined || this.#start !== undefined || this.#stop !== undefined;
  }

  get #disabled(): boolean {
    return !this.#context.stateStore.getState(this.name).enabled;
  }

  /** Takes over what a new discovery found; not while there is a process. */
  refresh(info: PluginInfo): void {
    if (!this.busy) this.#info = info;
  }

  async load(options: CallOptions): Promise<PluginInfo> {
    this.#checkEnabled();
    if (canLoad(this.#info.status))
      try {
        this.#info = await this.#context.loader.loadPlugin(this.#info.directory, options);
      } catch (error) {
        throw this.#failed(error);
      }
    return this.#info;
  }

  /**
   * Starts it unless it runs; all who ask meanwhile share one start. The start has begun when this returns, so that a stop that
   * comes next finds it.
   */
  start(config: JsonObject | undefined, options: CallOptions): Promise<PluginSession> {
    const { signal } = options;
    if (signal?.aborted === true) return Promise.reject(canceled(this.name, signal.reason));
    if (this.#session !== undefined) return Promise.resolve(this.#session);
    const ending = this.#stop ?? (this.#start?.abandoned === true ? this.#start.abort() : undefined);
    if (ending !== undefined) return ending.catch(() => undefined).then(() => this.start(config, options));
    this.#start ??= new SharedWork(startLimits(this.name), (given) => this.#run(config, given));
    return this.#start.join(options);
  }

  /** Ends it, a start under way included. A no-op when there is no process. */
  stop(options: CallOptions): Promise<void> {
    if (!this.busy) return Promise.resolve();
    this.#stop ??= this.#end(options).finally(() => (this.#stop = undefined));
    return this.#stop;
  }

  async #run(config: JsonObject | undefined, signal: AbortSignal): Promise<PluginSession> {
    try {
      await this.load({ signal });
      const state = this.#context.stateStore.getState(this.name);
      const given = { ...state, config: config ?? state.config };
      const session = await initializePlugin(this.#info, given, this.#context, signal);
      this.#session = session;
      this.#info = { ...withStatus(this.#info, 'running'), operations: [...session.operations.values()].sort(byName) };
      void session.connection.exited.then((report) => this.#exited(session, report));
      return session;
    } catch (error) {
      throw this.#failed(error);
    } finally {
      this.#start = undefined;
    }
  }

  async #end({ signal, timeoutMs = Infinity }: CallOptions): Promise<void> {
    const name = this.name;
    await this.#start?.abort(canceled(name, 'the plugin is shut down'));
    const session = this.#session;
    this.#session = undefined;
    this.#info = withStatus(this.#info, 'stopped');
    if (session === undefined) return;
    const limit = Math.min(timeoutMs, this.#context.limits.shutdownTimeoutMs);
    await session.connection.shutdown({ signal, timeoutMs: limit }).catch((error: unknown) => {
      // Best effort, as in AWF: it is ended next, whatever it said.
      this.#context.logger.log('debug', 'the plugin did not shut down in good order', {
        plugin: name,
        error: (error as Error).message,
      });
    });
    await session.connection.close();
  }

  #exited(session: PluginSession, report: CrashReport): void {
    if (this.#session !== session) return;
    this.#session = undefined;
    const error = new AwfError('EXECUTION.PLUGIN.CRASHED', { plugin: this.name, call: 'its run', ...report });
    this.#info = { ...withStatus(this.#info, 'failed'), error };
    // Its last words are in the error, which whoever waits for the plugin reports.
    const { exitCode, exitSignal } = report;
    const end = exitSignal === null ? { exitCode } : { exitSignal };
    this.#context.logger.log('warn', 'the plugin has ended unasked', { plugin: this.name, ...end });
    void session.connection.close();
  }

  #checkEnabled(): void {
    if (this.#disabled) throw new AwfError('EXECUTION.PLUGIN.DISABLED', { plugin: this.name });
  }

  #failed(reason: unknown): AwfError {
    const error = AwfError.is(reason)
      ? reason
      : new AwfError('SYSTEM.INTERNAL.UNMAPPED', { what: String(reason) }, { cause: reason });
    this.#info = { ...withStatus(this.#info, 'failed'), error };
    return error;
  }
}

const canceled = (plugin: string, cause: unknown): AwfError =>
  new AwfError('EXECUTION.PLUGIN.CANCELED', { plugin, call: 'start' }, { cause });

const startLimits = (plugin: string): LimitErrors => ({
  canceled: (cause) => canceled(plugin, cause),
  late: (timeoutMs) => new AwfError('EXECUTION.PLUGIN.START_TIMEOUT', { plugin, timeoutMs, stderrTail: '' }),
});

/** The plugin in another state than `failed`, without the error and the operations of a former one. */
function withStatus({ manifest, type, directory, binary }: PluginInfo, status: PluginStatus): PluginInfo {
  return { manifest, type, directory, binary, status };
}

const byName = (a: OperationSchema, b: OperationSchema): number => (a.name < b.name ? -1 : 1);
