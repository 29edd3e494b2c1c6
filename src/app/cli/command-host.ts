import type { AwfError } from '../../domain/errors/awf-error.js';
import type { Host, HostOptions } from '../composition/create-host.js';
import type { Installer } from '../composition/create-installer.js';
import type { Remote } from '../composition/create-remote.js';
import type { PluginReleases } from '../../ports/plugin-releases.js';
import { unlessGivenUp, type CliContext, type GlobalOptions } from './cli-context.js';
import { asAwfError } from '../../domain/errors/as-awf-error.js';
import { reportFailure } from './errors.js';
import { pluginConfigOf, type PluginSettingsOption } from './plugin-settings-option.js';
import { StderrLogger } from './stderr-logger.js';

/** The options that a command's host depends on. */
type HostSettings = Pick<GlobalOptions, 'format' | 'verbose' | 'config' | 'allowInsecure' | 'frozen'> &
  Pick<HostOptions, 'pluginsDir'> &
  PluginSettingsOption & { readonly skipPlugins?: boolean };

/** Creates the host of a command. Its diagnostics go to stderr. It is loaded here, because `awf --help` needs none. */
export async function openHost(context: CliContext, options: HostSettings): Promise<Host> {
  const { createHost } = await import('../composition/create-host.js');
  const { keepingPluginLogs } = await import('../composition/create-plugin-logs.js');
  const level = options.verbose === true ? 'debug' : options.format === 'quiet' ? 'error' : 'warn';
  const shown = new StderrLogger(context.err, context.errColors, level, '', context.shown);
  const host: Host = await createHost({
    ...(await usualHostOptions(context, options)),
    ...(options.skipPlugins === true ? { transport: 'legacy_stub' } : { pluginsDir: options.pluginsDir }),
    // A workflow may loop over a plugin that crashes.
    supervision: {},
    frozen: options.frozen,
    logger: keepingPluginLogs(shown, context.env, () => host.plugins.list()),
  });
  return host;
}

/** What the hosts of all commands have in common. */
export async function usualHostOptions(context: CliContext, options: HostSettings): Promise<HostOptions> {
  const { defaultStatePath } = await import('../composition/plugin-directories.js');
  const { awfBuiltIns } = await import('../composition/awf-built-ins.js');
  return {
    settingsPath: options.config,
    pluginConfig: pluginConfigOf(options),
    secrets: context.secrets,
    // Read only when needed: a command that names its folders also works in a deleted directory.
    cwd: () => context.cwd,
    statePath: defaultStatePath(context.env),
    builtIns: awfBuiltIns({ env: context.env, cwd: () => context.cwd }),
    allowInsecure: options.allowInsecure,
  };
}

/** The options that installing depends on. */
export interface InstallerSettings extends Pick<GlobalOptions, 'pluginsDir' | 'allowInsecure'> {
  /** Whether the lock of the project counts. @default true */
  readonly lock?: boolean | undefined;
  /** Where plugins come from that are not on this machine. Without it, nothing is fetched. */
  readonly releases?: PluginReleases | undefined;
}

/** What a command works with that installs, removes or checks plugins. It is loaded here, because other commands need none of it. */
export async function openInstaller(
  { pluginStates: stateStore, logger }: Host,
  { pluginsDir, allowInsecure = false, lock: useLock, releases }: InstallerSettings,
  { env, cwd }: CliContext,
): Promise<Installer> {
  const { createInstaller } = await import('../composition/create-installer.js');
  const onInsecure = allowInsecure ? warningsIn(logger) : undefined;
  return createInstaller({ stateStore, pluginsDir, env, cwd, useLock, onInsecure, releases });
}

/** What a command works with that fetches plugins. Loading it takes as long as loading an HTTP client. */
export async function openRemote(
  { pluginStates: stateStore, logger }: Host,
  { allowInsecure = false, offline }: Pick<GlobalOptions, 'allowInsecure'> & { readonly offline?: boolean | undefined },
  context: CliContext,
): Promise<Remote> {
  const { createRemote } = await import('../composition/create-remote.js');
  const { env, version } = context;
  const onInsecure = allowInsecure ? warningsIn(logger) : undefined;
  return createRemote({ stateStore, env, cwd: () => context.cwd, version, onInsecure, offline });
}

const warningsIn =
  (logger: Host['logger']) =>
  (problem: string): void =>
    logger.log('warn', problem);

/** Closes a host. If that fails, the command's result is the same, and the reasons are logged. */
export async function closeHost(host: Host): Promise<void> {
  try {
    await host.close();
  } catch (error) {
    const reasons: readonly unknown[] = error instanceof AggregateError ? error.errors : [error];
    for (const reason of reasons) host.logger.log('warn', reason instanceof Error ? reason.message : String(reason));
  }
}

/**
 * Runs a command that needs a host.
 * @param work what it throws is reported after the host has ended
 * @param canceled the error that is reported if the user does not wait for that
 * @returns the exit status
 */
export async function withHost(
  options: GlobalOptions,
  context: CliContext,
  work: (host: Host) => Promise<void>,
  canceled: () => AwfError,
): Promise<number> {
  try {
    await unlessGivenUp(workWith(options, context, work), context, canceled);
    return 0;
  } catch (thrown) {
    return reportFailure(asAwfError(thrown), options, context);
  }
}

async function workWith(
  options: GlobalOptions,
  context: CliContext,
  work: (host: Host) => Promise<void>,
): Promise<void> {
  const host = await openHost(context, options);
  try {
    await work(host);
  } finally {
    await closeHost(host);
  }
}
