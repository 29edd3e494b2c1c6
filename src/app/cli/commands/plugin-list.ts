import { AwfError } from '../../../domain/errors/awf-error.js';
import type { JsonObject } from '../../../domain/json.js';
import type { OperationSchema } from '../../../domain/plugin/operation.js';
import type { PluginInfo } from '../../../domain/plugin/plugin-info.js';
import type { Host } from '../../composition/create-host.js';
import { errorToJson } from '../../workflows/run-result.js';
import { hintOf } from '../error-hints.js';
import type { CliContext, GlobalOptions } from '../cli-context.js';
import { printJson } from '../print-json.js';
import { printableLine, printableMessage, table } from '../printable.js';
import { withHost } from '../command-host.js';

/** Options of `awf plugin list`. */
export interface PluginListOptions extends GlobalOptions {
  /** Start the plugins and ask what they offer. */
  readonly operations?: boolean;
}

/** `awf plugin list`: gives the exit status. A plugin that is wrong is listed, with its error; that is no failure of the command. */
export async function pluginListCommand(options: PluginListOptions, context: CliContext): Promise<number> {
  const canceled = () => new AwfError('EXECUTION.PLUGIN.CANCELED', { plugin: '*', call: 'list' });
  const work = async (host: Host): Promise<void> => {
    const { signal } = context;
    await host.plugins.discover({ signal });
    const operations = options.operations === true ? await host.operations.listOperations({ signal }) : undefined;
    show(pluginsOf(host), operations, options, context);
  };
  return withHost(options, context, work, canceled);
}

const pluginsOf = (host: Host): readonly PluginInfo[] => [...host.builtIns, ...host.plugins.list()];

function show(
  plugins: readonly PluginInfo[],
  operations: readonly OperationSchema[] | undefined,
  { format }: PluginListOptions,
  context: CliContext,
): void {
  if (format === 'json')
    printJson(
      context,
      plugins.map((plugin) => toJson(plugin, operations)),
    );
  else if (format === 'quiet')
    context.out(
      names(plugins, operations)
        .map((name) => `${name}\n`)
        .join(''),
    );
  else showText(plugins, operations, context);
}

/** Unknown where the record of the plugin cannot be read. Such a plugin is not started either. */
function enabledOf({ status, error }: PluginInfo): 'yes' | 'no' | 'unknown' {
  if (AwfError.is(error, 'USER.VALIDATION.PLUGIN_STATE')) return 'unknown';
  return status === 'disabled' ? 'no' : 'yes';
}

const names = (plugins: readonly PluginInfo[], operations: readonly OperationSchema[] | undefined): readonly string[] =>
  (operations ?? plugins.map((plugin) => plugin.manifest)).map(({ name }) => printableLine(name, Infinity));

function toJson(plugin: PluginInfo, operations: readonly OperationSchema[] | undefined): JsonObject {
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
    ...(own === undefined ? {} : { operations: own }),
    ...(plugin.error === undefined ? {} : { error: errorToJson(plugin.error, hintOf) }),
  };
}

function showText(
  plugins: readonly PluginInfo[],
  operations: readonly OperationSchema[] | undefined,
  context: CliContext,
): void {
  const { out, err, errColors, colors: c } = context;
  if (operations !== undefined) {
    const rows = operations.map((o) =>
      [o.name, o.plugin, inputsOf(o), o.description].map((cell) => printableLine(cell)),
    );
    if (rows.length > 0) out(headed(['NAME', 'PLUGIN', 'INPUTS', 'DESCRIPTION'], rows, c.dim));
  } else if (plugins.length > 0) {
    const rows = plugins.map((plugin) => [
      ...[plugin.manifest.name, plugin.type, plugin.manifest.version, plugin.status].map((cell) => printableLine(cell)),
      enabledOf(plugin),
      plugin.manifest.capabilities.join(','),
    ]);
    out(headed(['NAME', 'TYPE', 'VERSION', 'STATUS', 'ENABLED', 'CAPABILITIES'], rows, c.dim));
  }
  if ((operations ?? plugins).length === 0)
    err(`no ${operations === undefined ? 'plugins' : 'operations'} found; say where plugins are with --plugins-dir\n`);
  for (const { manifest, error } of plugins)
    if (error !== undefined)
      err(`${errColors.red('failed')} ${printableMessage(`${manifest.name}: ${error.message}`)}\n`);
}

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
