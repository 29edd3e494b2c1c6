import buffer from 'node:buffer';
import { mostFields, mostMembers } from './message-limits.js';
import { TextMemory } from './text-memory.js';

/** protobuf's wire types, as far as proto3 has them. */
const wireType = { varint: 0, fixed64: 1, delimited: 2, fixed32: 5 } as const;

const longestVarint = 10;
const largestTag = 0xffff_ffff;

/**
 * Reads the fields of one protobuf message. Texts are decoded straight from its bytes, also those of fields of bytes that hold a text. Every
 * length is checked against the end of the message.
 *
 * A field that has another wire type than its reader expects is skipped, as protobuf demands of unknown fields.
 */
export class ProtobufReader {
  readonly #bytes: Buffer;
  readonly #memory: TextMemory | undefined;
  readonly #end: number;
  #at: number;
  #type: number = wireType.varint;
  #fields = 0;

  private constructor(bytes: Buffer, memory: TextMemory | undefined, start: number, end: number) {
    this.#bytes = bytes;
    this.#memory = memory;
    this.#at = start;
    this.#end = end;
  }

  /** @param textBytes how many bytes of memory the texts of the message may take @default any number */
  static of(bytes: Uint8Array, textBytes = Infinity): ProtobufReader {
    const given = Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    return new ProtobufReader(given, TextMemory.of(given, textBytes), 0, given.length);
  }

  /** The number of the next field; 0 at the end of the message. Its value must be read or skipped. @throws Error */
  next(): number {
    if (this.#at >= this.#end) return 0;
    this.#fields += 1;
    if (this.#fields > mostFields) throw new RangeError(`a message with more than ${mostFields} fields`);
    const tag = this.#varint();
    if (tag < 8 || tag > largestTag) throw malformed();
    this.#type = tag % 8;
    return Math.floor(tag / 8);
  }

  /** Reads a text, with U+FFFD for what is not UTF-8; undefined for a field of another type. @throws Error */
  text(): string | undefined {
    const start = this.#delimited();
    if (start < 0) return undefined;
    this.#memory?.take(this.#bytes.subarray(start, this.#at));
    return decodeText(this.#bytes, start, this.#at, this.#memory !== undefined);
  }

  /** Reads a message inside this one; undefined for a field of another type. @throws Error */
  message(): ProtobufReader | undefined {
    const start = this.#delimited();
    return start < 0 ? undefined : new ProtobufReader(this.#bytes, this.#memory, start, this.#at);
  }

  /** Reads bytes, as a view of the message; undefined for a field of another type. @throws Error */
  bytes(): Uint8Array | undefined {
    const start = this.#delimited();
    return start < 0 ? undefined : this.#bytes.subarray(start, this.#at);
  }

  /** Reads an int32, int64 or uint64, to the precision of a number; undefined for a field of another type. @throws Error */
  integer(): number | undefined {
    if (this.#type !== wireType.varint) {
      this.skip();
      return undefined;
    }
    const value = this.#varint();
    // The largest half of 64 bits are the negative numbers.
    return value < 2 ** 63 ? value : value - 2 ** 64;
  }

  /** Reads an int32, or what is left of a larger number in 32 bits; undefined for a field of another type. @throws Error */
  int32(): number | undefined {
    if (this.#type !== wireType.varint) {
      this.skip();
      return undefined;
    }
    const start = this.#at;
    this.#varint();
    let value = 0;
    // The fifth byte has the highest four bits.
    for (let at = start; at < Math.min(this.#at, start + 5); at += 1)
      value |= ((this.#bytes[at] ?? 0) & 0x7f) << (7 * (at - start));
    return value;
  }

  /** Reads one entry of a `map<string, bytes>` or `map<string, string>` whose bytes are text. @throws Error */
  value(values: Map<string, string>): void {
    const entry = this.message();
    if (entry === undefined) return;
    let key = '';
    let value = '';
    for (let field = entry.next(); field !== 0; field = entry.next())
      if (field === 1) key = entry.text() ?? key;
      else if (field === 2) value = entry.text() ?? value;
      else entry.skip();
    values.set(key, value);
    if (values.size > mostMembers) throw new RangeError(`a message with more than ${mostMembers} members`);
  }

  /** Reads a bool; undefined for a field of another type. @throws Error */
  bool(): boolean | undefined {
    if (this.#type === wireType.varint) return this.#varint() !== 0;
    this.skip();
    return undefined;
  }

  /** Passes over the value of a field. @throws Error for groups, too, which proto3 does not have */
  skip(): void {
    if (this.#type === wireType.varint) this.#varint();
    else if (this.#type === wireType.delimited) this.#delimited();
    else if (this.#type === wireType.fixed64) this.#advance(8);
    else if (this.#type === wireType.fixed32) this.#advance(4);
    else throw malformed();
  }

  /** @returns where the value begins, which ends where the next field begins; -1 for a field of another type, which is skipped */
  #delimited(): number {
    if (this.#type !== wireType.delimited) {
      this.skip();
      return -1;
    }
    const length = this.#varint();
    const start = this.#at;
    this.#advance(length);
    return start;
  }

  #advance(length: number): void {
    if (length > this.#end - this.#at) throw malformed();
    this.#at += length;
  }

  /** Exact up to 2^53; what is larger is neither a length nor a tag that fits. */
  #varint(): number {
    const first = this.#bytes[this.#at] ?? 0;
    if (first < 0x80 && this.#at < this.#end) {
      this.#at += 1;
      return first;
    }
    let value = 0;
    let factor = 1;
    for (let index = 0; index < longestVarint && this.#at < this.#end; index += 1) {
      const byte = this.#bytes[this.#at] ?? 0;
      this.#at += 1;
      value += (byte & 0x7f) * factor;
      if (byte < 0x80) return value;
      factor *= 0x80;
    }
    throw malformed();
  }
}

/** From this length on, the quicker way to decode is worth looking for. */
const longText = 64 * 1024;

/** @param sparing whether to take no memory but that of the text, and more time */
function decodeText(bytes: Buffer, start: number, end: number, sparing: boolean): string {
  if (sparing || end - start < longText) return bytes.toString('utf8', start, end);
  const part = bytes.subarray(start, end);
  if (buffer.isAscii(part) || !buffer.isUtf8(part)) return part.toString('utf8');
  try {
    // V8 decodes all but ASCII character by character. Node's converter is three times as fast, but does not take invalid bytes.
    return buffer.transcode(part, 'utf8', 'utf16le').toString('utf16le');
  } catch {
    // Bun has no converter.
    return part.toString('utf8');
  }
}

const malformed = (): Error => new Error('not a valid protobuf message');
