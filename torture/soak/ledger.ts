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

/** A run of a day makes fewer calls. */
const mostCalls = 2 ** 26;

const prefix = 'call-';
const numberOf = (id: string): number => Number(id.slice(prefix.length));

/** Keeps what the host said of each call, and compares it with what the plugins noted. */
export class Ledger {
  #begun = 0;
  #untyped: string[] = [];
  /**
   * A byte for each call, which the system gives memory page by page. A set of ids would take 100 bytes for each, in the process whose memory is
   * watched.
   */
  readonly #isAnswered = new Uint8Array(mostCalls);
  #answers = 0;
  readonly #failed = new Map<string, number>();
  #failures = 0;

  /** @returns an id that no other call has */
  begin(): string {
    return `${prefix}${++this.#begun}`;
  }

  answered(id: string, text: unknown): void {
    if (text !== id) {
      this.#untyped.push(`${id} was answered with ${String(text)}`);
      return;
    }
    this.#isAnswered[numberOf(id)] = 1;
    this.#answers++;
  }

  failed(id: string, error: unknown): void {
    this.#failures++;
    if (AwfError.is(error)) this.#failed.set(error.code, (this.#failed.get(error.code) ?? 0) + 1);
    else this.#untyped.push(`${id} failed with ${String(error)}`);
  }

  /** @param folder where the plugins have noted what they have executed */
  async account(folder: string): Promise<Account> {
    const times = new Uint8Array(mostCalls);
    for (const file of await readdir(folder))
      for (const id of (await readFile(join(folder, file), 'utf8')).split('\n').filter((line) => line !== '')) {
        const call = numberOf(id);
        times[call] = (times[call] ?? 0) + 1;
      }
    let lost = 0;
    let twice = 0;
    for (let call = 1; call <= this.#begun; call += 1) {
      if (this.#isAnswered[call] === 1 && times[call] === 0) lost++;
      if ((times[call] ?? 0) > 1) twice++;
    }
    return {
      calls: this.#begun,
      answered: this.#answers,
      failed: this.#failed,
      untyped: this.#untyped,
      lost,
      twice,
      open: this.#begun - this.#answers - this.#failures,
    };
  }
}
