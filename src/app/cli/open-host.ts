import type { Host, HostOptions } from '../composition/create-host.js';
import type { CliContext, GlobalOptions } from './cli-context.js';
import { StderrLogger } from './stderr-logger.js';

/** What decides how a command's host is set up. */
type HostSettings = Pick<GlobalOptions, 'format' | 'verbose'> & Pick<HostOptions, 'pluginsDir'>;

/** The host of a command, with its diagnostics on stderr. Loaded when it is needed: `awf --help` needs none. */
export async function openHost(context: CliContext, options: HostSettings): Promise<Host> {
  const { createHost } = await import('../composition/create-host.js');
  const { defaultStatePath } = await import('../composition/plugin-directories.js');
  const level = options.verbose === true ? 'debug' : options.format === 'quiet' ? 'error' : 'warn';
  return createHost({
    pluginsDir: options.pluginsDir,
    // Asked for late: a command that names its folders works in one that has been deleted.
    cwd: () => context.cwd,
    statePath: defaultStatePath(context.env),
    logger: new StderrLogger(context.err, context.errColors, level),
  });
}

/** Ends a host; what goes wrong with that changes nothing about the result, but is said. */
export async function closeHost(host: Host): Promise<void> {
  try {
    await host.close();
  } catch (error) {
    const reasons: readonly unknown[] = error instanceof AggregateError ? error.errors : [error];
    for (const reason of reasons) host.logger.log('warn', reason instanceof Error ? reason.message : String(reason));
  }
}
