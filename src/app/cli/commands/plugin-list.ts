import { AwfError } from '../../../domain/errors/awf-error.js';
import type { JsonObject } from '../../../domain/json.js';
import type { PluginInfo } from '../../../domain/plugin/plugin-info.js';
import type { Host } from '../../composition/create-host.js';
import { errorToJson, type HintOf } from '../../workflows/run-result.js';
import type { CliContext, GlobalOptions } from '../cli-context.js';
import { hintsFor } from '../error-hints.js';
import { exitStatusFor } from '../errors.js';
import { listOf, offerKinds, promiseFor, type OfferKind, type OfferList, type Offers } from '../plugin-offers.js';
import { printJson } from '../print-json.js';
import { headed, printableLine, printableMessage } from '../printable.js';
import { withHost } from '../command-host.js';

/** Options of `awf plugin list`: at most one of the lists. */
export type PluginListOptions = GlobalOptions & { readonly [K in OfferKind]?: boolean };

/**
 * `awf plugin list`. Returns the exit status. An invalid plugin is listed with its error, and the command succeeds. With a list that starts
 * plugins, the command fails if a plugin cannot tell what it offers, because the list is then incomplete.
 */
export async function pluginListCommand(options: PluginListOptions, context: CliContext): Promise<number> {
  const canceled = () => new AwfError('EXECUTION.PLUGIN.CANCELED', { plugin: '*', call: 'list' });
  let failure: AwfError | undefined;
  const work = async (host: Host): Promise<void> => {
    const { signal } = context;
    await host.plugins.discover({ signal });
    const kind = offerKinds.find((name) => options[name] === true);
    const offers = await askFor(kind, host, signal);
    const plugins: readonly PluginInfo[] = [...host.builtIns, ...host.plugins.list()];
    const disabled = await disabledPlugins(host, signal);
    const sourceOf = (name: string): string | undefined =>
      disabled === undefined ? undefined : host.pluginStates.getState(name).origin?.repository;
    const starts = kind !== undefined && kind !== 'validators';
    if (starts) failure = plugins.find(({ error }) => error !== undefined)?.error;
    show({ plugins, disabled, sourceOf, kind, offers }, options, context);
  };
  const status = await withHost(options, context, work, canceled);
  return status === 0 && failure !== undefined ? exitStatusFor(failure, context) : status;
}

/** Names of the plugins that are switched off. Undefined if nobody can tell; the plugins that cannot start for that reason have the error. */
async function disabledPlugins({ pluginStates }: Host, signal: AbortSignal): Promise<ReadonlySet<string> | undefined> {
  try {
    await pluginStates.load({ signal });
    return new Set(pluginStates.listDisabled());
  } catch (error) {
    if (AwfError.is(error, 'SYSTEM.IO.READ_FAILED')) return undefined;
    throw error;
  }
}

/** Starts the plugins that a list needs, and asks them. */
async function askFor(kind: OfferKind | undefined, host: Host, signal: AbortSignal): Promise<Offers> {
  const all = kind === 'details';
  const [operations, stepTypes] = await Promise.all([
    all || kind === 'operations' ? host.operations.listOperations({ signal }) : [],
    all || kind === 'stepTypes' ? host.stepTypes.listStepTypes({ signal }) : [],
  ]);
  return { operations, stepTypes };
}

/** What is listed. */
interface Listed {
  readonly plugins: readonly PluginInfo[];
  /** Names of the plugins that are switched off. */
  readonly disabled: ReadonlySet<string> | undefined;
  /** Where a plugin was installed from. Undefined if it was not, or nobody can tell. */
  readonly sourceOf: (name: string) => string | undefined;
  /** Undefined for the plugins themselves. */
  readonly kind: OfferKind | undefined;
  readonly offers: Offers;
}

function show(listed: Listed, options: PluginListOptions, context: CliContext): void {
  const { plugins, kind, offers } = listed;
  const list = kind === undefined ? undefined : listOf(kind, plugins, offers);
  switch (options.format) {
    case 'json':
      printJson(context, jsonOf(listed, list, hintsFor(options, context)));
      return;
    case 'quiet': {
      const names = list?.entries.map(({ name }) => name as string) ?? plugins.map(({ manifest }) => manifest.name);
      context.out(names.map((name) => `${printableLine(context.secrets, name, Infinity)}\n`).join(''));
      return;
    }
    case 'text':
      showTable(list ?? pluginTable(listed), context);
      showFailures(listed, options, context);
  }
}

/** `--operations` adds a member to the plugins; the other lists have entries of their own, as in AWF. */
function jsonOf(listed: Listed, list: OfferList | undefined, hints: HintOf): readonly JsonObject[] {
  if (list !== undefined && listed.kind !== 'operations') return list.entries;
  return listed.plugins.map((plugin) => toJson(plugin, listed, hints));
}

/**
 * Unknown where the record of the plugin cannot be read. Such a plugin is not started either. A built-in plugin keeps its status, as in AWF.
 */
function enabledOf(
  { status, type, error, manifest }: PluginInfo,
  disabled: Listed['disabled'],
): 'yes' | 'no' | 'unknown' {
  if (AwfError.is(error, 'USER.VALIDATION.PLUGIN_STATE')) return 'unknown';
  if (type === 'external') return status === 'disabled' ? 'no' : 'yes';
  return disabled === undefined ? 'unknown' : disabled.has(manifest.name) ? 'no' : 'yes';
}

function toJson(plugin: PluginInfo, { disabled, sourceOf, kind, offers }: Listed, hints: HintOf): JsonObject {
  const { name, version, description, capabilities } = plugin.manifest;
  const own = offers.operations.filter((operation) => operation.plugin === name).map((operation) => operation.name);
  const source = plugin.type === 'external' ? sourceOf(name) : undefined;
  return {
    name,
    type: plugin.type,
    version,
    description,
    status: plugin.status,
    enabled: enabledOf(plugin, disabled) === 'yes',
    capabilities,
    ...(plugin.hides === undefined ? {} : { hides: plugin.hides }),
    ...(source === undefined ? {} : { source }),
    ...(kind === undefined ? {} : { operations: own }),
    ...(plugin.error === undefined ? {} : { error: errorToJson(plugin.error, hints) }),
  };
}

function pluginTable({ plugins, disabled, sourceOf }: Listed): Pick<OfferList, 'head' | 'rows'> {
  return {
    head: ['NAME', 'TYPE', 'VERSION', 'STATUS', 'ENABLED', 'CAPABILITIES', 'SOURCE'],
    rows: plugins.map((plugin) => {
      const { name, version, capabilities } = plugin.manifest;
      const enabled = enabledOf(plugin, disabled);
      const source = (plugin.type === 'external' ? sourceOf(name) : undefined) ?? '-';
      return [name, plugin.type, version, plugin.status, enabled, capabilities.join(','), source];
    }),
  };
}

function showTable({ head, rows }: Pick<OfferList, 'head' | 'rows'>, context: CliContext): void {
  const { out, colors: c } = context;
  const cells = rows.map((row) => row.map((cell) => printableLine(context.secrets, cell)));
  if (cells.length > 0) out(headed(head, cells, c.dim));
}

/** Why something is missing in the list. */
function showFailures(listed: Listed, options: PluginListOptions, context: CliContext): void {
  const { plugins, kind } = listed;
  const { err, errColors: c } = context;
  const hints = hintsFor(options, context);
  if (plugins.every(({ type }) => type === 'builtin'))
    err(`no plugins found but the built-in ones; say where plugins are with --plugins-dir\n`);
  for (const plugin of plugins) {
    const name = printableLine(context.secrets, plugin.manifest.name);
    if (plugin.error !== undefined) {
      err(`${c.red('failed')} ${printableMessage(context.secrets, `${name}: ${plugin.error.message}`)}\n`);
      if (kind !== undefined) err(`  ${c.dim(printableLine(context.secrets, hints(plugin.error), longestHint))}\n`);
    } else if (kind !== undefined) {
      const note = missingIn(kind, plugin, listed);
      if (note !== undefined) err(`${c.dim('note')} ${name} ${note}\n`);
    }
  }
}

const words: { readonly [K in OfferKind]: string } = {
  operations: 'operations',
  stepTypes: 'step types',
  validators: 'validator',
  details: 'offers',
};

/** Why a plugin that is not wrong is missing in a list. */
function missingIn(kind: OfferKind, plugin: PluginInfo, { disabled, offers }: Listed): string | undefined {
  const { manifest } = plugin;
  const promise = promiseFor[kind];
  const promises = promise === undefined || manifest.capabilities.includes(promise);
  if (!promises) return undefined;
  if (enabledOf(plugin, disabled) === 'no')
    return kind === 'validators'
      ? 'is disabled, so it checks no workflows'
      : `is disabled, so its ${words[kind]} are not listed`;
  if (kind === 'validators') return undefined;
  const own = [...offers.operations, ...offers.stepTypes].some(({ plugin }) => plugin === manifest.name);
  const validates = kind === 'details' && manifest.capabilities.includes('validators');
  return own || validates
    ? undefined
    : `offers no ${kind === 'details' ? 'operations and no step types' : words[kind]}`;
}

/** Hints may name paths. */
const longestHint = 2_000;
