import { AwfError } from '../../domain/errors/awf-error.js';
import type { JsonObject } from '../../domain/json.js';
import { checkOperationInputs } from '../../domain/plugin/operation-input.js';
import { splitOperationName, type OperationResult, type OperationSchema } from '../../domain/plugin/operation.js';
import type { PluginInfo } from '../../domain/plugin/plugin-info.js';
import type { CallOptions } from '../../ports/call-options.js';
import type { Logger } from '../../ports/logger.js';
import type { OperationProvider } from '../../ports/operation-provider.js';
import type { PluginConnection } from '../../ports/plugin-transport.js';
import { PluginRuntime } from '../../sdk/plugin-runtime.js';
import type { Plugin } from '../../sdk/plugin.js';
import { InMemoryPluginConnection } from './in-memory-plugin-connection.js';
import { pluginInfoOf } from './in-memory-plugins.js';

/** Offers operations that are part of the host: always there, nothing to start. */
export class BuiltInOperationProvider implements OperationProvider {
  /** The built-in plugins, for lists. */
  readonly plugins: readonly PluginInfo[];
  readonly #operations = new Map<string, readonly [PluginConnection, OperationSchema]>();

  constructor(plugins: readonly Plugin[], logger: Logger) {
    this.plugins = plugins.map((plugin) => pluginInfoOf(plugin.name, plugin, 'builtin'));
    for (const plugin of plugins) {
      const runtime = new PluginRuntime(plugin, logger.named(plugin.name));
      const connection = new InMemoryPluginConnection(plugin.name, runtime);
      for (const schema of runtime.operations()) {
        const name = `${plugin.name}.${schema.name}`;
        this.#operations.set(name, [connection, { ...schema, name }]);
      }
    }
  }

  getOperation(name: string): Promise<OperationSchema | undefined> {
    return Promise.resolve(this.#operations.get(name)?.[1]);
  }

  listOperations(): Promise<readonly OperationSchema[]> {
    const schemas = [...this.#operations.values()].map(([, schema]) => schema);
    return Promise.resolve(schemas.sort((a, b) => (a.name < b.name ? -1 : 1)));
  }

  async execute(name: string, inputs: JsonObject, options?: CallOptions): Promise<OperationResult> {
    const found = this.#operations.get(name);
    if (found === undefined)
      throw new AwfError('USER.INPUT.OPERATION_NOT_FOUND', { operation: name, known: [...this.#operations.keys()] });
    const [connection, schema] = found;
    const checked = checkOperationInputs(schema, inputs);
    if (!checked.ok)
      throw new AwfError('USER.VALIDATION.OPERATION_INPUT', { operation: name, problems: checked.problems });
    return connection.execute(splitOperationName(name)?.[1] ?? name, checked.inputs, options);
  }
}
