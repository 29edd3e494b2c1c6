/** Levels of hclog, from the least to the most severe. */
export const logLevels = ['trace', 'debug', 'info', 'warn', 'error'] as const;

/** One of hclog's five levels. */
export type LogLevel = (typeof logLevels)[number];

/** Key-value pairs that accompany a log message. */
export type LogFields = Readonly<Record<string, unknown>>;

/**
 * What this library needs of a logger. pino, hclog-like loggers and AWF's `Logger` port fit directly or with one line
 * of code. Its methods must not throw.
 */
export interface Logger {
  /** Logs one message. Fields may have any value, including errors. */
  log(level: LogLevel, message: string, fields?: LogFields): void;
  /** Whether messages of this level are logged. If not, the host does not parse them. */
  isEnabled(level: LogLevel): boolean;
  /** Returns a logger for a part of the program. Its name is appended to this one's name with a dot. */
  named(name: string): Logger;
}

/** Discards everything. No level is enabled, so plugin output is not parsed. */
export const silentLogger: Logger = {
  log: () => undefined,
  isEnabled: () => false,
  named: () => silentLogger,
};
