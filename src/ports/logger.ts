import { token } from './token.js';

export type LogLevel = 'trace' | 'debug' | 'info' | 'warn' | 'error';

/** Writes diagnostics. Its shape fits go_plugin's logger, so that plugin output flows through without an adapter. */
export interface Logger {
  log(level: LogLevel, message: string, fields?: Readonly<Record<string, unknown>>): void;
  isEnabled(level: LogLevel): boolean;
  /** A logger for a part of the program. */
  named(name: string): Logger;
}

export const LOGGER = token<Logger>('Logger');
