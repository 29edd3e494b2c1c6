import { token } from './token.js';

/** From the least severe to the most; those of hclog, which go-plugin logs with. */
export type LogLevel = 'trace' | 'debug' | 'info' | 'warn' | 'error';

/** Writes diagnostics. Its shape fits go-plugin's logger, so that plugin output flows through without an adapter. */
export interface Logger {
  /** Writes one entry; must not throw. `fields` are what a machine can search for. */
  log(level: LogLevel, message: string, fields?: Readonly<Record<string, unknown>>): void;
  /** Whether entries of this level are written at all, for those that are costly to make. */
  isEnabled(level: LogLevel): boolean;
  /** A logger for a part of the program. */
  named(name: string): Logger;
}

/** What the {@link Logger} is bound under. */
export const LOGGER = token<Logger>('Logger');
