import type { Logger, LogLevel } from 'go-plugin-node';

type Write = PluginLog['info'];

/**
 * Writes to the host's log. Do not write to stdout instead: the host does not show it, and before the handshake it is
 * fatal.
 */
export type PluginLog = Readonly<
  Record<
    'trace' | 'debug' | 'info' | 'warn' | 'error',
    (message: string, fields?: Readonly<Record<string, unknown>>) => void
  >
>;

/** A logger with one method a level, as authors of plugins expect it. @internal */
export function pluginLog(logger: Logger): PluginLog {
  const at =
    (level: LogLevel): Write =>
    (message, fields) => {
      logger.log(level, message, fields);
    };
  return { trace: at('trace'), debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}
