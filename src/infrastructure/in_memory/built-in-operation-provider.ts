import { AwfError } from '../../domain/errors/awf-error.js';
import type { JsonObject } from '../../domain/json.js';
import { checkOperationInputs } from '../../domain/plugin/operation-input.js';
import type { OperationResult, OperationSchema } from '../../domain/plugin/operation.js';
import { operationName } from '../../domain/plugin/operation-ref.js';
import type { PluginInfo } from '../../domain/plugin/plugin-info.js';
import type { ExecuteOptions } from '../../ports/execute-options.js';
import type { Logger } from '../../ports/logger.js';
import type { OperationProvider } from '../../ports/operation-provider.js';
import type { PluginConnection } from '../../ports/plugin-transport.js';
import { PluginRuntime } from '../../sdk/plugin-runtime.js';
import type { Plugin } from '../../sdk/plugin.js';
import { InMemoryPluginConnection } from './in-memory-plugin-connection.js';
import { pluginInfoOf } from './in-memory-plugins.js';

interface BuiltInOperation {
  readonly connection: PluginConnection;
  /** The plugin's own name for it. */
  readonly ownName: string;
  readonly schema: OperationSchema;
}

/** Offers operations that are part of the host: always there, nothing to start. */
export class BuiltInOperationProvider implements OperationProvider {
  /** The built-in plugins, for lists. */
  readonly plugins: readonly PluginInfo[];
  readonly #operations = new Map<string, BuiltInOperation>();

  constructor(plugins: readonly Plugin[], logger: Logger) {
    this.plugins = plugins.map((plugin) => pluginInfoOf(plugin.name, plugin, 'builtin'));
    for (const plugin of plugins) {
      const runtime = new PluginRuntime(plugin, logger.named(plugin.name));
      const connection = new InMemoryPluginConnection(plugin.name, runtime);
      for (const schema of runtime.operations()) {
        const name = operationName(plugin.name, schema.name);
        this.#operations.set(name, { connection, ownName: schema.name, schema: { ...schema, name } });
      }
    }
  }

  /** Ends the calls that are under way, and refuses later ones. */
  async close(): Promise<void> {
    await Promise.all([...this.#operations.values()].map(({ connection }) => connection.close()));
  }

  getOperation(name: string): Promise<OperationSchema | undefined> {
    return Promise.resolve(this.#operations.get(name)?.schema);
  }

  listOperations(): Promise<readonly OperationSchema[]> {
    const schemas = [...this.#operations.values()].map(({ schema }) => schema);
    return Promise.resolve(schemas.sort((a, b) => (a.name < b.name ? -1 : 1)));
  }

  async execute(name: string, inputs: JsonObject, options?: ExecuteOptions): Promise<OperationResult> {
    const found = this.#operations.get(name);
    if (found === undefined)
      throw new AwfError('USER.INPUT.OPERATION_NOT_FOUND', { operation: name, known: [...this.#operations.keys()] });
    const { connection, ownName, schema } = found;
    const checked = checkOperationInputs(schema, inputs);
    if (!checked.ok)
      throw new AwfError('USER.VALIDATION.OPERATION_INPUT', { operation: name, problems: checked.problems });
    return connection.execute(ownName, checked.inputs, options);
  }
}
