import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AwfError } from '../../src/domain/errors/awf-error.js';

/** What became of all calls, by the code of their error. */
export interface Account {
  readonly calls: number;
  readonly answered: number;
  /** How many calls failed with each typed error. */
  readonly failed: ReadonlyMap<string, number>;
  /** Calls with another error, or with the answer to another call. */
  readonly untyped: readonly string[];
  /** Calls that were answered, and that no plugin has executed. */
  readonly lost: number;
  /** Calls that plugins have executed more than once. */
  readonly twice: number;
  /** Calls that nobody has answered in time. */
  readonly open: number;
}

/** Keeps what the host said of each call, and compares it with what the plugins noted. */
export class Ledger {
  #begun = 0;
  #untyped: string[] = [];
  readonly #answered = new Set<string>();
  readonly #failed = new Map<string, number>();
  #failures = 0;

  /** @returns an id that no other call has */
  begin(): string {
    return `call-${++this.#begun}`;
  }

  answered(id: string, text: unknown): void {
    if (text === id) this.#answered.add(id);
    else this.#untyped.push(`${id} was answered with ${String(text)}`);
  }

  failed(id: string, error: unknown): void {
    this.#failures++;
    if (AwfError.is(error)) this.#failed.set(error.code, (this.#failed.get(error.code) ?? 0) + 1);
    else this.#untyped.push(`${id} failed with ${String(error)}`);
  }

  /** @param folder where the plugins have noted what they have executed */
  async account(folder: string): Promise<Account> {
    const times = new Map<string, number>();
    for (const file of await readdir(folder))
      for (const id of (await readFile(join(folder, file), 'utf8')).split('\n').filter((line) => line !== ''))
        times.set(id, (times.get(id) ?? 0) + 1);
    return {
      calls: this.#begun,
      answered: this.#answered.size,
      failed: this.#failed,
      untyped: this.#untyped,
      lost: [...this.#answered].filter((id) => !times.has(id)).length,
      twice: [...times.values()].filter((count) => count > 1).length,
      open: this.#begun - this.#answered.size - this.#failures,
    };
  }
}
