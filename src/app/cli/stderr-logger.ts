import type { Colors } from 'picocolors/types.js';
import type { Logger, LogLevel } from '../../ports/logger.js';
import { truncate } from '../../domain/text.js';
import { printableLine, printableMessage } from './printable.js';
import { ShownLines } from './shown-lines.js';

const severity: Readonly<Record<LogLevel, number>> = { trace: 0, debug: 1, info: 2, warn: 3, error: 4 };

/** Longer values of fields are cut. A stack with its causes is shorter. */
const longestValue = 4_000;
/** Further lines of a message are indented, so that none of them looks like a message of its own. */
const indented = '\n      ';

/**
 * A logger for people: `warn  echo: text key=value`. A message of several lines keeps them, and a value of several lines, such as a stack,
 * follows on lines of its own.
 */
export class StderrLogger implements Logger {
  readonly #write: (text: string) => void;
  readonly #colors: Colors;
  readonly #level: LogLevel;
  readonly #name: string;
  readonly #shown: ShownLines;

  /** @param shown is told of each message */
  constructor(write: (text: string) => void, colors: Colors, level: LogLevel, name = '', shown = new ShownLines()) {
    this.#write = write;
    this.#colors = colors;
    this.#level = level;
    this.#name = name;
    this.#shown = shown;
  }

  log(level: LogLevel, message: string, fields: Readonly<Record<string, unknown>> = {}): void {
    if (!this.isEnabled(level)) return;
    const { secrets } = this.#shown;
    this.#shown.add(truncate(secrets.text(message), longestValue));
    const { yellow, red, dim } = this.#colors;
    const paint = level === 'error' ? red : level === 'warn' ? yellow : dim;
    const name = this.#name === '' ? '' : ` ${this.#name}:`;
    const entries = Object.entries(fields);
    const inline = entries
      .filter(([, value]) => !isBlock(value))
      .map(([key, value]) => ` ${printableLine(secrets, key)}=${printableLine(secrets, shown(value), longestValue)}`);
    const blocks = entries.flatMap(([key, value]) => (isBlock(value) ? [this.#blockOf(key, value)] : []));
    const text = printableMessage(secrets, message).replaceAll('\n', indented);
    const heading = this.#shown.takeHeading();
    if (heading !== undefined) this.#write(`${dim(printableLine(secrets, heading))}\n`);
    const margin = this.#shown.underStep ? '  ' : '';
    this.#write(
      `${margin}${paint(level.padEnd(5))}${dim(printableLine(secrets, name))} ${text}${dim(inline.join(''))}${dim(blocks.join(''))}\n`,
    );
  }

  isEnabled(level: LogLevel): boolean {
    return severity[level] >= severity[this.#level];
  }

  named(name: string): Logger {
    const path = this.#name === '' ? name : `${this.#name}.${name}`;
    return new StderrLogger(this.#write, this.#colors, this.#level, path, this.#shown);
  }

  #blockOf(key: string, value: string): string {
    const { secrets } = this.#shown;
    const lines = printableMessage(secrets, truncate(secrets.text(value.trimEnd()), longestValue, ' ...')).replaceAll(
      '\n',
      `${indented}  `,
    );
    return `${indented}${printableLine(secrets, key)}:${indented}  ${lines}`;
  }
}

const isBlock = (value: unknown): value is string => typeof value === 'string' && value.trimEnd().includes('\n');

function shown(value: unknown): string {
  if (typeof value === 'string') return /^[^\s"=]+$/u.test(value) ? value : JSON.stringify(value);
  if (value instanceof Error) return JSON.stringify(value.message);
  try {
    const json: unknown = JSON.stringify(value);
    return typeof json === 'string' ? json : typeof value;
  } catch {
    return '(circular)';
  }
}
