import { logLevels, type LogFields, type Logger, type LogLevel } from '../../src/go_plugin/logger.js';

/** One message as it arrived. */
export interface LogRecord {
  readonly name: string;
  readonly level: LogLevel;
  readonly message: string;
  readonly fields?: LogFields | undefined;
}

/** A logger that keeps what it is given, for tests to look at. */
export class RecordingLogger implements Logger {
  constructor(
    private readonly minimum: LogLevel | 'off' = 'trace',
    readonly records: LogRecord[] = [],
    private readonly name = '',
  ) {}

  log(level: LogLevel, message: string, fields?: LogFields): void {
    this.records.push({ name: this.name, level, message, fields });
  }

  isEnabled(level: LogLevel): boolean {
    return this.minimum !== 'off' && logLevels.indexOf(level) >= logLevels.indexOf(this.minimum);
  }

  named(name: string): RecordingLogger {
    return new RecordingLogger(this.minimum, this.records, this.name === '' ? name : `${this.name}.${name}`);
  }

  /** The texts, in order. */
  get messages(): readonly string[] {
    return this.records.map(({ message }) => message);
  }
}
