import { dirname } from 'node:path';
import { AwfError } from '../../../domain/errors/awf-error.js';
import type { JsonObject } from '../../../domain/json.js';
import type { PluginInfo } from '../../../domain/plugin/plugin-info.js';
import { sourceText } from '../../../domain/plugin/plugin-source.js';
import type { Host } from '../../composition/create-host.js';
import type { Remote } from '../../composition/create-remote.js';
import { errorToJson } from '../../workflows/run-result.js';
import type { CliContext, GlobalOptions } from '../cli-context.js';
import { openInstaller, openRemote, withHost } from '../command-host.js';
import { withProgress } from '../download-line.js';
import { hintsFor } from '../error-hints.js';
import { asAwfError } from '../../../domain/errors/as-awf-error.js';
import { exitStatusFor, showError } from '../errors.js';
import { pluginNamed } from '../found-plugin.js';
import { printJson } from '../print-json.js';
import { printableLine } from '../printable.js';

/** Options of `awf plugin update`. */
export interface PluginUpdateOptions extends GlobalOptions {
  readonly all?: boolean;
  /** Whether the lock of the project counts. */
  readonly lock?: boolean;
  /** Choose among pre-releases as well. */
  readonly preRelease?: boolean;
  /** Use only what was downloaded before. */
  readonly offline?: boolean;
}

/** What an update works with. */
interface Tools {
  readonly host: Host;
  readonly remote: Remote;
}

/** What has become of one plugin. */
type Result = { readonly name: string } & (
  | { readonly status: 'updated'; readonly from: string; readonly to: string; readonly notes: readonly string[] }
  | { readonly status: 'current' | 'local'; readonly version: string }
  | { readonly status: 'failed'; readonly error: AwfError }
);

/** `awf plugin update [NAME]`: gives the exit status. With `--all`, a plugin that fails does not keep the others from being updated. */
export async function pluginUpdateCommand(
  given: string | undefined,
  options: PluginUpdateOptions,
  context: CliContext,
): Promise<number> {
  const canceled = () => new AwfError('EXECUTION.PLUGIN.CANCELED', { plugin: given ?? '*', call: 'update' });
  let results: readonly Result[] = [];
  const work = async (host: Host): Promise<void> => {
    if ((given === undefined) !== (options.all === true)) throw misuse();
    const found = await host.plugins.discover({ signal: context.signal });
    const chosen = given === undefined ? found : [pluginNamed(found, given)];
    const remote = await openRemote(host, options, context);
    results = await updateAll(chosen, given === undefined, { host, remote }, options, context);
    if (options.format === 'json')
      printJson(
        context,
        results.map((result) => toJson(result, options, context)),
      );
  };
  const status = await withHost(options, context, work, canceled);
  const failed = results.find((result) => result.status === 'failed');
  return status === 0 && failed?.status === 'failed' ? exitStatusFor(failed.error, context) : status;
}

async function updateAll(
  plugins: readonly PluginInfo[],
  all: boolean,
  tools: Tools,
  options: PluginUpdateOptions,
  context: CliContext,
): Promise<readonly Result[]> {
  const results: Result[] = [];
  for (const plugin of plugins) {
    const result = await updateOne(plugin, all, tools, options, context);
    results.push(result);
    if (options.format === 'text') show(result, options, context);
  }
  return results;
}

async function updateOne(
  plugin: PluginInfo,
  all: boolean,
  { host, remote }: Tools,
  options: PluginUpdateOptions,
  context: CliContext,
): Promise<Result> {
  const { name } = plugin.manifest;
  const { signal } = context;
  try {
    const found = await remote.updates.look(plugin, { preReleases: options.preRelease, signal });
    const { status, version } = found;
    if (status === 'local' && !all) throw notRemote(name);
    if (status === 'local' || status === 'current') return { name, status, version };
    // A new version is put where the old one is, which may be the folder of the project.
    const settings = { ...options, pluginsDir: dirname(plugin.locator), releases: remote.releases };
    const { locked } = await openInstaller(host, settings, context);
    const from = sourceText(found.source);
    const source = status === 'outdated' ? `${from}@${found.latest}` : from;
    const wanted = status === 'outdated' ? found.wanted : undefined;
    const { frozen } = options;
    const done = await withProgress(source, options, context, (onProgress) =>
      // The version has been chosen already.
      locked.install(source, [plugin], { force: true, frozen, preReleases: true, name, wanted, onProgress, signal }),
    );
    const to = status === 'outdated' ? found.latest : (done?.plugin.manifest.version ?? version);
    if (done === undefined || to === version) return { name, status: 'current', version };
    return { name, status: 'updated', from: version, to, notes: done.notes };
  } catch (error) {
    signal.throwIfAborted();
    if (!all) throw error;
    return { name, status: 'failed', error: asAwfError(error) };
  }
}

/** The lines are those of AWF. */
function show(result: Result, options: GlobalOptions, context: CliContext): void {
  const name = `"${printableLine(context.secrets, result.name)}"`;
  switch (result.status) {
    case 'updated':
      context.out(
        `Updated plugin ${name} from ${printableLine(context.secrets, result.from)} to ${printableLine(context.secrets, result.to)}\n`,
      );
      for (const note of result.notes)
        context.err(`${context.errColors.dim('note')} ${name}: ${printableLine(context.secrets, note, 1_000)}\n`);
      break;
    case 'current':
      context.out(`Plugin ${name} is already up to date (version ${printableLine(context.secrets, result.version)})\n`);
      break;
    case 'local':
      context.out(`Plugin ${name} was not installed from a source with releases\n`);
      break;
    case 'failed':
      context.out(`Plugin ${name} stays as it is\n`);
      showError(result.error, options, context);
      break;
  }
}

const toJson = (result: Result, options: GlobalOptions, context: CliContext): JsonObject =>
  result.status === 'failed'
    ? { ...result, error: errorToJson(result.error, hintsFor(options, context)) }
    : { ...result };

function misuse(): AwfError {
  const problem = 'name one plugin, or say --all';
  return new AwfError('USER.INPUT.INVALID_FORMAT', { argument: 'awf plugin update', problem });
}

function notRemote(name: string): AwfError {
  return new AwfError('USER.INPUT.PLUGIN_SOURCE', {
    source: name,
    problem: 'it was installed from a folder or a file, or copied by hand, so nobody knows where newer versions are',
    remedy: 'Install it from its source: awf plugin install SOURCE --force',
  });
}
