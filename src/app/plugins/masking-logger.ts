import type { JsonValue } from '../../domain/json.js';
import type { SecretMask } from '../../domain/secret-mask.js';
import type { Logger, LogLevel } from '../../ports/logger.js';

/** Masks secrets in what host and plugins log, before the logger shortens it: a secret that is cut is not found any more. */
export class MaskingLogger implements Logger {
  readonly #inner: Logger;
  readonly #secrets: SecretMask;

  constructor(inner: Logger, secrets: SecretMask) {
    this.#inner = inner;
    this.#secrets = secrets;
  }

  log(level: LogLevel, message: string, fields?: Readonly<Record<string, unknown>>): void {
    if (this.#secrets.isEmpty || !this.#inner.isEnabled(level)) this.#inner.log(level, message, fields);
    else this.#inner.log(level, this.#secrets.text(message), fields === undefined ? undefined : this.#masked(fields));
  }

  isEnabled(level: LogLevel): boolean {
    return this.#inner.isEnabled(level);
  }

  named(name: string): Logger {
    return new MaskingLogger(this.#inner.named(name), this.#secrets);
  }

  #masked(fields: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
    return Object.fromEntries(
      Object.entries(fields).map(([name, value]) => [this.#secrets.text(name), this.#maskedField(value)]),
    );
  }

  #maskedField(value: unknown): unknown {
    if (typeof value === 'string') return this.#secrets.text(value);
    if (value instanceof Error) return this.#maskedError(value);
    if (typeof value === 'number') return this.#secrets.value(value);
    if (typeof value !== 'object' || value === null) return value;
    const json = jsonOf(value);
    // A value without secrets stays as it is, also one that JSON does not have.
    return json === undefined || this.#secrets.text(json) === json
      ? value
      : this.#secrets.value(JSON.parse(json) as JsonValue);
  }

  /** The same error where it shows no secret; else one with its name, message and stack. */
  #maskedError(error: Error): Error {
    const texts = chainOf(error).flatMap(({ message, stack = '' }) => [message, stack]);
    if (texts.every((text) => this.#secrets.text(text) === text)) return error;
    const masked = new Error(this.#secrets.text(error.message));
    masked.name = error.name;
    masked.stack = this.#secrets.text(error.stack ?? '');
    return masked;
  }
}

function jsonOf(value: object): string | undefined {
  try {
    return JSON.stringify(value);
  } catch {
    return undefined;
  }
}

/** Causes may form a cycle. */
const mostCauses = 8;

function chainOf(error: Error): readonly Error[] {
  const chain: Error[] = [];
  for (let at: unknown = error; at instanceof Error && chain.length < mostCauses; at = at.cause) chain.push(at);
  return chain;
}
