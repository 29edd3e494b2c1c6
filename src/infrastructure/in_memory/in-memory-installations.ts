import { withinLimits, type LimitErrors } from 'plugin-async';
import { AwfError } from '../../domain/errors/awf-error.js';
import type { PluginContents } from '../../domain/plugin/plugin-approval.js';
import type { CallOptions } from '../../ports/call-options.js';
import type { Exposure, PluginInspection, PluginInspector } from '../../ports/plugin-inspector.js';
import type { PluginInstallations, StagedPlugin } from '../../ports/plugin-installations.js';

/** A plugin that can be installed to memory. */
export interface PluginInMemory extends PluginContents {
  readonly name: string;
  /** What is wrong with it: such a plugin cannot be staged. */
  readonly problem?: string | undefined;
  readonly exposure?: Exposure | undefined;
}

/** Keeps installed plugins in memory, and tells what they consist of. For tests of what installs and starts plugins. */
export class InMemoryInstallations implements PluginInstallations, PluginInspector {
  readonly directory = 'memory:';
  /** By locator: those that are installed, and those that are ready to be. */
  readonly plugins = new Map<string, PluginInMemory>();
  readonly #sources: ReadonlyMap<string, PluginInMemory>;
  #staged = 0;
  #working: Promise<unknown> = Promise.resolve();

  /** @param sources what can be installed, by its path */
  constructor(sources: ReadonlyMap<string, PluginInMemory> = new Map()) {
    this.#sources = sources;
  }

  stage(path: string, options: CallOptions = {}): Promise<StagedPlugin> {
    return within('install', options, () => {
      const source = this.#sources.get(path);
      if (source === undefined) throw new AwfError('USER.INPUT.MISSING_FILE', { path });
      const { name, problem } = source;
      if (problem !== undefined) throw new AwfError('USER.VALIDATION.ARCHIVE_INVALID', { path, problem });
      const locator = `staged:${(this.#staged += 1)}/${name}`;
      this.plugins.set(locator, source);
      return this.#stagedAt(locator, `memory:${name}`);
    });
  }

  async alone<T>(work: () => Promise<T>, options: CallOptions = {}): Promise<T> {
    const before = this.#working;
    let end: () => void = () => undefined;
    this.#working = before.then(() => new Promise<void>((resolve) => (end = resolve)));
    try {
      await withinLimits(options, limits('install'), () => before);
      return await work();
    } finally {
      void before.then(() => end());
    }
  }

  remove(locator: string, options: CallOptions = {}): Promise<void> {
    return within('remove', options, () => {
      if (!this.plugins.delete(locator)) throw new AwfError('USER.INPUT.MISSING_FILE', { path: locator });
    });
  }

  inspect(locator: string, options: CallOptions = {}): Promise<PluginInspection> {
    return within('inspect', options, () => {
      const { checksum, contents, exposure } = this.#at(locator);
      return { checksum, contents, ...(exposure === undefined ? {} : { exposure }) };
    });
  }

  exposureOf(locator: string, options: CallOptions = {}): Promise<Exposure | undefined> {
    return within('inspect', options, () => this.plugins.get(locator)?.exposure);
  }

  #stagedAt(locator: string, destination: string): StagedPlugin {
    return {
      locator,
      destination,
      commit: (options = {}) =>
        within('install', options, () => {
          const plugin = this.plugins.get(locator);
          if (plugin === undefined) throw new AwfError('SYSTEM.IO.WRITE_FAILED', { path: destination });
          this.plugins.set(destination, plugin);
          this.plugins.delete(locator);
        }),
      [Symbol.asyncDispose]: () => Promise.resolve(void this.plugins.delete(locator)),
    };
  }

  #at(locator: string): PluginInMemory {
    const plugin = this.plugins.get(locator);
    if (plugin !== undefined) return plugin;
    throw new AwfError('SYSTEM.IO.PLUGIN_BINARY_NOT_FOUND', { plugin: locator, path: locator });
  }
}

const within = <T>(call: string, options: CallOptions, work: () => T): Promise<T> =>
  // In a promise, so that what is thrown rejects.
  withinLimits(options, limits(call), () => Promise.resolve().then(work));

const limits = (call: string): LimitErrors => ({
  canceled: (cause) => new AwfError('EXECUTION.PLUGIN.CANCELED', { plugin: '*', call }, { cause }),
  late: (timeoutMs) => new AwfError('SYSTEM.IO.TIMEOUT', { path: 'memory:', timeoutMs }),
});
