import { AwfError } from '../../../domain/errors/awf-error.js';
import { errorToJson } from '../../runner/run-result.js';
import type { CliContext, GlobalOptions } from '../cli-context.js';
import { asAwfError, exitStatusFor, showError } from '../errors.js';
import { closeHost, openHost } from '../open-host.js';
import { printable } from '../printable.js';

/** `awf plugin enable NAME` and `awf plugin disable NAME`: gives the exit status. */
export async function pluginEnableCommand(
  given: string,
  enabled: boolean,
  options: GlobalOptions,
  context: CliContext,
): Promise<number> {
  try {
    const host = await openHost(context, options);
    try {
      const known = (await host.plugins.discover({ signal: context.signal })).map((plugin) => plugin.manifest.name);
      // The name of its folder is as good as its own.
      const name = known.find((plugin) => plugin === given || `awf-plugin-${plugin}` === given);
      if (name === undefined) throw new AwfError('USER.INPUT.PLUGIN_NOT_FOUND', { plugin: given, known });
      await host.pluginStates.setEnabled(name, enabled, { signal: context.signal });
      if (options.format === 'json') context.out(`${JSON.stringify({ name, enabled })}\n`);
      if (options.format === 'text') context.out(`Plugin "${printable(name)}" ${enabled ? 'enabled' : 'disabled'}\n`);
    } finally {
      await closeHost(host);
    }
    return 0;
  } catch (thrown) {
    const error = asAwfError(thrown);
    if (options.format === 'json') context.out(`${JSON.stringify({ error: errorToJson(error) })}\n`);
    else showError(error, context, options.verbose === true);
    return exitStatusFor(error, context);
  }
}
