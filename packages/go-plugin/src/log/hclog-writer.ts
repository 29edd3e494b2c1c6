import { logLevels, type LogFields, type LogLevel, type Logger } from '../logger.js';
import { toPlainValue } from './plain-value.js';

/** How to write; everything has a default. */
export interface HclogWriterOptions {
  /** Takes one line with its line feed. Must not throw. */
  readonly write: (line: string) => void;
  /** Dotted name, `@module`; none by default. */
  readonly name?: string | undefined;
  /** Least severe level that is written; default `trace`, since the host filters. */
  readonly level?: LogLevel | undefined;
  readonly clock?: (() => Date) | undefined;
}

/** Keys that belong to the format; a field of the same name is written with an underscore before it. */
const reserved: ReadonlySet<string> = new Set(['@level', '@message', '@timestamp', '@module', '@caller']);

/**
 * Writes hclog's JSON lines, which a go-plugin host turns back into log entries with level, message, time and fields. Any value
 * is allowed in the fields: cycles, BigInts and errors become text.
 */
export class HclogWriter implements Logger {
  readonly #least: number;

  constructor(private readonly options: HclogWriterOptions) {
    this.#least = logLevels.indexOf(options.level ?? 'trace');
  }

  log(level: LogLevel, message: string, fields: LogFields = {}): void {
    if (!this.isEnabled(level)) return;
    const { name, clock, write } = this.options;
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
    const { name: own } = this.options;
    return new HclogWriter({ ...this.options, name: own === undefined ? name : `${own}.${name}` });
  }
}

/** hclog's format `2006-01-02T15:04:05.000000Z07:00`: always six digits of a second, the zone at the end; here UTC. */
function formatTimestamp(instant: Date): string {
  return instant.toISOString().replace('Z', '000Z');
}
