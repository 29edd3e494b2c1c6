import { didYouMean } from '../did-you-mean.js';
import { AwfError } from '../errors/awf-error.js';
import type { Problem } from '../errors/problem.js';
import { type JsonObject, type JsonValue, recordOf } from '../json.js';
import { jsonTextOf } from '../json-text.js';
import { isOfType, typeProblem } from './input-type.js';
import type { ConfigField } from './manifest.js';

/** The configuration with defaults filled in, or all that is wrong with it. */
export type CheckedConfig =
  { readonly ok: true; readonly config: JsonObject } | { readonly ok: false; readonly problems: readonly Problem[] };

/** What is wrong with the value of a declared setting, if anything. `null` counts as absent. */
export function settingProblem(value: JsonValue | undefined, field: ConfigField): string | undefined {
  if (value === undefined || value === null) return field.required ? 'is required' : undefined;
  if (!isOfType(value, field.type)) return typeProblem(value, field.type);
  if (field.enum === undefined || field.enum.includes(value)) return undefined;
  return `must be one of ${field.enum.map((allowed) => JSON.stringify(allowed)).join(', ')}`;
}

/** The problem with a setting that the plugin does not have. */
export const unknownSetting = (name: string, known: readonly string[]): string =>
  `is not a setting of this plugin${didYouMean(name, known)}`;

/**
 * Checks a plugin's configuration against what its manifest declares and fills in the defaults. A manifest that declares no
 * fields accepts everything. Messages never repeat a value: it may be a secret.
 */
export function checkPluginConfig(fields: Readonly<Record<string, ConfigField>>, config: JsonObject): CheckedConfig {
  const names = Object.keys(fields);
  if (names.length === 0) return { ok: true, config };

  const problems: Problem[] = [];
  const complete = new Map(Object.entries(config));
  for (const name of names) {
    const field = fields[name] as ConfigField;
    if ((complete.get(name) ?? null) === null && field.default !== undefined) complete.set(name, field.default);
    const problem = settingProblem(complete.get(name), field);
    if (problem !== undefined) problems.push({ field: name, problem });
  }
  for (const name of Object.keys(config))
    if (!Object.hasOwn(fields, name)) problems.push({ field: name, problem: unknownSetting(name, names) });

  return problems.length > 0 ? { ok: false, problems } : { ok: true, config: recordOf(complete) };
}

/**
 * A copy of a configuration, as JSON has it: the caller cannot change it afterwards.
 *
 * @throws AwfError `USER.VALIDATION.PLUGIN_CONFIG` naming each setting that JSON cannot express
 */
export function storableConfig(plugin: string, config: JsonObject): JsonObject {
  const texts = Object.entries(config).map(([field, value]) => [field, jsonTextOf(value)] as const);
  const problems = texts.flatMap(([field, json]) => (json.ok ? [] : [{ field, problem: json.problem }]));
  if (problems.length > 0) throw new AwfError('USER.VALIDATION.PLUGIN_CONFIG', { plugin, problems });
  return JSON.parse(JSON.stringify(config)) as JsonObject;
}

/** A configuration with one setting replaced, or taken away with undefined. */
export function withSetting(config: JsonObject, key: string, value: JsonValue | undefined): JsonObject {
  const others = Object.entries(config).filter(([name]) => name !== key);
  return recordOf(value === undefined ? others : [...others, [key, value]]);
}
