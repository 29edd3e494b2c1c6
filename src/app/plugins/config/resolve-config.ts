import type { Problem } from '../../../domain/errors/problem.js';
import { recordOf, type JsonObject, type JsonValue } from '../../../domain/json.js';
import { layeredConfig, type ConfigLayers, type WrittenValue } from '../../../domain/plugin/config-layers.js';
import { expandText, expandValue, secretReferenceIn, type Expanded } from '../../../domain/plugin/config-reference.js';
import { valueOfText } from '../../../domain/plugin/config-text.js';
import type { ConfigField, PluginManifest } from '../../../domain/plugin/manifest.js';
import { settingProblem, unknownSetting } from '../../../domain/plugin/plugin-config.js';
import { secretTexts } from '../../../domain/secret-mask.js';
import { isSecretName } from '../../../domain/secret-names.js';
import type { CallOptions } from '../../../ports/call-options.js';
import type { ValueSource } from '../../../ports/value-source.js';

/** One setting of a plugin: how it is declared, what is written for it, and what is wrong with that. */
export interface ResolvedSetting {
  readonly name: string;
  /** Undefined where the manifest declares no such setting. */
  readonly field: ConfigField | undefined;
  /** Undefined where nobody gives it a value. */
  readonly written: WrittenValue | undefined;
  /** What the plugin gets. Undefined where it gets nothing. */
  readonly value: JsonValue | undefined;
  readonly problem: string | undefined;
}

/** The configuration of a plugin, after all references. */
export interface ResolvedConfig {
  /** Declared ones first, in the order of the manifest. */
  readonly settings: readonly ResolvedSetting[];
  /** What the plugin gets, if there is no problem. */
  readonly config: JsonObject;
  /** Texts that no output may show. */
  readonly secrets: readonly string[];
  readonly problems: readonly Problem[];
}

/** Puts the configuration of a plugin together: the value that counts, its references, its type, the rules of the manifest. */
export async function resolveConfig(
  { config: fields }: Pick<PluginManifest, 'config'>,
  layers: ConfigLayers,
  values: ValueSource,
  options: CallOptions = {},
): Promise<ResolvedConfig> {
  const written = layeredConfig(fields, layers);
  const known = Object.keys(fields);
  const secrets: string[] = [];
  const settings: ResolvedSetting[] = [];
  for (const name of new Set([...known, ...written.keys()])) {
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
    const setting = { name, field, written: written.get(name) };
    const problem = field === undefined && known.length > 0 ? unknownSetting(name, known) : undefined;
    if (problem !== undefined) settings.push({ ...setting, value: undefined, problem });
    else settings.push({ ...setting, ...(await outcomeOf(setting, values, secrets, options)) });
  }
  return {
    settings,
    config: recordOf(settings.flatMap(({ name, value }) => (value === undefined ? [] : [[name, value] as const]))),
    secrets,
    problems: settings.flatMap(({ name, problem }) => (problem === undefined ? [] : [{ field: name, problem }])),
  };
}

type Outcome = Pick<ResolvedSetting, 'value' | 'problem'>;

async function outcomeOf(
  { name, field, written }: Pick<ResolvedSetting, 'name' | 'field' | 'written'>,
  values: ValueSource,
  secrets: string[],
  options: CallOptions,
): Promise<Outcome> {
  if (written === undefined || written.value === null)
    return { value: written?.value, problem: field === undefined ? undefined : settingProblem(undefined, field) };
  const found =
    field?.secret === true ? await secretOf(written.value, values, options) : plainValueOf(written, field, values);
  if (!found.ok) return { value: undefined, problem: found.problem };
  const { value, variables } = found;
  secrets.push(...secretsIn(name, field, value));
  for (const variable of variables.filter(isSecretName)) secrets.push(values.variable(variable) ?? '');
  const problem = field === undefined ? undefined : settingProblem(value, field);
  return { value: problem === undefined ? value : undefined, problem };
}

/** A default is the plugin's own text, which refers to nothing of its user. */
function plainValueOf(
  { value, origin }: WrittenValue,
  field: ConfigField | undefined,
  values: ValueSource,
): Expanded<JsonValue> {
  if (origin === 'default') return { ok: true, value, variables: [] };
  const expanded = expandValue(value, (name) => values.variable(name));
  if (!expanded.ok || typeof expanded.value !== 'string') return expanded;
  // The command line and the environment have texts alone.
  const isText = origin === 'flag' || (expanded.variables.length > 0 && field !== undefined);
  return isText ? { ...expanded, value: valueOfText(expanded.value, field) } : expanded;
}

async function secretOf(written: JsonValue, values: ValueSource, options: CallOptions): Promise<Expanded<JsonValue>> {
  const read = secretReferenceIn(written);
  if (!read.ok) return read;
  const { reference } = read;
  if (reference.kind === 'env') {
    const { name } = reference;
    const value = values.variable(name);
    if (value !== undefined && value !== '') return { ok: true, value, variables: [] };
    return {
      ok: false,
      problem: `is a secret in the environment variable ${name}, which ${value === '' ? 'is empty' : 'is not set'}`,
    };
  }
  const path = expandText(reference.path, (name) => values.variable(name));
  if (!path.ok) return path;
  const file = await values.secretFile(path.value, options);
  if (file.ok) return { ok: true, value: file.secret, variables: [] };
  return { ok: false, problem: `is a secret in a file that is not used: ${file.problem}` };
}

/** AWF takes some names for those of secrets, whatever the manifest says. */
const secretsIn = (name: string, field: ConfigField | undefined, value: JsonValue): readonly string[] =>
  field?.secret === true || isSecretName(name) ? secretTexts(value) : [];
