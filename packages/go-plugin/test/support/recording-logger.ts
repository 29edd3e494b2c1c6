import { EventEmitter, once } from 'node:events';
import { logLevels, type LogFields, type Logger, type LogLevel } from '../../src/logger.js';

/** One logged message. */
export interface LogRecord {
  readonly name: string;
  readonly level: LogLevel;
  readonly message: string;
  readonly fields?: LogFields | undefined;
}

/** A logger that keeps its messages for tests. */
export class RecordingLogger implements Logger {
  constructor(
    private readonly minimum: LogLevel | 'off' = 'trace',
    readonly records: LogRecord[] = [],
    private readonly name = '',
    private readonly arrivals = new EventEmitter().setMaxListeners(0),
  ) {}

  log(level: LogLevel, message: string, fields?: LogFields): void {
    this.records.push({ name: this.name, level, message, fields });
    this.arrivals.emit('record');
  }

  /** Waits until the records fulfil a condition. */
  async until(holds: () => boolean): Promise<void> {
    while (!holds()) await once(this.arrivals, 'record');
  }

  /** The first record with such a text. Waits for it, because a plugin's output arrives later. */
  async heard(wanted: (message: string) => boolean): Promise<LogRecord> {
    const find = (): LogRecord | undefined => this.records.find(({ message }) => wanted(message));
    await this.until(() => find() !== undefined);
    return find()!;
  }

  isEnabled(level: LogLevel): boolean {
    return this.minimum !== 'off' && logLevels.indexOf(level) >= logLevels.indexOf(this.minimum);
  }

  named(name: string): RecordingLogger {
    const full = this.name === '' ? name : `${this.name}.${name}`;
    return new RecordingLogger(this.minimum, this.records, full, this.arrivals);
  }

  /** The texts, in order. */
  get messages(): readonly string[] {
    return this.records.map(({ message }) => message);
  }
}
