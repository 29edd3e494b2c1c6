import { AwfError } from '../../domain/errors/awf-error.js';
import type { JsonObject } from '../../domain/json.js';
import type { OperationResult, OperationSchema } from '../../domain/plugin/operation.js';
import type { CallOptions } from '../../ports/call-options.js';
import type { ExecuteOptions } from '../../ports/execute-options.js';
import type { OperationProvider } from '../../ports/operation-provider.js';

/** All operations there are: the built-in ones first, then those of external plugins. */
export class CompositeOperationProvider implements OperationProvider {
  readonly #builtIn: OperationProvider;
  readonly #external: OperationProvider;

  constructor(builtIn: OperationProvider, external: OperationProvider) {
    this.#builtIn = builtIn;
    this.#external = external;
  }

  async getOperation(name: string, options?: CallOptions): Promise<OperationSchema | undefined> {
    return (await this.#builtIn.getOperation(name, options)) ?? (await this.#external.getOperation(name, options));
  }

  async listOperations(options?: CallOptions): Promise<readonly OperationSchema[]> {
    const [builtIn, external] = await Promise.all([
      this.#builtIn.listOperations(options),
      this.#external.listOperations(options).catch(noneWithoutPlugins),
    ]);
    const names = new Set(builtIn.map(({ name }) => name));
    return [...builtIn, ...external.filter(({ name }) => !names.has(name))].sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  async execute(name: string, inputs: JsonObject, options?: ExecuteOptions): Promise<OperationResult> {
    const builtIn = (await this.#builtIn.getOperation(name, options)) !== undefined;
    if (builtIn) return this.#builtIn.execute(name, inputs, options);
    try {
      return await this.#external.execute(name, inputs, options);
    } catch (error) {
      // No external plugin has this name. If a built-in one has it, its operations are what the caller wants to know.
      if (!AwfError.is(error, 'USER.INPUT.PLUGIN_NOT_FOUND')) throw error;
      const { plugin } = error.details;
      const own = await this.#builtIn.listOperations(options);
      if (!own.some((operation) => operation.name.startsWith(`${plugin}.`))) throw error;
      return this.#builtIn.execute(name, inputs, options);
    }
  }
}

/** A host without external plugins still has its own operations. */
function noneWithoutPlugins(error: unknown): readonly OperationSchema[] {
  if (AwfError.is(error, 'EXECUTION.PLUGIN.NOT_IMPLEMENTED')) return [];
  throw error;
}
