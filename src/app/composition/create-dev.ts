import { startTimer } from 'plugin-async';
import { AwfError } from '../../domain/errors/awf-error.js';
import type { PluginInfo } from '../../domain/plugin/plugin-info.js';
import { ShellCommandRunner } from '../../infrastructure/command_shell/shell-command-runner.js';
import { ChokidarWatcher } from '../../infrastructure/folder_watcher/chokidar-watcher.js';
import { GrpcPluginTransport } from '../../infrastructure/grpc_host/grpc-plugin-transport.js';
import { LOGGER, type Logger } from '../../ports/logger.js';
import { PLUGIN_LOADER } from '../../ports/plugin-loader.js';
import { PLUGIN_TRANSPORT } from '../../ports/plugin-transport.js';
import { DevLog, type ProcessNews } from '../plugins/authoring/dev-log.js';
import { DevPluginTransport } from '../plugins/authoring/dev-plugin-transport.js';
import { PluginBuilder } from '../plugins/authoring/plugin-builder.js';
import { PluginDev, type DevPorts } from '../plugins/authoring/plugin-dev.js';
import { SinglePluginLoader } from '../plugins/authoring/single-plugin-loader.js';
import { createHost, type Host, type HostOptions } from './create-host.js';
import { debuggerFor, isFolder, programIn, readDevProject } from './dev-project.js';
import { pluginDirectories } from './plugin-directories.js';

export { isFolder, projectOf } from './dev-project.js';

/** Options of {@link createDev}. */
export interface DevOptions extends Pick<DevPorts<Host>, 'report' | 'use'> {
  /** The project, as an absolute path. */
  readonly folder: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  /** Where other plugins are, which a workflow may use beside this one. */
  readonly pluginsDir?: string | undefined;
  /** What the host is made with. Its logger should write every level. */
  readonly host: Omit<HostOptions, 'logger'> & { readonly logger: Logger };
  readonly verbose: boolean;
  readonly onNews: (news: ProcessNews) => void;
  /** `[host:]port` for the debugger of a plugin in Node. Undefined: without a debugger. */
  readonly inspect?: string | undefined;
}

/** Somebody who debugs a plugin lets it stand still for as long as that takes. */
const debuggedMs = 24 * 60 * 60 * 1_000;

/** Puts the development of a plugin together with a shell, files on disk and processes. Loaded by the command that needs it. */
export function createDev(options: DevOptions): PluginDev<Host> {
  const { folder, env, report, use } = options;
  return new PluginDev<Host>({
    project: (signal) => readDevProject(folder, signal),
    builder: new PluginBuilder(new ShellCommandRunner(), env),
    watcher: new ChokidarWatcher(),
    openHost: (plugin, ended) => openDevHost(plugin, ended, options),
    after: (milliseconds, action) => startTimer(milliseconds, action),
    now: () => performance.now(),
    report,
    use,
  });
}

/** A host that has the plugin in a folder, before all others. */
async function openDevHost(
  locator: string,
  ended: (error: AwfError) => void,
  { host, verbose, onNews, inspect, ...where }: DevOptions,
): Promise<Host> {
  const variables = inspect === undefined ? {} : await debuggerVariables(locator, inspect);
  const onPluginStatus = (plugin: PluginInfo): void => {
    if (plugin.locator === locator && plugin.error !== undefined) ended(plugin.error);
  };
  return createHost({
    ...host,
    pluginsDir: [locator, ...(await otherDirectories(where))],
    onPluginStatus,
    ...(inspect === undefined ? {} : { limits: { startTimeoutMs: debuggedMs, callTimeoutMs: debuggedMs } }),
    logger: new DevLog(host.logger, { program: programIn(locator), verbose, onNews }),
    configure: (container) => {
      container.onActivation(PLUGIN_LOADER, (_, inner) => new SinglePluginLoader(inner, locator));
      container.onActivation(PLUGIN_TRANSPORT, (_, inner) => {
        const transport = new GrpcPluginTransport(container.get(LOGGER));
        return new DevPluginTransport(inner, { locator, transport, env: variables });
      });
    },
  });
}

/** The usual places, where they exist. One that was named must exist. */
async function otherDirectories({
  pluginsDir,
  env,
  cwd,
}: Pick<DevOptions, 'pluginsDir' | 'env' | 'cwd'>): Promise<readonly string[]> {
  const directories = pluginDirectories(pluginsDir, env, () => cwd);
  const there = await Promise.all(directories.map(async ({ path, optional }) => !optional || (await isFolder(path))));
  return directories.filter((_, index) => there[index]).map(({ path }) => path);
}

/** @throws AwfError `USER.INPUT.INVALID_FORMAT` for a program that no debugger can be turned on in */
async function debuggerVariables(folder: string, address: string): Promise<Readonly<Record<string, string>>> {
  const kind = await debuggerFor(folder);
  if (kind === 'inspector') return { NODE_OPTIONS: `--inspect=${address}` };
  if (kind === 'attach') return {};
  const problem = `${programIn(folder)} does not run in Node; a plugin in Python opens a debugger itself, with debugpy.listen(5678)`;
  throw new AwfError('USER.INPUT.INVALID_FORMAT', { argument: '--inspect', problem });
}
