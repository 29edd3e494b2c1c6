import { DynamicTable } from './dynamic-table.js';
import { sizeOfField, type HeaderField } from './header-field.js';
import { encodeHuffman, huffmanLength } from './huffman.js';
import { findStatic, staticNames, staticTable } from './static-table.js';

/** The largest dynamic table in bytes, even if the other side allows more: HTTP/2's default. */
const largestTable = 4096;

/** Names whose values no proxy may put into a table, RFC 7541 section 7.1.3. */
const sensitiveNames: ReadonlySet<string> = new Set(['authorization', 'cookie', 'proxy-authorization', 'set-cookie']);

/** The encoded block of a list. Valid while the table does not change. */
interface Encoded {
  readonly bytes: Buffer;
  readonly tableVersion: number;
}

/**
 * HPACK's encoder, RFC 7541, for the blocks of one direction of one connection.
 *
 * A list has two parts. The first is the same for many blocks, for example the headers of one method. Its fields go into the dynamic table
 * while there is room, and its encoding is kept, so that later blocks copy it. The second part belongs to one block, for example a
 * deadline. It does not change the table. Huffman coding costs time on both sides. It saves bytes, but the link to a plugin has enough
 * bandwidth. So only fields that enter the table are Huffman-coded.
 */
export class HpackEncoder {
  readonly #table = new DynamicTable(largestTable);
  /** Finds an entry of the table: its number by name and value. */
  readonly #entries = new Map<string, Map<string, number>>();
  readonly #encoded = new WeakMap<readonly HeaderField[], Encoded>();
  #target = Buffer.allocUnsafe(1024);
  #at = 0;
  #inserted = 0;
  #tableVersion = 0;
  #limit = largestTable;
  #announce: { smallest: number } | undefined;

  /** Applies the other side's SETTINGS_HEADER_TABLE_SIZE. */
  limitTable(bytes: number): void {
    const limit = Math.min(bytes, largestTable);
    if (limit === this.#limit && this.#announce === undefined) return;
    this.#announce = { smallest: Math.min(this.#announce?.smallest ?? limit, limit) };
    this.#limit = limit;
    // Entries are not evicted one by one. The table starts again empty.
    this.#table.resize(0);
    this.#table.resize(limit);
    this.#entries.clear();
    this.#tableVersion += 1;
  }

  /** Returns the block of `shared` followed by `own`. It is valid until the next call. */
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
    // Without evictions the table stops changing, and the kept blocks stay valid.
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
