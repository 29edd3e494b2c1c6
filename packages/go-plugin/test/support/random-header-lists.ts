import type { HeaderField } from '../../src/http2/hpack/header-field.js';

/** A list of fields: the first part may come again, the second one is new. */
export interface RandomList {
  readonly shared: readonly HeaderField[];
  readonly own: readonly HeaderField[];
  /** A new size of the dynamic table, now and then. */
  readonly tableSize: number | undefined;
}

const knownNames = [':path', ':status', 'content-type', 'grpc-timeout', 'authorization', 'x-custom', 'user-agent'];
const knownValues = ['', '200', 'application/grpc', 'trailers', ' blanks ', 'x'.repeat(3_000)];

/** Random lists of fields, the same for the same seed. There are too many of them for fast-check. */
export class RandomHeaderLists {
  #state: number;
  #lately: readonly HeaderField[] = [];

  constructor(seed: number) {
    this.#state = seed | 1;
  }

  next(): RandomList {
    // Half of the shared lists come again as they are, so that tables and caches are used.
    if (this.#lately.length === 0 || this.#below(2) === 0) this.#lately = this.#fields(7);
    const tableSize = this.#below(20) === 0 ? this.#below(4_097) : undefined;
    return { shared: this.#lately, own: this.#fields(4), tableSize };
  }

  #fields(most: number): readonly HeaderField[] {
    return Array.from({ length: this.#below(most) }, () => ({
      name: this.#oneOf(knownNames),
      value: this.#oneOf(knownValues),
    }));
  }

  #oneOf(known: readonly string[]): string {
    // The last one is long, and rare.
    const index = this.#below(known.length * 3);
    if (index < known.length - 1 || (index === known.length && this.#below(10) === 0))
      return known[index % known.length] ?? '';
    let text = '';
    for (let length = this.#below(24); length > 0; length -= 1) text += String.fromCharCode(this.#below(256));
    return text;
  }

  /** xorshift: a random number from 0 to `limit` - 1. */
  #below(limit: number): number {
    this.#state ^= this.#state << 13;
    this.#state ^= this.#state >>> 17;
    this.#state ^= this.#state << 5;
    return (this.#state >>> 0) % limit;
  }
}
