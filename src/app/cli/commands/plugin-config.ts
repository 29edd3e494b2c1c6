import { AwfError } from '../../../domain/errors/awf-error.js';
import type { JsonObject, JsonValue } from '../../../domain/json.js';
import type { ConfigOrigin } from '../../../domain/plugin/config-layers.js';
import type { PluginManifest } from '../../../domain/plugin/manifest.js';
import { isSecretName } from '../../../domain/secret-names.js';
import { secretReferenceIn } from '../../../domain/plugin/config-reference.js';
import type { Host } from '../../composition/create-host.js';
import { fieldOf, wrongSetting, type PluginConfiguration } from '../../plugins/config/plugin-configuration.js';
import type { ResolvedConfig, ResolvedSetting } from '../../plugins/config/resolve-config.js';
import type { CliContext, GlobalOptions } from '../cli-context.js';
import { withHost } from '../command-host.js';
import { foundPlugin } from '../found-plugin.js';
import { printJson } from '../print-json.js';
import { headed, printableLine } from '../printable.js';

/** What `awf plugin config` is given. */
export interface PluginConfigArguments {
  readonly name: string;
  readonly action: string | undefined;
  readonly key: string | undefined;
  readonly value: string | undefined;
}

/** What an action works with. */
interface Target {
  readonly manifest: PluginManifest;
  readonly configuration: PluginConfiguration;
  readonly options: GlobalOptions;
  readonly context: CliContext;
}

/** `awf plugin config NAME [get|set|unset] [KEY] [VALUE]`: gives the exit status. */
export function pluginConfigCommand(
  given: PluginConfigArguments,
  options: GlobalOptions,
  context: CliContext,
): Promise<number> {
  const canceled = () => new AwfError('EXECUTION.PLUGIN.CANCELED', { plugin: given.name, call: 'config' });
  const work = async (host: Host): Promise<void> => {
    const act = actionOf(given);
    const { manifest } = await foundPlugin(host, given.name, context.signal);
    const { createConfiguration } = await import('../../composition/create-configuration.js');
    await act({ manifest, configuration: createConfiguration(host), options, context });
  };
  return withHost(options, context, work, canceled);
}

/** @throws AwfError `USER.INPUT.INVALID_FORMAT`, which does not repeat the value */
function actionOf({ action, key, value }: PluginConfigArguments): (target: Target) => Promise<void> {
  if (action === undefined) return showAll;
  if (!['get', 'set', 'unset'].includes(action)) throw misuse('expected get, set or unset after the name');
  if (key === undefined) throw misuse(`expected the name of a setting after ${action}`);
  if (action !== 'set' && value !== undefined) throw misuse(`expected nothing after ${action} KEY`);
  if (action === 'get') return (target) => showOne(target, key);
  if (action === 'unset') return (target) => unset(target, key);
  if (value === undefined) throw misuse('expected a value after set KEY');
  return (target) => set(target, key, value);
}

const misuse = (problem: string): AwfError =>
  new AwfError('USER.INPUT.INVALID_FORMAT', { argument: 'awf plugin config', problem });

async function set({ manifest, configuration, options, context }: Target, key: string, text: string): Promise<void> {
  const { signal, out, err, errColors: c } = context;
  const value = await configuration.set(manifest, key, text, { signal });
  const { name } = manifest;
  if (options.format === 'json') printJson(context, { plugin: name, key, value: shownValue(key, value, manifest) });
  if (options.format === 'text')
    out(`Set ${printableLine(context.secrets, key)} of plugin "${printableLine(context.secrets, name)}"\n`);
  if (isSecretName(key) && shownValue(key, value, manifest) === hidden && options.format !== 'quiet')
    err(
      `${c.yellow('warning')} ${printableLine(context.secrets, key)} looks like a secret and is stored as it is; '\${NAME}' stores the name of an environment variable instead\n`,
    );
}

async function unset({ manifest, configuration, options, context }: Target, key: string): Promise<void> {
  const { signal } = context;
  await configuration.unset(manifest, key, { signal });
  const { settings } = await configuration.explain(manifest, {}, { signal });
  const left = settings.find(({ name }) => name === key);
  const { name } = manifest;
  if (options.format === 'json') printJson(context, { plugin: name, key, source: left?.written?.origin ?? null });
  if (options.format !== 'text') return;
  const from =
    left?.written === undefined ? 'it has no value now' : `its value is from ${sources[left.written.origin]} now`;
  context.out(
    `Unset ${printableLine(context.secrets, key)} of plugin "${printableLine(context.secrets, name)}"; ${from}\n`,
  );
}

/** Prints the value as it is written: a reference is shown, and what it refers to is not. */
async function showOne({ manifest, configuration, options, context }: Target, key: string): Promise<void> {
  fieldOf(manifest, key);
  const { settings } = await configuration.explain(manifest, {}, { signal: context.signal });
  const found = settings.find(({ name }) => name === key);
  if (found?.written === undefined) throw wrongSetting(manifest, key, 'has no value');
  const value = shownValue(key, found.written.value, manifest);
  if (options.format === 'json') printJson(context, toJson(found, manifest));
  if (options.format === 'text')
    context.out(
      `${printableLine(context.secrets, typeof value === 'string' ? value : JSON.stringify(value), Infinity)}\n`,
    );
}

async function showAll({ manifest, configuration, options, context }: Target): Promise<void> {
  const resolved = await configuration.explain(manifest, {}, { signal: context.signal });
  switch (options.format) {
    case 'json':
      printJson(context, {
        plugin: manifest.name,
        declared: Object.keys(manifest.config).length > 0,
        valid: resolved.problems.length === 0,
        settings: resolved.settings.map((setting) => toJson(setting, manifest)),
      });
      return;
    case 'quiet':
      context.out(resolved.settings.map(({ name }) => `${printableLine(context.secrets, name, Infinity)}\n`).join(''));
      return;
    case 'text':
      showTable(resolved, manifest, context);
  }
}

const sources: Readonly<Record<ConfigOrigin, string>> = {
  flag: 'the command line',
  stored: 'plugins.json',
  project: 'the project',
  default: 'the default',
};

function showTable({ settings, problems }: ResolvedConfig, manifest: PluginManifest, context: CliContext): void {
  const { out, err, colors: c, errColors } = context;
  const name = printableLine(context.secrets, manifest.name);
  if (Object.keys(manifest.config).length === 0)
    out(`The plugin "${name}" declares no settings, so it takes any.${settings.length === 0 ? ' None is set.' : ''}\n`);
  const head = ['KEY', 'VALUE', 'FROM', 'TYPE', 'REQUIRED', 'DEFAULT', 'DESCRIPTION'];
  const rows = settings.map((setting) => rowOf(setting, manifest).map((cell) => printableLine(context.secrets, cell)));
  if (rows.length > 0) out(headed(head, rows, c.dim));
  for (const { field, problem } of problems)
    err(
      `${errColors.red('problem')} ${printableLine(context.secrets, field ?? '')} ${printableLine(context.secrets, problem, 1_000)}\n`,
    );
}

function rowOf({ name, field, written }: ResolvedSetting, manifest: PluginManifest): readonly string[] {
  const value = written === undefined ? '-' : textOf(shownValue(name, written.value, manifest));
  const hides = (written?.hides ?? []).filter((origin) => origin !== 'default').map((origin) => sources[origin]);
  const from = written === undefined ? '-' : sources[written.origin];
  const type = field === undefined ? '-' : field.secret === true ? 'secret' : field.type;
  return [
    name,
    value,
    hides.length === 0 ? from : `${from}, not ${hides.join(', ')}`,
    field?.enum === undefined ? type : `${type}: ${field.enum.map(textOf).join(', ')}`,
    field?.required === true ? 'yes' : 'no',
    field?.default === undefined ? '-' : textOf(field.default),
    field?.description ?? '',
  ];
}

const textOf = (value: JsonValue): string =>
  typeof value === 'string' && value !== '' ? value : JSON.stringify(value);

function toJson({ name, field, written, problem }: ResolvedSetting, manifest: PluginManifest): JsonObject {
  return {
    key: name,
    value: written === undefined ? null : shownValue(name, written.value, manifest),
    source: written?.origin ?? null,
    hides: written?.hides ?? [],
    type: field?.type ?? null,
    required: field?.required ?? false,
    secret: field?.secret ?? false,
    default: field?.default ?? null,
    ...(field?.enum === undefined ? {} : { enum: field.enum }),
    ...(field?.description === undefined ? {} : { description: field.description }),
    ...(problem === undefined ? {} : { problem }),
  };
}

const hidden = '***';

/** The value of a secret is never shown, even where it is written by mistake. A reference to it is. */
function shownValue(name: string, value: JsonValue, { config }: PluginManifest): JsonValue {
  const secret = Object.hasOwn(config, name) && config[name]?.secret === true;
  if (secret) return secretReferenceIn(value).ok ? value : hidden;
  if (!isSecretName(name)) return value;
  return typeof value === 'string' && /^\$\{[A-Za-z_][A-Za-z0-9_]*\}$/u.test(value) ? value : hidden;
}
