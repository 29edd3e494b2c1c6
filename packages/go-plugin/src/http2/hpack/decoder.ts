import { ConnectionError, errorCode } from '../error-code.js';
import { DynamicTable } from './dynamic-table.js';
import { HeaderBlock } from './header-block.js';
import { sizeOfField, type HeaderField } from './header-field.js';
import { decodeHuffman } from './huffman.js';
import { staticTable } from './static-table.js';

/** The size of the dynamic table in bytes: HTTP/2's default, which this side does not change. */
export const decoderTableBytes = 4096;
/** How many blocks to remember. Above that, all are forgotten. */
const mostCached = 512;
/** The longest block to remember, in bytes. */
const longestCached = 256;

const broken = (what: string): ConnectionError => new ConnectionError(errorCode.COMPRESSION_ERROR, `HPACK: ${what}`);

/**
 * HPACK's decoder, RFC 7541, for the blocks of one direction of one connection. It decodes every block to its end, to keep the dynamic
 * table correct, and keeps only as many fields of a block as `maxListBytes` allows.
 *
 * A block of indexed fields does not change the table, and calls of one method mostly have the same block. Such a block is decoded
 * once. Until the table changes, it is then looked up by its bytes.
 */
export class HpackDecoder {
  readonly #maxListBytes: number;
  readonly #table = new DynamicTable(decoderTableBytes);
  readonly #cache = new Map<string, HeaderBlock>();
  #bytes: Buffer = Buffer.alloc(0);
  #at = 0;
  #end = 0;

  /** @param maxListBytes as SETTINGS_MAX_HEADER_LIST_SIZE counts them */
  constructor(maxListBytes: number) {
    this.#maxListBytes = maxListBytes;
  }

  /** @throws ConnectionError COMPRESSION_ERROR. The tables of the two sides differ afterwards */
  decode(bytes: Buffer, start: number, end: number): HeaderBlock {
    const key = end - start <= longestCached ? bytes.toString('latin1', start, end) : undefined;
    const cached = key === undefined ? undefined : this.#cache.get(key);
    if (cached !== undefined) return cached;
    this.#bytes = bytes;
    this.#at = start;
    this.#end = end;
    this.#readSizeUpdates();
    const fields: HeaderField[] = [];
    let size = 0;
    let indexedOnly = this.#at === start;
    while (this.#at < end) {
      const first = bytes[this.#at] ?? 0;
      if (first < 0x80) indexedOnly = false;
      const field = first >= 0x80 ? this.#field(this.#integer(7)) : this.#literal(first);
      size += sizeOfField(field);
      if (size <= this.#maxListBytes) fields.push(field);
    }
    const block = new HeaderBlock(fields, size > this.#maxListBytes);
    if (indexedOnly && key !== undefined) this.#remember(key, block);
    return block;
  }

  #remember(key: string, block: HeaderBlock): void {
    if (this.#cache.size >= mostCached) this.#cache.clear();
    this.#cache.set(key, block);
  }

  #readSizeUpdates(): void {
    while (this.#at < this.#end && ((this.#bytes[this.#at] ?? 0) & 0xe0) === 0x20) {
      const limit = this.#integer(5);
      if (limit > decoderTableBytes) throw broken('a table size beyond the one that was agreed on');
      this.#table.resize(limit);
      this.#cache.clear();
    }
  }

  #literal(first: number): HeaderField {
    if ((first & 0xe0) === 0x20) throw broken('a table size update in the middle of a block');
    const indexed = (first & 0xc0) === 0x40;
    const index = this.#integer(indexed ? 6 : 4);
    const name = index === 0 ? this.#string() : this.#field(index).name;
    const field = { name, value: this.#string() };
    if (!indexed) return field;
    this.#table.add(field);
    // The indices now refer to other fields.
    this.#cache.clear();
    return field;
  }

  #field(index: number): HeaderField {
    const field = index <= staticTable.length ? staticTable[index - 1] : this.#table.at(index - staticTable.length);
    if (field === undefined) throw broken(`index ${index} is not in the tables`);
    return field;
  }

  #integer(prefixBits: number): number {
    const most = (1 << prefixBits) - 1;
    let value = (this.#bytes[this.#at] ?? 0) & most;
    this.#at += 1;
    if (value < most) return value;
    for (let shift = 0; shift <= 21; shift += 7) {
      if (this.#at >= this.#end) throw broken('a number ends in the middle');
      const byte = this.#bytes[this.#at] ?? 0;
      this.#at += 1;
      value += (byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
    throw broken('a number is too large');
  }

  #string(): string {
    if (this.#at >= this.#end) throw broken('a block ends in the middle of a field');
    const huffman = (this.#bytes[this.#at] ?? 0) >= 0x80;
    const length = this.#integer(7);
    const start = this.#at;
    const end = start + length;
    if (end > this.#end) throw broken('a string is longer than its block');
    this.#at = end;
    if (!huffman) return this.#bytes.toString('latin1', start, end);
    const text = decodeHuffman(this.#bytes, start, end);
    if (text === undefined) throw broken('a string is not valid Huffman code');
    return text;
  }
}
