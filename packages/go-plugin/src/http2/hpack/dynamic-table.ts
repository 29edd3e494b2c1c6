import { sizeOfField, type HeaderField } from './header-field.js';

/** HPACK's dynamic table, RFC 7541 section 2.3.2. The newest entry has position 1, and the oldest is evicted first. */
export class DynamicTable {
  /** Oldest first. Entries before `#first` have been evicted. */
  #entries: HeaderField[] = [];
  #first = 0;
  #size = 0;
  #limit: number;

  /** @param limit bytes, as {@link sizeOfField} counts them */
  constructor(limit: number) {
    this.#limit = limit;
  }

  get length(): number {
    return this.#entries.length - this.#first;
  }

  /** Free bytes. */
  get room(): number {
    return this.#limit - this.#size;
  }

  at(position: number): HeaderField | undefined {
    if (position < 1 || position > this.length) return undefined;
    return this.#entries[this.#entries.length - position];
  }

  /** Adds a field, and evicts entries to make room. A field larger than the whole table empties it. That is not an error. */
  add(field: HeaderField): void {
    const size = sizeOfField(field);
    this.#evictTo(this.#limit - size);
    if (size > this.#limit) return;
    this.#entries.push(field);
    this.#size += size;
  }

  resize(limit: number): void {
    this.#limit = limit;
    this.#evictTo(limit);
  }

  #evictTo(size: number): void {
    while (this.#size > size && this.#first < this.#entries.length) {
      const oldest = this.#entries[this.#first];
      this.#first += 1;
      if (oldest !== undefined) this.#size -= sizeOfField(oldest);
    }
    // Many evicted entries are dropped at once, because each removal moves all the others.
    if (this.#first > 64 && this.#first > this.#entries.length / 2) {
      this.#entries = this.#entries.slice(this.#first);
      this.#first = 0;
    }
  }
}
