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
  /** Whether the lock of the project counts. */
  readonly lock?: boolean;
}

/** `awf plugin remove NAME`: gives the exit status. */
export function pluginRemoveCommand(given: string, options: PluginRemoveOptions, context: CliContext): Promise<number> {
  const canceled = () => new AwfError('EXECUTION.PLUGIN.CANCELED', { plugin: given, call: 'remove' });
  const work = async (host: Host): Promise<void> => {
    const { signal } = context;
    refuseBuiltIn(host, given);
    const plugin = await foundPlugin(host, given, signal);
    const { installer, lock } = await openInstaller(host, options, context);
    const { name } = plugin.manifest;
    if (options.frozen === true) throw frozen(name);
    // A lock that cannot be read must not be left naming a plugin that is gone.
    await lock?.read({ signal });
    await installer.remove(plugin, { keepData: options.keepData, signal });
    await lock?.remove(name);
    if (options.format === 'json') printJson(context, { name, removed: true, path: plugin.locator });
    if (options.format === 'text') context.out(`Plugin "${printableLine(context.secrets, name)}" removed\n`);
  };
  return withHost(options, context, work, canceled);
}

const frozen = (name: string): AwfError => {
  const problem = `--frozen leaves the lock as it is, so ${name} cannot be removed`;
  return new AwfError('USER.INPUT.INVALID_FORMAT', { argument: 'awf plugin remove', problem });
};

function refuseBuiltIn({ builtIns }: Host, given: string): void {
  if (!builtIns.some(({ manifest }) => manifest.name === given)) return;
  const problem = `${given} is built in and cannot be removed; switch it off with awf plugin disable ${given}`;
  throw new AwfError('USER.INPUT.INVALID_FORMAT', { argument: 'awf plugin remove', problem });
}
