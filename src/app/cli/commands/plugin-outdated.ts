import { AwfError } from '../../../domain/errors/awf-error.js';
import type { JsonObject } from '../../../domain/json.js';
import type { PluginInfo } from '../../../domain/plugin/plugin-info.js';
import { sourceText } from '../../../domain/plugin/plugin-source.js';
import type { Host } from '../../composition/create-host.js';
import type { PluginUpdates, UpdateState } from '../../plugins/install/plugin-updates.js';
import { errorToJson } from '../../workflows/run-result.js';
import type { CliContext, GlobalOptions } from '../cli-context.js';
import { openRemote, withHost } from '../command-host.js';
import { hintsFor } from '../error-hints.js';
import { asAwfError } from '../../../domain/errors/as-awf-error.js';
import { exitStatusFor, showError } from '../errors.js';
import { printJson } from '../print-json.js';
import { printableLine, table } from '../printable.js';

/** Options of `awf plugin outdated`. */
export interface PluginOutdatedOptions extends GlobalOptions {
  /** Pre-releases as well. */
  readonly preRelease?: boolean;
}

type Result = { readonly name: string } & (UpdateState | { readonly status: 'failed'; readonly error: AwfError });

/** The exit status if a plugin has a newer version, as that of `npm outdated`: a script can ask. */
const isOutdated = 1;

/** `awf plugin outdated`: gives the exit status. Installs nothing. A plugin that cannot be asked about does not hide the others. */
export async function pluginOutdatedCommand(options: PluginOutdatedOptions, context: CliContext): Promise<number> {
  const canceled = () => new AwfError('EXECUTION.PLUGIN.CANCELED', { plugin: '*', call: 'outdated' });
  let results: readonly Result[] = [];
  const work = async (host: Host): Promise<void> => {
    const plugins = await host.plugins.discover({ signal: context.signal });
    const { updates } = await openRemote(host, options, context);
    results = await Promise.all(plugins.map((plugin) => resultOf(plugin, updates, options, context)));
    context.signal.throwIfAborted();
    show(results, options, context);
  };
  const status = await withHost(options, context, work, canceled);
  const failed = results.find((result) => result.status === 'failed');
  if (status !== 0) return status;
  if (failed?.status === 'failed') return exitStatusFor(failed.error, context);
  return results.some((result) => result.status === 'outdated') ? isOutdated : 0;
}

async function resultOf(
  plugin: PluginInfo,
  updates: PluginUpdates,
  { preRelease: preReleases }: PluginOutdatedOptions,
  { signal }: CliContext,
): Promise<Result> {
  const { name } = plugin.manifest;
  try {
    return { name, ...(await updates.look(plugin, { preReleases, signal })) };
  } catch (error) {
    return { name, status: 'failed', error: asAwfError(error) };
  }
}

function show(results: readonly Result[], options: PluginOutdatedOptions, context: CliContext): void {
  const { out, colors: c } = context;
  const outdated = results.flatMap((result) => (result.status === 'outdated' ? [result] : []));
  switch (options.format) {
    case 'json':
      printJson(
        context,
        results.map((result) => toJson(result, options, context)),
      );
      return;
    case 'quiet':
      out(outdated.map(({ name }) => `${printableLine(context.secrets, name, Infinity)}\n`).join(''));
      return;
    case 'text': {
      const rows = outdated.map(({ name, version, latest, source }) => [name, version, latest, sourceText(source)]);
      const head = ['NAME', 'INSTALLED', 'LATEST', 'SOURCE'];
      const cells = rows.map((row) => row.map((cell) => printableLine(context.secrets, cell)));
      const [first = '', ...rest] = table([head, ...cells]).split('\n');
      out(rows.length === 0 ? 'No newer versions\n' : [c.dim(first), ...rest].join('\n'));
      for (const result of results) if (result.status === 'failed') showError(result.error, options, context);
    }
  }
}

function toJson(result: Result, options: GlobalOptions, context: CliContext): JsonObject {
  const { name, status } = result;
  if (status === 'failed') return { name, status, error: errorToJson(result.error, hintsFor(options, context)) };
  return {
    name,
    status,
    version: result.version,
    ...(status === 'outdated' ? { latest: result.latest } : {}),
    ...(status === 'outdated' && result.wanted !== undefined ? { wanted: result.wanted } : {}),
    ...(status === 'local' ? {} : { source: sourceText(result.source) }),
  };
}
