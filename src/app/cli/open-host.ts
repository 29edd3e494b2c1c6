import type { Host } from '../composition/create-host.js';
import type { CliContext, GlobalOptions } from './cli-context.js';
import { StderrLogger } from './stderr-logger.js';

/** The host of a command, with its diagnostics on stderr. Loaded when it is needed: `awf --help` starts no gRPC. */
export async function openHost(context: CliContext, options: GlobalOptions): Promise<Host> {
  const { createHost } = await import('../composition/create-host.js');
  const { defaultStatePath } = await import('../composition/plugin-directories.js');
  const level = options.verbose === true ? 'debug' : options.format === 'quiet' ? 'error' : 'warn';
  return createHost({
    pluginsDir: options.pluginsDir,
    cwd: context.cwd,
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
