import { configFieldProblem } from '../domain/plugin/manifest-rules.js';
import type { ConfigField } from '../domain/plugin/manifest.js';
import { checkPluginConfig } from '../domain/plugin/plugin-config.js';
import { plainCopy, recordOf, type JsonObject, type JsonValue } from '../domain/json.js';
import { kindOf } from './check-result.js';
import { checkKeys } from './declared-keys.js';

interface SettingTypes {
  readonly string: string;
  readonly integer: number;
  readonly boolean: boolean;
}

/** One setting of a plugin, as in the `config` of its `plugin.yaml`. */
export type SettingDefinition = {
  readonly [T in keyof SettingTypes]: {
    readonly type: T;
    /** Whether the plugin cannot start without it. @default false */
    readonly required?: boolean;
    /** The value if nobody sets it. */
    readonly default?: SettingTypes[T];
    readonly description?: string;
    /** The values that it may have. @default any of its type */
    readonly enum?: readonly SettingTypes[T][];
    /** Whether it is given by reference and masked in outputs; a string only. @default false */
    readonly secret?: boolean;
  };
}[keyof SettingTypes];

/** The settings of a plugin by name. */
export type SettingDefinitions = Readonly<Record<string, SettingDefinition>>;

type ValueOf<D extends SettingDefinition> = D extends { readonly enum: readonly (infer E)[] }
  ? E
  : SettingTypes[D['type']];

type SettingOf<D extends SettingDefinition> = D extends { readonly required: true } | { readonly default: JsonValue }
  ? ValueOf<D>
  : ValueOf<D> | undefined;

/** The type of a plugin's configuration, derived from its declared settings. Any JSON if none are declared. */
export type ConfigOf<C extends SettingDefinitions> = string extends keyof C
  ? JsonObject
  : { readonly [K in keyof C]: SettingOf<C[K]> };

/** The same settings, if no key is misspelt. */
export type CheckedSettings<C extends SettingDefinitions> = {
  readonly [K in keyof C]: C[K] & {
    readonly [N in Exclude<keyof C[K], keyof SettingDefinition | 'enum' | 'secret'>]: never;
  };
};

/**
 * Declares the settings of a plugin. `plugin()` takes them as `config`, and operations and types of steps that read them as `pluginConfig`: their
 * handlers get the values with the declared types.
 * @throws TypeError for a setting that contradicts itself or has an unknown member
 */
export function settings<const C extends SettingDefinitions>(definitions: C & CheckedSettings<C>): C {
  checkSettings(definitions);
  return definitions;
}

const knownKeys = ['type', 'required', 'default', 'description', 'enum', 'secret'];
const types: readonly unknown[] = ['string', 'integer', 'boolean'];

/** Rejects settings that no configuration can be checked against. @throws TypeError that names the setting */
export function checkSettings(definitions: SettingDefinitions = {}): void {
  for (const [name, definition] of Object.entries(definitions)) {
    checkKeys(definition, knownKeys, `setting "${name}"`);
    const problem = memberProblem(definition) ?? configFieldProblem(fieldOf(definition));
    if (problem !== undefined) throw new TypeError(`setting "${name}": ${problem}`);
  }
}

function memberProblem(given: Readonly<Record<string, unknown>>): string | undefined {
  const { type, required = false, secret = false, description = '', enum: allowed = [] } = given;
  if (!types.includes(type)) return `its type must be one of ${types.join(', ')}, is ${String(type)}`;
  for (const [name, value] of Object.entries({ required, secret }))
    if (typeof value !== 'boolean') return `its ${name} must be true or false, is ${kindOf(value)}`;
  if (typeof description !== 'string') return `its description must be a text, is ${kindOf(description)}`;
  return Array.isArray(allowed) ? undefined : `its enum must be an array, is ${kindOf(allowed)}`;
}

const fieldOf = (definition: SettingDefinition): ConfigField => ({
  ...definition,
  required: definition.required ?? false,
});

/** The settings as a manifest has them. */
export const configFields = (definitions: SettingDefinitions = {}): Readonly<Record<string, ConfigField>> =>
  recordOf(Object.entries(definitions).map(([name, definition]) => [name, fieldOf(definition)]));

/**
 * Checks what a host sends, and fills in the defaults. AWF's host does neither.
 * @throws Error that lists all problems, and repeats no value
 */
export function readConfig(definitions: SettingDefinitions, given: JsonObject): JsonObject {
  const set = recordOf(Object.entries(given).filter(([, value]) => value !== null));
  const checked = checkPluginConfig(configFields(definitions), set);
  if (checked.ok) return plainCopy(checked.config);
  throw new Error(checked.problems.map(({ field, problem }) => `setting "${field ?? ''}" ${problem}`).join('; '));
}

/**
 * Rejects a handler that reads settings which the plugin does not declare: it would get nothing.
 * @throws TypeError that names the handler and the setting
 */
export function checkReader(
  plugin: { readonly config?: SettingDefinitions },
  read: SettingDefinitions | undefined,
  what: string,
): void {
  const missing = Object.keys(read ?? {}).find((name) => plugin.config?.[name] !== read?.[name]);
  if (missing !== undefined)
    throw new TypeError(
      `${what}: reads the setting "${missing}", which the plugin does not declare so in its \`config\``,
    );
}
