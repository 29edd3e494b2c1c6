import { forMany } from 'plugin-async';
import { AwfError } from '../../domain/errors/awf-error.js';
import type { JsonObject } from '../../domain/json.js';
import { checkOperationInputs } from '../../domain/plugin/operation-input.js';
import type { OperationResult, OperationSchema } from '../../domain/plugin/operation.js';
import { parseOperationRef, type OperationRef } from '../../domain/plugin/operation-ref.js';
import type { CallOptions } from '../../ports/call-options.js';
import type { ExecuteOptions } from '../../ports/execute-options.js';
import type { Clock } from '../../ports/clock.js';
import type { Logger } from '../../ports/logger.js';
import type { OperationProvider } from '../../ports/operation-provider.js';
import type { PluginManager } from '../../ports/plugin-manager.js';
import type { PluginConnection } from '../../ports/plugin-transport.js';
import { startForCall, type PluginCallPorts } from './plugin-calls.js';

/** What offering the operations of external plugins takes. */
export interface ExternalOperationPorts extends PluginCallPorts {
  readonly logger: Logger;
}

/** Offers the operations of external plugins, and has the manager start the plugin that a call needs. */
export class ExternalOperationProvider implements OperationProvider {
  readonly #plugins: PluginManager;
  readonly #clock: Clock;
  readonly #logger: Logger;

  constructor({ plugins, clock, logger }: ExternalOperationPorts) {
    this.#plugins = plugins;
    this.#clock = clock;
    this.#logger = logger;
  }

  async getOperation(name: string, options: CallOptions = {}): Promise<OperationSchema | undefined> {
    const ref = parseOperationRef(name);
    if (ref === undefined) return undefined;
    try {
      if (this.#plugins.connection(ref.plugin) === undefined) await this.#plugins.init(ref.plugin, undefined, options);
    } catch (error) {
      if (AwfError.is(error, 'USER.INPUT.PLUGIN_NOT_FOUND')) return undefined;
      throw error;
    }
    return this.#offered(ref.plugin).find((schema) => schema.name === name);
  }

  async listOperations(options: CallOptions = {}): Promise<readonly OperationSchema[]> {
    const known = this.#plugins.list();
    const plugins = known.length > 0 ? known : await this.#plugins.discover(options);
    const names = plugins.filter(({ status }) => status !== 'disabled').map(({ manifest }) => manifest.name);
    const limits = forMany(options);
    const offers = await Promise.all(names.map((name) => this.#offeredBy(name, limits)));
    return offers.flat().sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  async execute(name: string, inputs: JsonObject, options: ExecuteOptions = {}): Promise<OperationResult> {
    const ref = parseOperationRef(name);
    if (ref === undefined) throw new AwfError('USER.INPUT.OPERATION_NOT_FOUND', { operation: name, known: [] });
    const running = this.#plugins.connection(ref.plugin);
    // The common case has its own branch, so that it costs only the call.
    if (running !== undefined) return this.#call(running, ref, inputs, options);
    const ports = { plugins: this.#plugins, clock: this.#clock };
    const started = await startForCall(ref.plugin, ref.operation, options, ports);
    return this.#call(started.connection, ref, inputs, { ...options, ...started.options });
  }

  #call(
    connection: PluginConnection,
    ref: OperationRef,
    inputs: JsonObject,
    options: ExecuteOptions,
  ): Promise<OperationResult> {
    const offered = this.#offered(ref.plugin);
    const schema = offered.find(({ name }) => name === ref.name);
    if (schema === undefined) {
      const known = offered.map(({ name }) => name);
      throw new AwfError('USER.INPUT.OPERATION_NOT_FOUND', { operation: ref.name, known });
    }
    const checked = checkOperationInputs(schema, inputs);
    if (!checked.ok)
      throw new AwfError('USER.VALIDATION.OPERATION_INPUT', { operation: ref.name, problems: checked.problems });
    return connection.execute(ref.operation, checked.inputs, options);
  }

  /** What a plugin offers, after a start. Nothing where the start fails: the plugin's own status says why. */
  async #offeredBy(plugin: string, options: CallOptions): Promise<readonly OperationSchema[]> {
    try {
      await this.#plugins.init(plugin, undefined, options);
    } catch (error) {
      if (AwfError.is(error, 'EXECUTION.PLUGIN.CANCELED') || AwfError.is(error, 'EXECUTION.HOST.CLOSED')) throw error;
      this.#logger.log('debug', `its operations are not listed: ${(error as Error).message}`, { plugin });
    }
    return this.#offered(plugin);
  }

  #offered(plugin: string): readonly OperationSchema[] {
    return this.#plugins.get(plugin)?.operations ?? [];
  }
}
