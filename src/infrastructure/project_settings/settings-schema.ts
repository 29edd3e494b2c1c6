import * as v from 'valibot';
import { didYouMean } from '../../domain/did-you-mean.js';
import { recordOf, type JsonObject } from '../../domain/json.js';
import type { PluginSettings } from '../../domain/project/project-settings.js';
import { pluginNameProblem } from '../../domain/plugin/manifest-rules.js';
import { sandboxSchema } from './sandbox-schema.js';
import { isMapping, mapping, text } from './setting-types.js';

/** AWF's keys, and `plugins`. AWF knows those of the last group, but does nothing with them. */
export const topLevelKeys = [
  'inputs',
  'notify',
  'telemetry',
  'plugins',
  'version',
  'log_level',
  'output_format',
] as const;

/** What is wrong with a key of the whole file. AWF ignores unknown ones, but `plugins` limits what plugins may do: it must not be misspelt. */
const misspelt = (key: string): string | undefined =>
  key !== 'plugins' && didYouMean(key, topLevelKeys).includes('plugins')
    ? `unknown key${didYouMean(key, topLevelKeys)}`
    : undefined;

/** The keys that mean nothing here, as AWF warns of them. */
export const unknownKeys = (file: object): readonly string[] =>
  Object.keys(file).filter((key) => !topLevelKeys.some((known) => known === key));

const values = v.custom<JsonObject>(isMapping, 'must be a mapping of names to values');

const plugin = v.pipe(
  mapping({ config: v.optional(v.nullable(values)), sandbox: v.optional(sandboxSchema) }),
  v.transform(({ config, sandbox }): PluginSettings => ({ config: config ?? recordOf([]), sandbox })),
);

const plugins = v.pipe(
  v.custom<Record<string, unknown>>(isMapping, 'must be a mapping of plugin names'),
  v.rawCheck(({ dataset, addIssue }) => {
    if (!dataset.typed) return;
    for (const [key, value] of Object.entries(dataset.value)) {
      const message = pluginNameProblem(key);
      if (message !== undefined)
        addIssue({ message, path: [{ type: 'object', origin: 'key', input: dataset.value, key, value }] });
    }
  }),
  // As an object, valibot would leave out a plugin that is called `constructor`.
  v.transform((given) => new Map(Object.entries(given) as [string, v.InferInput<typeof plugin>][])),
  v.map(v.string(), plugin),
);

/** `.awf/config.yaml`. Keys that AWF has and this host has no use for are let through. */
export const settingsSchema = v.pipe(
  v.custom<Record<string, unknown>>(isMapping, 'must be a mapping'),
  v.rawCheck(({ dataset, addIssue }) => {
    if (!dataset.typed) return;
    for (const [key, value] of Object.entries(dataset.value)) {
      const message = misspelt(key);
      if (message !== undefined)
        addIssue({ message, path: [{ type: 'object', origin: 'key', input: dataset.value, key, value }] });
    }
  }),
  v.object({
    inputs: v.optional(v.nullable(values)),
    notify: v.optional(v.nullable(v.object({ default_backend: v.optional(text) }, 'must be a mapping'))),
    telemetry: v.optional(
      v.nullable(v.object({ exporter: v.optional(text), service_name: v.optional(text) }, 'must be a mapping')),
    ),
    plugins: v.optional(v.nullable(plugins)),
  }),
);
