import { recordOf } from '../domain/json.js';
import type { Capability } from '../domain/plugin/manifest.js';
import type { InputSchema, OperationSchema } from '../domain/plugin/operation.js';
import type { PluginDescription } from '../domain/plugin/plugin-info.js';
import { checkInputDefinitions } from './check-inputs.js';
import { checkOperation, type InputDefinition, type InputDefinitions, type Operation } from './operation.js';
import type { Plugin } from './plugin.js';

/** The plugin's description for the host. */
export const describePlugin = (plugin: Plugin): PluginDescription => ({
  name: plugin.name,
  version: plugin.version,
  description: plugin.description ?? '',
  capabilities: capabilitiesOf(plugin),
});

/** What a plugin offers, by AWF's names. */
export const capabilitiesOf = (plugin: Plugin): readonly Capability[] => [
  ...(Object.keys(plugin.operations ?? {}).length > 0 ? (['operations'] as const) : []),
  ...(Object.keys(plugin.stepTypes ?? {}).length > 0 ? (['step_types'] as const) : []),
  ...(plugin.validator === undefined ? [] : (['validators'] as const)),
  ...(plugin.events !== undefined || (plugin.emits ?? []).length > 0 ? (['events'] as const) : []),
];

const inputSchema = (input: InputDefinition): InputSchema => ({ ...input, required: input.required ?? false });

const schemaOf = (inputs: InputDefinitions = {}): OperationSchema['inputs'] =>
  recordOf(Object.entries(inputs).map(([name, definition]) => [name, inputSchema(definition)]));

/** The schema of the settings of a step. @throws TypeError as `stepType()` does, because not all plugins use that function */
export function settingsSchema(settings: InputDefinitions | undefined): OperationSchema['inputs'] {
  checkInputDefinitions(settings, 'setting');
  return schemaOf(settings);
}

/**
 * The schema of one operation, under its name in the plugin. @throws TypeError as `operation()` does, because not all
 * plugins use that function
 */
export function operationSchema(plugin: Plugin, name: string, operation: Operation): OperationSchema {
  checkOperation(operation, `operation "${name}"`);
  return {
    name,
    description: operation.description ?? '',
    inputs: schemaOf(operation.inputs),
    outputs: operation.outputs ?? {},
    plugin: plugin.name,
  };
}
