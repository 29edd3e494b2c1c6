import { logLevels, type LogFields, type LogLevel, type Logger } from '../logger.js';
import { toPlainValue } from './plain-value.js';

/** The options of a {@link HclogWriter}. */
export interface HclogWriterOptions {
  /** Writes one line with its line feed. Must not throw. */
  readonly write: (line: string) => void;
  /** The dotted name for `@module`. Default: none. */
  readonly name?: string | undefined;
  /** The least severe level that is written. Default: `trace`, because the host filters. */
  readonly level?: LogLevel | undefined;
  readonly clock?: (() => Date) | undefined;
}

/** Keys of the format itself. A field with such a name gets an underscore in front. */
const reserved: ReadonlySet<string> = new Set(['@level', '@message', '@timestamp', '@module', '@caller']);

/**
 * Writes log lines in hclog's JSON format. A go-plugin host turns them into log entries with level, message, time and
 * fields. Fields may have any value: cycles, BigInts and errors become text.
 */
export class HclogWriter implements Logger {
  readonly #options: HclogWriterOptions;
  readonly #least: number;

  constructor(options: HclogWriterOptions) {
    this.#options = options;

    this.#least = logLevels.indexOf(options.level ?? 'trace');
  }

  log(level: LogLevel, message: string, fields: LogFields = {}): void {
    if (!this.isEnabled(level)) return;
    const { name, clock, write } = this.#options;
    const entry: (readonly [string, unknown])[] = [
      ['@level', level],
      ['@message', message],
      ...(name === undefined ? [] : [['@module', name] as const]),
      ['@timestamp', formatTimestamp(clock?.() ?? new Date())],
      ...Object.entries(fields).map(
        ([key, value]) => [reserved.has(key) ? `_${key}` : key, toPlainValue(value)] as const,
      ),
    ];
    write(`${JSON.stringify(Object.fromEntries(entry))}\n`);
  }

  isEnabled(level: LogLevel): boolean {
    return logLevels.indexOf(level) >= this.#least;
  }

  named(name: string): Logger {
    const { name: own } = this.#options;
    return new HclogWriter({ ...this.#options, name: own === undefined ? name : `${own}.${name}` });
  }
}

/** hclog's format `2006-01-02T15:04:05.000000Z07:00`: always with six fractional digits, in UTC. */
function formatTimestamp(instant: Date): string {
  return instant.toISOString().replace('Z', '000Z');
}
