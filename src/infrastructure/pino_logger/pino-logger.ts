import { destination, pino, type DestinationStream, type Logger as Pino } from 'pino';
import type { Logger, LogLevel } from '../../ports/logger.js';

/** Options of {@link createPinoLogger}. */
export interface PinoLoggerOptions {
  /** The least severe level that is written. @default 'warn' */
  readonly level?: LogLevel | undefined;
  /** Where JSON lines go. @default stderr, written synchronously so that the last words of a dying process are kept */
  readonly stream?: DestinationStream;
}

/** A logger that writes JSON lines. */
export function createPinoLogger({ level = 'warn', stream }: PinoLoggerOptions = {}): Logger {
  return new PinoLogger(pino({ level, base: null }, stream ?? destination({ fd: 2, sync: true })), '');
}

class PinoLogger implements Logger {
  readonly #pino: Pino;
  readonly #name: string;

  constructor(pino: Pino, name: string) {
    this.#pino = pino;
    this.#name = name;
  }

  log(level: LogLevel, message: string, fields: Readonly<Record<string, unknown>> = {}): void {
    this.#pino[level](fields, message);
  }

  isEnabled(level: LogLevel): boolean {
    return this.#pino.isLevelEnabled(level);
  }

  named(name: string): Logger {
    const path = this.#name === '' ? name : `${this.#name}.${name}`;
    return new PinoLogger(this.#pino.child({ logger: path }), path);
  }
}
