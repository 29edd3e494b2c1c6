import type { JsonObject } from '../../domain/json.js';
import { fieldsAsJson } from '../../domain/log-fields.js';
import type { Logger, LogLevel } from '../../ports/logger.js';

/** A logger that gives each entry as JSON. */
export class JsonLogger implements Logger {
  readonly #write: (entry: JsonObject) => void;
  readonly #name: string;

  constructor(write: (entry: JsonObject) => void, name = '') {
    this.#write = write;
    this.#name = name;
  }

  log(level: LogLevel, message: string, fields: Readonly<Record<string, unknown>> = {}): void {
    this.#write({ event: 'log', level, name: this.#name, message, fields: fieldsAsJson(fields) });
  }

  isEnabled(): boolean {
    return true;
  }

  named(name: string): Logger {
    return new JsonLogger(this.#write, this.#name === '' ? name : `${this.#name}.${name}`);
  }
}
