import { withinLimits } from 'plugin-async';
import type { CallOptions } from '../../ports/call-options.js';
import type { SecretFile, ValueSource } from '../../ports/value-source.js';
import { storageLimits } from '../shared/storage-limits.js';

/** What an {@link InMemoryValueSource} gives. */
export interface GivenValues {
  /** The environment variables. @default none */
  readonly env?: Readonly<Record<string, string>>;
  /** The content of files with secrets, by their paths. @default none */
  readonly files?: Readonly<Record<string, string>>;
}

/** Values that a program gives, for hosts that read neither their environment nor files, and for tests. */
export class InMemoryValueSource implements ValueSource {
  readonly #env: ReadonlyMap<string, string>;
  readonly #files: ReadonlyMap<string, string>;

  constructor({ env = {}, files = {} }: GivenValues = {}) {
    this.#env = new Map(Object.entries(env));
    this.#files = new Map(Object.entries(files));
  }

  /** A variable of the constructor. */
  variable(name: string): string | undefined {
    return this.#env.get(name);
  }

  /** All variables of the constructor. */
  variableNames(): readonly string[] {
    return [...this.#env.keys()];
  }

  /** A file of the constructor. */
  secretFile(path: string, options: CallOptions = {}): Promise<SecretFile> {
    return withinLimits(options, storageLimits('*', 'read a secret', path), () =>
      Promise.resolve(this.#secretIn(path)),
    );
  }

  #secretIn(path: string): SecretFile {
    const secret = this.#files.get(path)?.replace(/\r?\n$/u, '');
    if (secret === undefined) return { ok: false, problem: `${path} does not exist` };
    return secret === '' ? { ok: false, problem: `${path} is empty` } : { ok: true, secret };
  }
}
