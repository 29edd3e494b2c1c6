import { AwfError } from '../../domain/errors/awf-error.js';
import type { JsonObject } from '../../domain/json.js';
import { checkOperationInputs } from '../../domain/plugin/operation-input.js';
import { splitOperationName, type OperationResult, type OperationSchema } from '../../domain/plugin/operation.js';
import type { CallOptions } from '../../ports/call-options.js';
import type { Clock } from '../../ports/clock.js';
import type { OperationProvider } from '../../ports/operation-provider.js';
import type { PluginSession, PluginSessions } from './plugin-session.js';

/** Offers the operations of external plugins and starts the plugin that a call needs. */
export class ExternalOperationProvider implements OperationProvider {
  readonly #plugins: PluginSessions;
  readonly #clock: Clock;

  constructor(plugins: PluginSessions, clock: Clock) {
    this.#plugins = plugins;
    this.#clock = clock;
  }

  async getOperation(name: string, options: CallOptions = {}): Promise<OperationSchema | undefined> {
    const split = splitOperationName(name);
    if (split === undefined) return undefined;
    const [plugin, operation] = split;
    const running = this.#plugins.current(plugin);
    if (running !== undefined) return running.operations.get(operation);
    if (!(await this.#plugins.has(plugin, options))) return undefined;
    return (await this.#plugins.session(plugin, options)).operations.get(operation);
  }

  async listOperations(options: CallOptions = {}): Promise<readonly OperationSchema[]> {
    const sessions = await this.#plugins.sessions(options);
    return sessions.flatMap(({ operations }) => [...operations.values()]).sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  async execute(name: string, inputs: JsonObject, options: CallOptions = {}): Promise<OperationResult> {
    const split = splitOperationName(name);
    if (split === undefined) throw new AwfError('USER.INPUT.OPERATION_NOT_FOUND', { operation: name, known: [] });
    const [plugin, operation] = split;
    const running = this.#plugins.current(plugin);
    // The common case has a branch of its own: it is to cost no more than the call itself.
    if (running !== undefined) return this.#call(running, name, operation, inputs, options);
    const begin = this.#clock.monotonicMs();
    const started = await this.#plugins.session(plugin, options);
    return this.#call(started, name, operation, inputs, this.#remaining(options, begin));
  }

  #call(
    { connection, operations }: PluginSession,
    name: string,
    operation: string,
    inputs: JsonObject,
    options: CallOptions,
  ): Promise<OperationResult> {
    const schema = operations.get(operation);
    if (schema === undefined) {
      const known = [...operations.values()].map((offered) => offered.name).sort();
      throw new AwfError('USER.INPUT.OPERATION_NOT_FOUND', { operation: name, known });
    }
    const checked = checkOperationInputs(schema, inputs);
    if (!checked.ok)
      throw new AwfError('USER.VALIDATION.OPERATION_INPUT', { operation: name, problems: checked.problems });
    return connection.execute(operation, checked.inputs, options);
  }

  /** A call's time includes the start that it caused. */
  #remaining(options: CallOptions, begin: number): CallOptions {
    if (options.timeoutMs === undefined) return options;
    return { ...options, timeoutMs: Math.max(0, options.timeoutMs - (this.#clock.monotonicMs() - begin)) };
  }
}
