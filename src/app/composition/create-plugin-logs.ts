import { basename } from 'node:path';
import { programNameOf } from '../../domain/plugin/manifest-rules.js';
import type { PluginInfo } from '../../domain/plugin/plugin-info.js';
import { FilePluginLogs } from '../../infrastructure/plugin_logs/file-plugin-logs.js';
import { systemClock } from '../../infrastructure/system_clock/system-clock.js';
import type { Logger } from '../../ports/logger.js';
import { RecordingPluginLogger } from '../plugins/recording-plugin-logger.js';
import { logsDirectory } from './plugin-directories.js';

type Environment = Readonly<Record<string, string | undefined>>;

/** The logs of the user's plugins. Nothing is opened before something is kept or read. */
export const createPluginLogs = (env: Environment): FilePluginLogs => new FilePluginLogs(logsDirectory(env));

/** A logger that also keeps what plugins log. @param plugins those that the host knows, asked when a plugin logs */
export function keepingPluginLogs(inner: Logger, env: Environment, plugins: () => readonly PluginInfo[]): Logger {
  const pluginOf = (program: string): string | undefined =>
    plugins().find(({ locator }) => programNameOf(basename(locator)) === program)?.manifest.name;
  return new RecordingPluginLogger(inner, { logs: createPluginLogs(env), clock: systemClock, pluginOf });
}
