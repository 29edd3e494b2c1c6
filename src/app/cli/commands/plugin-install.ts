import { resolve } from 'node:path';
import { AwfError } from '../../../domain/errors/awf-error.js';
import type { Host } from '../../composition/create-host.js';
import type { InstalledPlugin } from '../../plugins/install/plugin-installer.js';
import type { CliContext, GlobalOptions } from '../cli-context.js';
import { openInstaller, withHost } from '../command-host.js';
import { printJson } from '../print-json.js';
import { printableLine } from '../printable.js';

/** Options of `awf plugin install`. */
export interface PluginInstallOptions extends GlobalOptions {
  /** Replace a version that is installed already. */
  readonly force?: boolean;
}

/** `awf plugin install SOURCE`: gives the exit status. */
export function pluginInstallCommand(
  source: string,
  options: PluginInstallOptions,
  context: CliContext,
): Promise<number> {
  const canceled = () => new AwfError('EXECUTION.PLUGIN.CANCELED', { plugin: source, call: 'install' });
  const work = async (host: Host): Promise<void> => {
    const { signal } = context;
    const { installer } = await openInstaller(host, options, context);
    const path = resolve(context.cwd, source);
    show(await installer.install(path, { force: options.force, repository: path, signal }), options, context);
  };
  return withHost(options, context, work, canceled);
}

function show({ plugin, contents, replaced }: InstalledPlugin, { format }: GlobalOptions, context: CliContext): void {
  const { name, version } = plugin.manifest;
  if (format === 'json') {
    const before = replaced === undefined ? {} : { replaced };
    printJson(context, { name, version, path: plugin.locator, ...contents, ...before });
  }
  if (format === 'text')
    context.out(`Plugin "${printableLine(name)}" installed successfully (version ${printableLine(version)})\n`);
}
