import { AwfError } from '../../../domain/errors/awf-error.js';
import type { PluginListing } from '../../../domain/plugin/plugin-release.js';
import type { Host } from '../../composition/create-host.js';
import type { CliContext, GlobalOptions } from '../cli-context.js';
import { openRemote, withHost } from '../command-host.js';
import { printJson } from '../print-json.js';
import { printableLine, table } from '../printable.js';

/** `awf plugin search [TEXT]`: gives the exit status. */
export function pluginSearchCommand(
  words: readonly string[],
  options: GlobalOptions,
  context: CliContext,
): Promise<number> {
  const canceled = () => new AwfError('EXECUTION.PLUGIN.CANCELED', { plugin: '*', call: 'search' });
  const work = async (host: Host): Promise<void> => {
    const { releases } = await openRemote(host, options, context);
    show(await releases.search(words.join(' '), { signal: context.signal }), options, context);
  };
  return withHost(options, context, work, canceled);
}

function show(found: readonly PluginListing[], { format }: GlobalOptions, context: CliContext): void {
  const { out, colors: c } = context;
  switch (format) {
    case 'json':
      // The members are those of AWF, which are GitHub's.
      printJson(
        context,
        found.map(({ name, description, stars }) => ({ full_name: name, description, stargazers_count: stars })),
      );
      return;
    case 'quiet':
      out(found.map(({ name }) => `${printableLine(context.secrets, name, Infinity)}\n`).join(''));
      return;
    case 'text': {
      const rows = found.map(({ name, description, stars }) => [
        printableLine(context.secrets, name),
        String(stars),
        printableLine(context.secrets, description, 60),
      ]);
      const [first = '', ...rest] = table([['NAME', 'STARS', 'DESCRIPTION'], ...rows]).split('\n');
      out(found.length === 0 ? 'No plugins found\n' : [c.dim(first), ...rest].join('\n'));
    }
  }
}
