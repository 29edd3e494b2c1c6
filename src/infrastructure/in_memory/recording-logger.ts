import type { Logger, LogLevel } from '../../ports/logger.js';

/** One entry as it was logged. */
export interface LogRecord {
  /** The path of names of the part of the program; empty at the top. */
  readonly name: string;
  /** How severe it is. */
  readonly level: LogLevel;
  /** For people. */
  readonly message: string;
  /** For machines. */
  readonly fields: Readonly<Record<string, unknown>>;
}

const levels: readonly LogLevel[] = ['trace', 'debug', 'info', 'warn', 'error'];

/** Keeps what is logged, for tests to look at. A named logger records into the same list. */
export class RecordingLogger implements Logger {
  /** What was logged so far, in order. */
  readonly records: readonly LogRecord[];
  readonly #level: LogLevel;
  readonly #name: string;
  readonly #records: LogRecord[];

  /** @param level the least severe level that is kept */
  constructor(level: LogLevel = 'trace', name = '', records: LogRecord[] = []) {
    this.#level = level;
    this.#name = name;
    this.#records = records;
    this.records = records;
  }

  /** Records an entry, if its level is kept. */
  log(level: LogLevel, message: string, fields: Readonly<Record<string, unknown>> = {}): void {
    if (this.isEnabled(level)) this.#records.push({ name: this.#name, level, message, fields });
  }

  /** Whether entries of this level are kept. */
  isEnabled(level: LogLevel): boolean {
    return levels.indexOf(level) >= levels.indexOf(this.#level);
  }

  /** A logger with the name behind the own one, which records into the same list. */
  named(name: string): RecordingLogger {
    return new RecordingLogger(this.#level, this.#name === '' ? name : `${this.#name}.${name}`, this.#records);
  }
}
