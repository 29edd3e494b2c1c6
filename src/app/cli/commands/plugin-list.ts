import { AwfError } from '../../../domain/errors/awf-error.js';
import type { JsonObject } from '../../../domain/json.js';
import type { OperationSchema } from '../../../domain/plugin/operation.js';
import type { PluginInfo } from '../../../domain/plugin/plugin-info.js';
import type { Host } from '../../composition/create-host.js';
import { errorToJson, type HintOf } from '../../workflows/run-result.js';
import type { CliContext, GlobalOptions } from '../cli-context.js';
import { hintsFor } from '../error-hints.js';
import { exitStatusFor } from '../errors.js';
import { printJson } from '../print-json.js';
import { printableLine, printableMessage, table } from '../printable.js';
import { withHost } from '../command-host.js';

/** Options of `awf plugin list`. */
export interface PluginListOptions extends GlobalOptions {
  /** Start the plugins and ask what they offer. */
  readonly operations?: boolean;
}

/**
 * `awf plugin list`: gives the exit status. A plugin that is wrong is listed with its error, which is no failure of the command. With
 * `--operations`, a plugin that cannot say what it offers is one: the list is not complete.
 */
export async function pluginListCommand(options: PluginListOptions, context: CliContext): Promise<number> {
  const canceled = () => new AwfError('EXECUTION.PLUGIN.CANCELED', { plugin: '*', call: 'list' });
  let failure: AwfError | undefined;
  const work = async (host: Host): Promise<void> => {
    const { signal } = context;
    await host.plugins.discover({ signal });
    const operations = options.operations === true ? await host.operations.listOperations({ signal }) : undefined;
    const plugins = pluginsOf(host);
    if (operations !== undefined) failure = plugins.find(({ error }) => error !== undefined)?.error;
    show({ plugins, operations }, options, context);
  };
  const status = await withHost(options, context, work, canceled);
  return status === 0 && failure !== undefined ? exitStatusFor(failure, context) : status;
}

const pluginsOf = (host: Host): readonly PluginInfo[] => [...host.builtIns, ...host.plugins.list()];

/** What is listed. */
interface Listed {
  readonly plugins: readonly PluginInfo[];
  /** Undefined if they were not asked for. */
  readonly operations: readonly OperationSchema[] | undefined;
}

function show(listed: Listed, options: PluginListOptions, context: CliContext): void {
  const { plugins, operations } = listed;
  switch (options.format) {
    case 'json': {
      const hints = hintsFor(options, context);
      printJson(
        context,
        plugins.map((plugin) => toJson(plugin, operations, hints)),
      );
      return;
    }
    case 'quiet':
      context.out(
        names(plugins, operations)
          .map((name) => `${name}\n`)
          .join(''),
      );
      return;
    case 'text':
      showTable(listed, context);
      showFailures(listed, options, context);
  }
}

/** Unknown where the record of the plugin cannot be read. Such a plugin is not started either. */
function enabledOf({ status, error }: PluginInfo): 'yes' | 'no' | 'unknown' {
  if (AwfError.is(error, 'USER.VALIDATION.PLUGIN_STATE')) return 'unknown';
  return status === 'disabled' ? 'no' : 'yes';
}

const names = (plugins: readonly PluginInfo[], operations: readonly OperationSchema[] | undefined): readonly string[] =>
  (operations ?? plugins.map((plugin) => plugin.manifest)).map(({ name }) => printableLine(name, Infinity));

function toJson(plugin: PluginInfo, operations: readonly OperationSchema[] | undefined, hints: HintOf): JsonObject {
  const { name, version, description, capabilities } = plugin.manifest;
  const own = operations?.filter((operation) => operation.plugin === name).map((operation) => operation.name);
  return {
    name,
    type: plugin.type,
    version,
    description,
    status: plugin.status,
    enabled: enabledOf(plugin) === 'yes',
    capabilities,
    ...(plugin.hides === undefined ? {} : { hides: plugin.hides }),
    ...(own === undefined ? {} : { operations: own }),
    ...(plugin.error === undefined ? {} : { error: errorToJson(plugin.error, hints) }),
  };
}

function showTable({ plugins, operations }: Listed, { out, colors: c }: CliContext): void {
  const rows =
    operations?.map((o) => [o.name, o.plugin, inputsOf(o), o.description].map((cell) => printableLine(cell))) ??
    plugins.map((plugin) => [
      ...[plugin.manifest.name, plugin.type, plugin.manifest.version, plugin.status].map((cell) => printableLine(cell)),
      enabledOf(plugin),
      plugin.manifest.capabilities.join(','),
    ]);
  const head =
    operations === undefined
      ? ['NAME', 'TYPE', 'VERSION', 'STATUS', 'ENABLED', 'CAPABILITIES']
      : ['NAME', 'PLUGIN', 'INPUTS', 'DESCRIPTION'];
  if (rows.length > 0) out(headed(head, rows, c.dim));
}

/** Why something is missing in the list. */
function showFailures({ plugins, operations }: Listed, options: PluginListOptions, context: CliContext): void {
  const { err, errColors: c } = context;
  const hints = hintsFor(options, context);
  if (plugins.length === 0) err(`no plugins found; say where plugins are with --plugins-dir\n`);
  for (const { manifest, error, status } of plugins) {
    const name = printableLine(manifest.name);
    if (error !== undefined) {
      err(`${c.red('failed')} ${printableMessage(`${name}: ${error.message}`)}\n`);
      if (operations !== undefined) err(`  ${c.dim(printableLine(hints(error), longestHint))}\n`);
    } else if (operations !== undefined && status === 'disabled')
      err(`${c.dim('note')} ${name} is disabled, so its operations are not listed\n`);
    else if (operations?.some(({ plugin }) => plugin === manifest.name) === false)
      err(`${c.dim('note')} ${name} offers no operations\n`);
  }
}

/** Hints may name paths. */
const longestHint = 2_000;

/** `text, prefix?`: what is optional has a question mark. */
const inputsOf = ({ inputs }: OperationSchema): string =>
  Object.entries(inputs)
    .map(([name, { required }]) => (required ? name : `${name}?`))
    .join(', ') || '-';

function headed(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  paint: (text: string) => string,
): string {
  const [first = '', ...rest] = table([head, ...rows]).split('\n');
  return [paint(first), ...rest].join('\n');
}
