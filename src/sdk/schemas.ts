import { recordOf } from '../domain/json.js';
import type { InputSchema, OperationSchema } from '../domain/plugin/operation.js';
import type { PluginDescription } from '../domain/plugin/plugin-description.js';
import { checkInputDefinitions } from './check-inputs.js';
import type { InputDefinition, Operation } from './operation.js';
import type { Plugin } from './plugin.js';

/** The plugin's description for the host. */
export const describePlugin = (plugin: Plugin): PluginDescription => ({
  name: plugin.name,
  version: plugin.version,
  description: plugin.description ?? '',
  capabilities: Object.keys(plugin.operations ?? {}).length > 0 ? ['operations'] : [],
});

const inputSchema = (input: InputDefinition): InputSchema => ({ ...input, required: input.required ?? false });

/**
 * The schema of one operation, under its name in the plugin. @throws TypeError as `operation()` does, because not all
 * plugins use that function
 */
export function operationSchema(plugin: Plugin, name: string, operation: Operation): OperationSchema {
  checkInputDefinitions(operation.inputs);
  return {
    name,
    description: operation.description ?? '',
    inputs: recordOf(
      Object.entries(operation.inputs ?? {}).map(([input, definition]) => [input, inputSchema(definition)]),
    ),
    outputs: operation.outputs ?? {},
    plugin: plugin.name,
  };
}
