/** Levels of hclog, from the least to the most severe. */
export const logLevels = ['trace', 'debug', 'info', 'warn', 'error'] as const;

/** One of hclog's five levels. */
export type LogLevel = (typeof logLevels)[number];

/** Key-value pairs that accompany a log message. */
export type LogFields = Readonly<Record<string, unknown>>;

/**
 * The little that this library asks of a logger. pino, hclog-like loggers and the `Logger` port of AWF fit as they are or in
 * one line. A method must not throw.
 */
export interface Logger {
  /** Takes one message. Fields may hold anything, errors among them. */
  log(level: LogLevel, message: string, fields?: LogFields): void;
  /** Whether messages of this level are wanted at all; lets the host skip parsing what nobody reads. */
  isEnabled(level: LogLevel): boolean;
  /** A logger for a part of the program; its name is appended to this one's with a dot. */
  named(name: string): Logger;
}

/** Discards everything, and says so through `isEnabled`, so that plugin output is not even parsed. */
export const silentLogger: Logger = {
  log: () => undefined,
  isEnabled: () => false,
  named: () => silentLogger,
};
