import { AwfError } from '../../../domain/errors/awf-error.js';
import type { JsonObject } from '../../../domain/json.js';
import type { LockedPlugin } from '../../../domain/plugin/plugin-lock.js';
import type { PluginInfo } from '../../../domain/plugin/plugin-info.js';
import type { Host } from '../../composition/create-host.js';
import type { Installer } from '../../composition/create-installer.js';
import type { LockedInstall } from '../../plugins/install/locked-installer.js';
import type { CliContext, GlobalOptions } from '../cli-context.js';
import { openInstaller, openRemote, withHost } from '../command-host.js';
import { withProgress } from '../download-line.js';
import { withFolder } from '../plugin-source-argument.js';
import { printJson } from '../print-json.js';
import { printableLine } from '../printable.js';

/** Options of `awf plugin install`. */
export interface PluginInstallOptions extends GlobalOptions {
  /** Replace a version that is installed already. */
  readonly force?: boolean;
  /** Whether the lock of the project counts. */
  readonly lock?: boolean;
  /** Choose among pre-releases as well. */
  readonly preRelease?: boolean;
  /** Use only what was downloaded before. */
  readonly offline?: boolean;
}

/** `awf plugin install [SOURCE]`: gives the exit status. */
export function pluginInstallCommand(
  source: string | undefined,
  options: PluginInstallOptions,
  context: CliContext,
): Promise<number> {
  const canceled = () => new AwfError('EXECUTION.PLUGIN.CANCELED', { plugin: source ?? '*', call: 'install' });
  const work = async (host: Host): Promise<void> => {
    const { signal } = context;
    const { releases } = await openRemote(host, options, context);
    const installer = await openInstaller(host, { ...options, releases }, context);
    const found = await host.plugins.discover({ signal });
    if (source === undefined) return installLocked(installer, found, options, context);
    const { force, frozen, preRelease: preReleases } = options;
    const done = await withProgress(source, options, context, (onProgress) =>
      installer.locked.install(source, found, { force, frozen, preReleases, signal, onProgress }),
    ).catch((error: unknown) => {
      throw withFolder(error, source, context);
    });
    if (done !== undefined) show(done, host, options, context);
    else if (options.format === 'json') printJson(context, { unchanged: true });
    else if (options.format === 'text') context.out('Nothing to do: it is installed as the lock says\n');
  };
  return withHost(options, context, work, canceled);
}

function show(done: LockedInstall, { logger }: Host, { format }: GlobalOptions, context: CliContext): void {
  for (const note of done.notes) logger.log('warn', note, { plugin: done.plugin.manifest.name });
  if (format === 'json') printJson(context, toJson(done));
  if (format === 'text') context.out(lineFor(done, context));
}

function lineFor({ plugin: { manifest } }: LockedInstall, context: CliContext): string {
  const { name, version } = manifest;
  return `Plugin "${printableLine(context.secrets, name)}" installed successfully (version ${printableLine(context.secrets, version)})\n`;
}

function toJson({ plugin, contents, replaced }: LockedInstall): JsonObject {
  const { name, version } = plugin.manifest;
  return { name, version, path: plugin.locator, ...contents, ...(replaced === undefined ? {} : { replaced }) };
}

/** Installs what the lock of the project names, one plugin after the other. A plugin that cannot be installed ends it. */
async function installLocked(
  installer: Installer,
  found: readonly PluginInfo[],
  options: PluginInstallOptions,
  context: CliContext,
): Promise<void> {
  const { signal } = context;
  const { format, frozen } = options;
  const lock = await installer.locked.lock({ signal });
  const results: JsonObject[] = [];
  for (const [name, locked] of lock) {
    const done = await withProgress(name, options, context, (onProgress) =>
      installer.locked.installLocked(name, locked, found, { frozen, signal, onProgress }),
    );
    results.push(done === undefined ? unchanged(name, locked) : toJson(done));
    if (format === 'text')
      context.out(done === undefined ? unchangedLine(name, locked, context) : lineFor(done, context));
  }
  if (format === 'json') printJson(context, results);
  if (format === 'text' && lock.size === 0) context.out('The lock names no plugins\n');
}

const unchanged = (name: string, { version }: LockedPlugin): JsonObject => ({ name, version, unchanged: true });

const unchangedLine = (name: string, { version }: LockedPlugin, context: CliContext): string =>
  `Plugin "${printableLine(context.secrets, name)}" is installed as the lock says (version ${printableLine(context.secrets, version)})\n`;
