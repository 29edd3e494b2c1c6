import { DynamicTable } from './dynamic-table.js';
import { sizeOfField, type HeaderField } from './header-field.js';
import { encodeHuffman, huffmanLength } from './huffman.js';
import { findStatic, staticNames, staticTable } from './static-table.js';

/** Bytes of the dynamic table at most, whatever more the other side offers: HTTP/2's default. */
const largestTable = 4096;

/** Values that no intermediary may put into a table of its own, RFC 7541 section 7.1.3. */
const sensitiveNames: ReadonlySet<string> = new Set(['authorization', 'cookie', 'proxy-authorization', 'set-cookie']);

/** A block that encoded the same list before, as long as the table is as it was then. */
interface Encoded {
  readonly bytes: Buffer;
  readonly tableVersion: number;
}

/**
 * HPACK's encoder, RFC 7541, for the blocks of one direction of one connection.
 *
 * A list has two parts. The first is the same for many blocks, such as the headers of one method: its fields go into the dynamic table, while
 * there is room, and its encoding is kept with the list, so that later blocks copy it. The second is a block's own, such as a deadline: it
 * goes out as it is and leaves the table alone. Huffman coding costs time on both sides and saves bytes, which a link to a plugin has in
 * plenty, so only fields that enter the table have it.
 */
export class HpackEncoder {
  readonly #table = new DynamicTable(largestTable);
  /** Where the fields of the table are: entry number by value by name. */
  readonly #entries = new Map<string, Map<string, number>>();
  readonly #encoded = new WeakMap<readonly HeaderField[], Encoded>();
  #target = Buffer.allocUnsafe(1024);
  #at = 0;
  #inserted = 0;
  #tableVersion = 0;
  #limit = largestTable;
  #announce: { smallest: number } | undefined;

  /** The other side's SETTINGS_HEADER_TABLE_SIZE. */
  limitTable(bytes: number): void {
    const limit = Math.min(bytes, largestTable);
    if (limit === this.#limit && this.#announce === undefined) return;
    this.#announce = { smallest: Math.min(this.#announce?.smallest ?? limit, limit) };
    this.#limit = limit;
    // Nothing is evicted one by one here: whatever its size, the table starts again.
    this.#table.resize(0);
    this.#table.resize(limit);
    this.#entries.clear();
    this.#tableVersion += 1;
  }

  /** The block of `shared` followed by `own`; valid until the next call. */
  encode(shared: readonly HeaderField[], own: readonly HeaderField[]): Buffer {
    this.#at = 0;
    if (this.#announce !== undefined) this.#announceTableSize(this.#announce.smallest);
    const known = this.#encoded.get(shared);
    if (known?.tableVersion === this.#tableVersion) this.#copy(known.bytes);
    else this.#encodeShared(shared);
    for (const field of own) this.#writeLiteral(field, sensitiveNames.has(field.name) ? 0x10 : 0, 4, false);
    return this.#target.subarray(0, this.#at);
  }

  #encodeShared(shared: readonly HeaderField[]): void {
    const start = this.#at;
    const before = this.#tableVersion;
    for (const field of shared) this.#writeShared(field);
    if (this.#tableVersion !== before) return;
    const bytes = Buffer.from(this.#target.subarray(start, this.#at));
    this.#encoded.set(shared, { bytes, tableVersion: before });
  }

  #writeShared(field: HeaderField): void {
    const index = findStatic(field.name, field.value) || this.#findDynamic(field);
    if (index > 0) {
      this.#room(8);
      this.#integer(0x80, 7, index);
      return;
    }
    // Without evictions the table settles, and with it everything that is kept.
    if (sizeOfField(field) > this.#table.room) {
      this.#writeLiteral(field, 0, 4, false);
      return;
    }
    this.#writeLiteral(field, 0x40, 6, true);
    this.#table.add(field);
    this.#inserted += 1;
    this.#tableVersion += 1;
    let values = this.#entries.get(field.name);
    if (values === undefined) this.#entries.set(field.name, (values = new Map<string, number>()));
    values.set(field.value, this.#inserted);
  }

  #findDynamic({ name, value }: HeaderField): number {
    const entry = this.#entries.get(name)?.get(value);
    return entry === undefined ? 0 : staticTable.length + this.#inserted - entry + 1;
  }

  #writeLiteral({ name, value }: HeaderField, pattern: number, prefixBits: number, huffman: boolean): void {
    const index = staticNames.get(name) ?? 0;
    this.#room(24 + name.length + value.length);
    this.#integer(pattern, prefixBits, index);
    if (index === 0) this.#string(name, huffman);
    this.#string(value, huffman);
  }

  #string(text: string, huffman: boolean): void {
    const coded = huffman ? huffmanLength(text) : text.length;
    if (coded < text.length) {
      this.#integer(0x80, 7, coded);
      this.#at = encodeHuffman(text, this.#target, this.#at);
      return;
    }
    this.#integer(0, 7, text.length);
    this.#at += this.#target.write(text, this.#at, 'latin1');
  }

  #announceTableSize(smallest: number): void {
    this.#room(16);
    if (smallest < this.#limit) this.#integer(0x20, 5, smallest);
    this.#integer(0x20, 5, this.#limit);
    this.#announce = undefined;
  }

  #integer(pattern: number, prefixBits: number, value: number): void {
    const most = (1 << prefixBits) - 1;
    if (value < most) {
      this.#target[this.#at++] = pattern | value;
      return;
    }
    this.#target[this.#at++] = pattern | most;
    let rest = value - most;
    for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) this.#target[this.#at++] = (rest & 0x7f) | 0x80;
    this.#target[this.#at++] = rest;
  }

  #copy(bytes: Buffer): void {
    this.#room(bytes.length);
    this.#target.set(bytes, this.#at);
    this.#at += bytes.length;
  }

  #room(bytes: number): void {
    if (this.#target.length - this.#at >= bytes) return;
    const larger = Buffer.allocUnsafe(Math.max(this.#target.length * 2, this.#at + bytes));
    larger.set(this.#target.subarray(0, this.#at));
    this.#target = larger;
  }
}
