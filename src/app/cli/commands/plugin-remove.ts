import { AwfError } from '../../../domain/errors/awf-error.js';
import type { Host } from '../../composition/create-host.js';
import type { CliContext, GlobalOptions } from '../cli-context.js';
import { openInstaller, withHost } from '../command-host.js';
import { foundPlugin } from '../found-plugin.js';
import { printJson } from '../print-json.js';
import { printableLine } from '../printable.js';

/** Options of `awf plugin remove`. */
export interface PluginRemoveOptions extends GlobalOptions {
  /** Keep whether it is enabled, and its configuration. */
  readonly keepData?: boolean;
}

/** `awf plugin remove NAME`: gives the exit status. */
export function pluginRemoveCommand(given: string, options: PluginRemoveOptions, context: CliContext): Promise<number> {
  const canceled = () => new AwfError('EXECUTION.PLUGIN.CANCELED', { plugin: given, call: 'remove' });
  const work = async (host: Host): Promise<void> => {
    const { signal } = context;
    refuseBuiltIn(host, given);
    const plugin = await foundPlugin(host, given, signal);
    const { installer } = await openInstaller(host, options, context);
    await installer.remove(plugin, { keepData: options.keepData, signal });
    const { name } = plugin.manifest;
    if (options.format === 'json') printJson(context, { name, removed: true, path: plugin.locator });
    if (options.format === 'text') context.out(`Plugin "${printableLine(name)}" removed\n`);
  };
  return withHost(options, context, work, canceled);
}

function refuseBuiltIn({ builtIns }: Host, given: string): void {
  if (!builtIns.some(({ manifest }) => manifest.name === given)) return;
  const problem = `${given} is built in and cannot be removed; switch it off with awf plugin disable ${given}`;
  throw new AwfError('USER.INPUT.INVALID_FORMAT', { argument: 'awf plugin remove', problem });
}
