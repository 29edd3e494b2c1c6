import { AwfError } from '../../domain/errors/awf-error.js';
import type { JsonObject } from '../../domain/json.js';
import type { PluginInfo } from '../../domain/plugin/plugin-info.js';
import type { CallOptions } from '../../ports/call-options.js';
import type { PluginManager } from '../../ports/plugin-manager.js';
import { forMany, type LimitErrors } from '../../async/call-limit.js';
import { ManagedPlugin, type ManagerContext } from './managed-plugin.js';
import type { PluginSession, PluginSessions } from './plugin-session.js';
import { SharedWork } from '../../async/shared-work.js';

/** A directory that plugins are looked for in. */
export interface PluginDirectory {
  /** The folder that has a folder for each plugin. */
  readonly path: string;
  /** Whether it may be missing, as those that are looked at by default. */
  readonly optional: boolean;
}

/**
 * Manages plugins over whatever the transport is: it knows ports only. Plugins start when they are first needed, side by side;
 * one that died is started again by the next call that needs it.
 */
export class ExternalPluginManager implements PluginManager, PluginSessions {
  readonly #context: ManagerContext;
  readonly #directories: readonly PluginDirectory[];
  readonly #plugins = new Map<string, ManagedPlugin>();
  #discovery: SharedWork<void> | undefined;

  constructor(context: ManagerContext, directories: readonly PluginDirectory[]) {
    this.#context = context;
    this.#directories = directories;
  }

  async discover(options: CallOptions = {}): Promise<readonly PluginInfo[]> {
    this.#discovery = this.#begin();
    await this.#discovery.join(options);
    return this.list();
  }

  async load(name: string, options: CallOptions = {}): Promise<PluginInfo> {
    return (await this.#known(name, options)).load(options);
  }

  async init(name: string, config?: JsonObject, options: CallOptions = {}): Promise<void> {
    await this.#started(name, config, options);
  }

  async shutdown(name: string, options: CallOptions = {}): Promise<void> {
    await this.#plugins.get(name)?.stop(options);
  }

  async shutdownAll(options: CallOptions = {}): Promise<void> {
    const limits = forMany(options);
    const ends = await Promise.allSettled([...this.#plugins.values()].map((plugin) => plugin.stop(limits)));
    const errors = ends.filter((end) => end.status === 'rejected').map((end) => end.reason as unknown);
    if (errors.length > 0) throw new AggregateError(errors, `${errors.length} plugins did not shut down in good order`);
  }

  get(name: string): PluginInfo | undefined {
    return this.#plugins.get(name)?.info;
  }

  list(): readonly PluginInfo[] {
    return [...this.#plugins.values()].map((plugin) => plugin.info).sort(byName);
  }

  current(name: string): PluginSession | undefined {
    return this.#plugins.get(name)?.session;
  }

  session(name: string, options: CallOptions = {}): Promise<PluginSession> {
    return this.#started(name, undefined, options);
  }

  async sessions(options: CallOptions = {}): Promise<readonly PluginSession[]> {
    await this.#discoverOnce(options);
    const wanted = [...this.#plugins.values()].filter(({ info }) => info.status !== 'disabled');
    const limits = forMany(options);
    const started = await Promise.allSettled(wanted.map((plugin) => plugin.start(undefined, limits)));
    return started.flatMap((result) => {
      if (result.status === 'fulfilled') return [result.value];
      const error = result.reason as Error;
      if (AwfError.is(error, 'EXECUTION.PLUGIN.CANCELED')) throw error;
      // What failed is with the plugin, in list(), for whoever shows the operations.
      this.#context.logger.log('debug', `its operations are not listed: ${error.message}`);
      return [];
    });
  }

  async has(name: string, options: CallOptions = {}): Promise<boolean> {
    await this.#discoverOnce(options);
    return this.#plugins.has(name);
  }

  /** Begins without waiting where the plugin is known: a shutdown that comes next must find the start. */
  async #started(name: string, config: JsonObject | undefined, options: CallOptions): Promise<PluginSession> {
    const plugin = this.#plugins.get(name) ?? (await this.#known(name, options));
    return plugin.start(config, options);
  }

  async #known(name: string, options: CallOptions): Promise<ManagedPlugin> {
    if (!this.#plugins.has(name)) await this.#discoverOnce(options);
    const plugin = this.#plugins.get(name);
    if (plugin === undefined)
      throw new AwfError('USER.INPUT.PLUGIN_NOT_FOUND', { plugin: name, known: [...this.#plugins.keys()].sort() });
    return plugin;
  }

  async #discoverOnce(options: CallOptions): Promise<void> {
    if (this.#discovery === undefined || this.#discovery.abandoned) this.#discovery = this.#begin();
    await this.#discovery.join(options);
  }

  #begin(): SharedWork<void> {
    const path = this.#directories.map((directory) => directory.path).join(', ');
    const discovery = new SharedWork(discoveryLimits(path), async (signal) => {
      try {
        await this.#discover(signal);
      } catch (error) {
        // A failed discovery is not remembered: the next one may find the directory.
        if (this.#discovery === discovery) this.#discovery = undefined;
        throw error;
      }
    });
    return discovery;
  }

  async #discover(signal: AbortSignal): Promise<void> {
    const { loader, stateStore, logger } = this.#context;
    await stateStore.load({ signal }).catch((error: unknown) => {
      signal.throwIfAborted();
      logger.log('warn', `the states of plugins are unknown, all count as enabled: ${(error as Error).message}`);
    });
    const found = new Map<string, PluginInfo>();
    for (const { path, optional } of this.#directories)
      try {
        for (const info of await loader.discoverPlugins(path, { signal }))
          if (!found.has(info.manifest.name)) found.set(info.manifest.name, info);
      } catch (error) {
        if (!optional || !AwfError.is(error, 'USER.INPUT.MISSING_FILE')) throw error;
      }
    signal.throwIfAborted();
    this.#takeOver(found);
  }

  #takeOver(found: ReadonlyMap<string, PluginInfo>): void {
    for (const [name, plugin] of this.#plugins) if (!found.has(name) && !plugin.busy) this.#plugins.delete(name);
    for (const [name, info] of found) {
      const plugin = this.#plugins.get(name);
      if (plugin === undefined) this.#plugins.set(name, new ManagedPlugin(info, this.#context));
      else plugin.refresh(info);
    }
  }
}

const discoveryLimits = (path: string): LimitErrors => ({
  canceled: (cause) => new AwfError('EXECUTION.PLUGIN.CANCELED', { plugin: '*', call: 'discover' }, { cause }),
  late: (timeoutMs) => new AwfError('SYSTEM.IO.TIMEOUT', { path, timeoutMs }),
});

const byName = (a: PluginInfo, b: PluginInfo): number => (a.manifest.name < b.manifest.name ? -1 : 1);
