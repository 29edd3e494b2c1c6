import { AwfError } from '../../domain/errors/awf-error.js';
import type { JsonObject } from '../../domain/json.js';
import { checkOperationInputs } from '../../domain/plugin/operation-input.js';
import type { OperationResult, OperationSchema } from '../../domain/plugin/operation.js';
import { parseOperationRef, type OperationRef } from '../../domain/plugin/operation-ref.js';
import { maskSecretInputs } from '../../domain/plugin/secret-inputs.js';
import type { CallOptions } from '../../ports/call-options.js';
import type { ExecuteOptions } from '../../ports/execute-options.js';
import type { OperationProvider } from '../../ports/operation-provider.js';
import type { PluginConnection } from '../../ports/plugin-transport.js';
import { enabledPlugins, offersOf, startForCall, startIfKnown, type PluginOfferPorts } from './plugin-calls.js';

/** Offers the operations of external plugins, and has the manager start the plugin that a call needs. */
export class ExternalOperationProvider implements OperationProvider {
  readonly #ports: PluginOfferPorts;

  constructor(ports: PluginOfferPorts) {
    this.#ports = ports;
  }

  async getOperation(name: string, options: CallOptions = {}): Promise<OperationSchema | undefined> {
    const ref = parseOperationRef(name);
    if (ref === undefined) return undefined;
    if (!(await startIfKnown(ref.plugin, options, this.#ports.plugins))) return undefined;
    return this.#offered(ref.plugin).find((schema) => schema.name === name);
  }

  async listOperations(options: CallOptions = {}): Promise<readonly OperationSchema[]> {
    const names = await enabledPlugins(this.#ports.plugins, options);
    return offersOf(names, 'operations', (plugin) => this.#offered(plugin), options, this.#ports);
  }

  async execute(name: string, inputs: JsonObject, options: ExecuteOptions = {}): Promise<OperationResult> {
    const ref = parseOperationRef(name);
    if (ref === undefined) throw new AwfError('USER.INPUT.OPERATION_NOT_FOUND', { operation: name, known: [] });
    const running = this.#ports.plugins.connection(ref.plugin);
    // The common case has its own branch, so that it costs only the call.
    if (running !== undefined) return this.#call(running, ref, inputs, options);
    const started = await startForCall(ref.plugin, ref.operation, options, this.#ports);
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
    const { secrets } = this.#ports;
    if (secrets !== undefined) maskSecretInputs(schema.inputs, inputs, secrets);
    const checked = checkOperationInputs(schema, inputs);
    if (!checked.ok)
      throw new AwfError('USER.VALIDATION.OPERATION_INPUT', { operation: ref.name, problems: checked.problems });
    return connection.execute(ref.operation, checked.inputs, options);
  }

  #offered(plugin: string): readonly OperationSchema[] {
    return this.#ports.plugins.get(plugin)?.operations ?? [];
  }
}
