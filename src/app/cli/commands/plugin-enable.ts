import { AwfError } from '../../../domain/errors/awf-error.js';
import type { Host } from '../../composition/create-host.js';
import type { CliContext, GlobalOptions } from '../cli-context.js';
import { printJson } from '../print-json.js';
import { printable } from '../printable.js';
import { withHost } from '../command-host.js';
import { foundPlugin } from '../found-plugin.js';

/** `awf plugin enable NAME` and `awf plugin disable NAME`: gives the exit status. */
export async function pluginEnableCommand(
  given: string,
  enabled: boolean,
  options: GlobalOptions,
  context: CliContext,
): Promise<number> {
  const call = enabled ? 'enable' : 'disable';
  const canceled = () => new AwfError('EXECUTION.PLUGIN.CANCELED', { plugin: given, call });
  const work = async (host: Host): Promise<void> => {
    const { signal } = context;
    const { name } = (await foundPlugin(host, given, signal)).manifest;
    await host.pluginStates.setEnabled(name, enabled, { signal });
    if (options.format === 'json') printJson(context, { name, enabled });
    if (options.format === 'text')
      context.out(`Plugin "${printable(context.secrets, name)}" ${enabled ? 'enabled' : 'disabled'}\n`);
  };
  return withHost(options, context, work, canceled);
}
