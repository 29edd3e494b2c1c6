import { withinLimits, type LimitErrors } from 'plugin-async';
import { AwfError } from '../../domain/errors/awf-error.js';
import { recordOf, type JsonObject } from '../../domain/json.js';
import { checkOperationInputs } from '../../domain/plugin/operation-input.js';
import type { OperationResult, OperationSchema } from '../../domain/plugin/operation.js';
import { operationName, parseOperationRef } from '../../domain/plugin/operation-ref.js';
import { maskSecretInputs } from '../../domain/plugin/secret-inputs.js';
import type { SecretMask } from '../../domain/secret-mask.js';
import type { CallOptions } from '../../ports/call-options.js';
import type { ExecuteOptions } from '../../ports/execute-options.js';
import type { Logger } from '../../ports/logger.js';
import type { BuiltInOperations } from '../../ports/operation-provider.js';
import type { PluginConnection } from '../../ports/plugin-transport.js';
import type { PluginState, PluginStateStore } from '../../ports/plugin-state-store.js';
import type { SettingsSource } from '../../ports/settings-source.js';
import type { ValueSource } from '../../ports/value-source.js';
import { PluginRuntime } from '../../sdk/plugin-runtime.js';
import type { Plugin } from '../../sdk/plugin.js';
import { isLazy, type BuiltInPlugin } from './built-in-plugin.js';
import { InMemoryPluginConnection } from './in-memory-plugin-connection.js';

/** What built-in plugins depend on. */
export interface BuiltInPorts {
  readonly logger: Logger;
  readonly stateStore: PluginStateStore;
  readonly configOf: BuiltInConfig;
  /** Gets the secrets among the inputs of each call. @default nothing is masked */
  readonly secrets?: SecretMask | undefined;
}

/** What the configuration of built-in plugins is made from. */
export interface BuiltInConfigPorts {
  readonly stateStore: PluginStateStore;
  readonly settings: SettingsSource;
  readonly values: ValueSource;
}

/**
 * Gives the configuration of a built-in plugin.
 * @throws AwfError `USER.VALIDATION.PLUGIN_CONFIG`, `.SETTINGS_INVALID`, and what the ports throw
 */
export type BuiltInConfig = (plugin: Plugin | BuiltInPlugin) => Promise<JsonObject>;

interface LoadedPlugin {
  readonly connection: PluginConnection;
  /** By their full names. */
  readonly schemas: ReadonlyMap<string, OperationSchema>;
}

/** Offers operations that are part of the host. A plugin is loaded, and told its settings, when it is first needed. */
export class BuiltInOperationProvider implements BuiltInOperations {
  readonly #plugins: ReadonlyMap<string, Plugin | BuiltInPlugin>;
  readonly #ports: BuiltInPorts;
  readonly #loaded = new Map<string, Promise<LoadedPlugin>>();
  #statesRead: Promise<void> | undefined;
  #closed = false;

  constructor(plugins: readonly (Plugin | BuiltInPlugin)[], ports: BuiltInPorts) {
    this.#plugins = new Map(plugins.map((plugin) => [plugin.name, plugin]));
    this.#ports = ports;
  }

  /** Ends the calls that are under way, and refuses later ones. */
  async close(): Promise<void> {
    this.#closed = true;
    const loaded = await Promise.allSettled(this.#loaded.values());
    const running = loaded.filter((plugin) => plugin.status === 'fulfilled');
    await Promise.all(running.map(({ value }) => value.connection.close()));
  }

  isBuiltIn(plugin: string): boolean {
    return this.#plugins.has(plugin);
  }

  async getOperation(name: string, options: CallOptions = {}): Promise<OperationSchema | undefined> {
    return (await this.#pluginOf(name, options))?.schemas.get(name);
  }

  async listOperations(options: CallOptions = {}): Promise<readonly OperationSchema[]> {
    const schemas: OperationSchema[] = [];
    for (const plugin of this.#plugins.values())
      if ((await this.#stateOf(plugin.name, options)).enabled)
        schemas.push(...(await this.#load(plugin, options)).schemas.values());
    return schemas.sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  async execute(name: string, inputs: JsonObject, options: ExecuteOptions = {}): Promise<OperationResult> {
    const plugin = await this.#pluginOf(name, options);
    const schema = plugin?.schemas.get(name);
    if (plugin === undefined || schema === undefined) {
      const known = [...(plugin?.schemas.keys() ?? this.#plugins.keys())];
      throw new AwfError('USER.INPUT.OPERATION_NOT_FOUND', { operation: name, known });
    }
    const { secrets } = this.#ports;
    if (secrets !== undefined) maskSecretInputs(schema.inputs, inputs, secrets);
    const checked = checkOperationInputs(schema, inputs);
    if (!checked.ok)
      throw new AwfError('USER.VALIDATION.OPERATION_INPUT', { operation: name, problems: checked.problems });
    return plugin.connection.execute(parseOperationRef(name)?.operation ?? name, checked.inputs, options);
  }

  /** The plugin of an operation, if it is built in. @throws AwfError `EXECUTION.PLUGIN.DISABLED`, and what {@link #load} throws */
  async #pluginOf(operation: string, options: CallOptions): Promise<LoadedPlugin | undefined> {
    const plugin = this.#plugins.get(parseOperationRef(operation)?.plugin ?? '');
    if (plugin === undefined) return undefined;
    const { enabled, problem } = await this.#stateOf(plugin.name, options);
    if (problem !== undefined) throw problem;
    if (!enabled) throw new AwfError('EXECUTION.PLUGIN.DISABLED', { plugin: plugin.name });
    return this.#load(plugin, options);
  }

  /** The file is read once. What this host changes counts at once. */
  async #stateOf(plugin: string, options: CallOptions): Promise<PluginState> {
    await shared(plugin, options, () => (this.#statesRead ??= this.#readStates()));
    return this.#ports.stateStore.getState(plugin);
  }

  async #readStates(): Promise<void> {
    try {
      await this.#ports.stateStore.load();
    } catch (error) {
      this.#statesRead = undefined;
      throw error;
    }
  }

  async #load(plugin: Plugin | BuiltInPlugin, options: CallOptions): Promise<LoadedPlugin> {
    const { name } = plugin;
    if (this.#closed) throw new AwfError('EXECUTION.PLUGIN.NOT_RUNNING', { plugin: name, status: 'stopped', call });
    return shared(name, options, () => this.#loaded.get(name) ?? this.#begin(plugin));
  }

  #begin(plugin: Plugin | BuiltInPlugin): Promise<LoadedPlugin> {
    const loading = this.#start(plugin).catch((error: unknown) => {
      this.#loaded.delete(plugin.name);
      throw error;
    });
    this.#loaded.set(plugin.name, loading);
    return loading;
  }

  async #start(given: Plugin | BuiltInPlugin): Promise<LoadedPlugin> {
    const config = await this.#ports.configOf(given);
    const plugin = isLazy(given) ? await given.load() : given;
    const runtime = new PluginRuntime(plugin, this.#ports.logger.named(plugin.name));
    const connection = new InMemoryPluginConnection(plugin.name, runtime);
    await connection.init(config);
    const schemas = runtime.operations().map((own) => {
      const name = operationName(plugin.name, own.name);
      return [name, { ...own, name, inputs: isLazy(given) ? takingTexts(own.inputs) : own.inputs }] as const;
    });
    return { connection, schemas: new Map(schemas) };
  }
}

/** The name of the call that loads a plugin, for errors. */
const call = 'Init';

/** Work that several calls wait for. A call that is canceled leaves it to the others. */
const shared = <T>(plugin: string, options: CallOptions, work: () => Promise<T>): Promise<T> =>
  withinLimits(options, loadLimits(plugin), work);

const loadLimits = (plugin: string): LimitErrors => ({
  canceled: (cause) => new AwfError('EXECUTION.PLUGIN.CANCELED', { plugin, call }, { cause }),
  late: (timeoutMs) => new AwfError('EXECUTION.PLUGIN.CALL_TIMEOUT', { plugin, call, timeoutMs }),
});

/** AWF's host makes a text of every template, so AWF's own operations take `"42"` for a number. */
const takingTexts = (inputs: OperationSchema['inputs']): OperationSchema['inputs'] =>
  recordOf(Object.entries(inputs).map(([name, input]) => [name, { ...input, takesText: true }]));
