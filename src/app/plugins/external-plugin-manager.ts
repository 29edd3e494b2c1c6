import { didYouMean } from '../../domain/did-you-mean.js';
import { forMany, SharedTask, type LimitErrors } from 'plugin-async';
import { AwfError } from '../../domain/errors/awf-error.js';
import type { JsonObject } from '../../domain/json.js';
import type { PluginInfo } from '../../domain/plugin/plugin-info.js';
import type { CallOptions } from '../../ports/call-options.js';
import type { PluginLoader } from '../../ports/plugin-loader.js';
import type { PluginManager } from '../../ports/plugin-manager.js';
import type { PluginConnection } from '../../ports/plugin-transport.js';
import { ManagedPlugin, type FoundPlugin, type ManagerContext } from './managed-plugin.js';

/** A directory that plugins are looked for in. */
export interface PluginDirectory {
  /** The folder that has a folder for each plugin. */
  readonly path: string;
  /** Whether it may be missing, as the default ones may. */
  readonly optional: boolean;
}

/** A directory and the loader that reads it. */
export interface PluginSource extends PluginDirectory {
  readonly loader: PluginLoader;
}

/**
 * Manages external plugins over whatever transport there is. A plugin starts when it is first needed; one that ended by itself starts
 * again with the next call that needs it.
 */
export class ExternalPluginManager implements PluginManager {
  readonly #context: ManagerContext;
  readonly #sources: readonly PluginSource[];
  readonly #plugins = new Map<string, ManagedPlugin>();
  readonly #lifetime = new AbortController();
  readonly #discoveryLimits: LimitErrors;
  #discovery: SharedTask<void> | undefined;
  #closing: Promise<void> | undefined;

  /** @param sources searched in this order; the first plugin of a name counts */
  constructor(context: ManagerContext, sources: readonly PluginSource[]) {
    this.#context = { ...context, names: () => this.#plugins.keys() };
    this.#sources = sources;
    this.#discoveryLimits = discoveryLimits(sources.map(({ path }) => path).join(', '));
  }

  async discover(options: CallOptions = {}): Promise<readonly PluginInfo[]> {
    this.#refuseWhenClosed('discover');
    this.#discovery = this.#begin();
    await this.#discovery.joinWithin(options, this.#discoveryLimits);
    return this.list();
  }

  async load(name: string, options: CallOptions = {}): Promise<PluginInfo> {
    this.#refuseWhenClosed('load');
    return (await this.#known(name, options)).load(options);
  }

  /** Begins without waiting where the plugin is known: a shutdown that comes next must find the start. */
  async init(name: string, config?: JsonObject, options: CallOptions = {}): Promise<void> {
    this.#refuseWhenClosed('init');
    const plugin = this.#plugins.get(name) ?? (await this.#known(name, options));
    await plugin.start(config, options);
  }

  async shutdown(name: string, options: CallOptions = {}): Promise<void> {
    await this.#plugins.get(name)?.stop(options);
  }

  async shutdownAll(options: CallOptions = {}): Promise<void> {
    const limits = forMany(options);
    // All together, because the last event of one plugin may be for another one.
    await this.#context.events?.drain();
    await endAll([...this.#plugins.values()].map((plugin) => plugin.stop(limits)));
  }

  /**
   * Ends everything for good: plugins, starts and discoveries. Every later call is refused with `EXECUTION.HOST.CLOSED`. A second call
   * waits for the same end.
   *
   * @throws AggregateError of all that failed; nothing is left running all the same
   */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  get(name: string): PluginInfo | undefined {
    return this.#plugins.get(name)?.info;
  }

  connection(name: string): PluginConnection | undefined {
    return this.#plugins.get(name)?.connection;
  }

  list(): readonly PluginInfo[] {
    return [...this.#plugins.values()].map((plugin) => plugin.info).sort(byName);
  }

  async #close(): Promise<void> {
    this.#lifetime.abort(closed('discover'));
    await this.#discovery?.abort(closed('discover'));
    await this.#context.events?.close();
    await endAll([...this.#plugins.values()].map((plugin) => plugin.close()));
  }

  async #known(name: string, options: CallOptions): Promise<ManagedPlugin> {
    if (!this.#plugins.has(name)) await this.#discoverOnce(options);
    // The host may have been closed meanwhile. Then nothing may start.
    this.#refuseWhenClosed('load');
    const plugin = this.#plugins.get(name);
    if (plugin === undefined)
      throw new AwfError('USER.INPUT.PLUGIN_NOT_FOUND', { plugin: name, known: [...this.#plugins.keys()].sort() });
    return plugin;
  }

  async #discoverOnce(options: CallOptions): Promise<void> {
    if (this.#discovery === undefined || this.#discovery.abandoned) this.#discovery = this.#begin();
    await this.#discovery.joinWithin(options, this.#discoveryLimits);
  }

  #begin(): SharedTask<void> {
    const discovery = new SharedTask(async (signal) => {
      try {
        await this.#discover(AbortSignal.any([signal, this.#lifetime.signal]));
      } catch (error) {
        // A failed discovery is not remembered: the next one may find the directory.
        if (this.#discovery === discovery) this.#discovery = undefined;
        throw error;
      }
    });
    return discovery;
  }

  async #discover(signal: AbortSignal): Promise<void> {
    // After a failure each plugin is refused, with the reason. Rejecting here would hide which plugins there are.
    await this.#context.stateStore.load({ signal }).catch(() => signal.throwIfAborted());
    const found = new Map<string, FoundPlugin>();
    for (const { loader, path, optional } of this.#sources)
      try {
        for (const info of await loader.discoverPlugins(path, { signal })) this.#add(found, { info, loader });
      } catch (error) {
        signal.throwIfAborted();
        if (!optional || !AwfError.is(error, 'USER.INPUT.MISSING_FILE')) throw error;
      }
    signal.throwIfAborted();
    this.#takeOver(found);
    await this.#reportUnknownSettings(found, signal);
  }

  /** Settings under a wrong name do not limit the plugin that they are meant for. */
  async #reportUnknownSettings(found: ReadonlyMap<string, FoundPlugin>, signal: AbortSignal): Promise<void> {
    // Settings that cannot be read refuse each start, with the reason.
    const settings = await this.#context.settings.load({ signal }).catch(() => undefined);
    for (const plugin of settings?.plugins.keys() ?? [])
      if (!found.has(plugin))
        this.#context.logger.log(
          'warn',
          `the settings name a plugin that is not installed${didYouMean(plugin, found.keys())}`,
          { plugin },
        );
  }

  /** The first plugin of a name counts. That there is another is said, because it may be the one that the user means. */
  #add(found: Map<string, FoundPlugin>, plugin: FoundPlugin): void {
    const { name } = plugin.info.manifest;
    const first = found.get(name);
    if (first === undefined) {
      found.set(name, plugin);
      return;
    }
    const { info } = first;
    const hidden = plugin.info.locator;
    found.set(name, { ...first, info: { ...info, hides: [...(info.hides ?? []), hidden] } });
    const fields = { plugin: name, used: info.locator, hidden };
    this.#context.logger.log('warn', 'two plugins have the same name; the first one is used', fields);
  }

  #takeOver(found: ReadonlyMap<string, FoundPlugin>): void {
    for (const [name, plugin] of this.#plugins) {
      if (found.has(name) || plugin.busy) continue;
      this.#plugins.delete(name);
      // It may still be subscribed to events.
      void plugin.close();
    }
    for (const [name, one] of found) {
      const plugin = this.#plugins.get(name);
      if (plugin === undefined) this.#plugins.set(name, new ManagedPlugin(one, this.#context));
      else plugin.refresh(one);
    }
  }

  #refuseWhenClosed(call: string): void {
    if (this.#lifetime.signal.aborted) throw closed(call);
  }
}

const closed = (call: string): AwfError => new AwfError('EXECUTION.HOST.CLOSED', { call });

async function endAll(work: readonly Promise<void>[]): Promise<void> {
  const ends = await Promise.allSettled(work);
  const errors = ends.filter((end) => end.status === 'rejected').map((end) => end.reason as unknown);
  if (errors.length > 0) throw new AggregateError(errors, `${errors.length} plugins did not shut down in good order`);
}

const discoveryLimits = (path: string): LimitErrors => ({
  canceled: (cause) => new AwfError('EXECUTION.PLUGIN.CANCELED', { plugin: '*', call: 'discover' }, { cause }),
  late: (timeoutMs) => new AwfError('SYSTEM.IO.TIMEOUT', { path, timeoutMs }),
});

const byName = (a: PluginInfo, b: PluginInfo): number => (a.manifest.name < b.manifest.name ? -1 : 1);
