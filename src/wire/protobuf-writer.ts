import type { JsonValues } from './json-values.js';

/** Takes the fields of one message, all with numbers below 16. What is the default of proto3 is left out. */
export interface MessageFields {
  bool(field: number, value: boolean): void;
  text(field: number, text: string): void;
  bytes(field: number, bytes: Uint8Array): void;
  /** A message that is encoded already. Unlike bytes, it is also written if it is empty. */
  message(field: number, message: Uint8Array): void;
  /** An int32, int64 or uint64 that is not negative. */
  integer(field: number, value: number | bigint): void;
  /** A `map<string, bytes>`: a message for each entry, with its key in field 1 and its value in field 2. */
  values(field: number, values: JsonValues): void;
}

/**
 * Encodes a message into one buffer of the right size. Half a surrogate pair in a text becomes U+FFFD: a peer written in Go would refuse the
 * whole message.
 * @param describe names the fields of the message, always the same ones: it is called twice, to measure and to write
 */
export function encodeMessage(describe: (fields: MessageFields) => void): Buffer {
  const measure = new Measure();
  describe(measure);
  const writer = new Writer(measure);
  describe(writer);
  return writer.encoded;
}

/** Texts up to this length are looked at here. Node's own functions are quicker with longer ones. */
const shortText = 32;

function byteLength(text: string): number {
  if (text.length > shortText) return Buffer.byteLength(text);
  for (let at = 0; at < text.length; at += 1) if (text.charCodeAt(at) >= 0x80) return Buffer.byteLength(text);
  return text.length;
}

/** Bytes of a field that has a length, with its tag. */
function sizeOfField(length: number): number {
  let size = 2 + length;
  for (let rest = length; rest >= 0x80; rest = Math.floor(rest / 0x80)) size += 1;
  return size;
}

/** Whole numbers in bigints, because the nanoseconds since 1970 need more than 53 bits. */
function sizeOfVarint(value: number | bigint): number {
  let size = 1;
  for (let rest = BigInt(value) >> 7n; rest > 0n; rest >>= 7n) size += 1;
  return size;
}

class Measure implements MessageFields {
  /** The lengths of all fields that have one, in their order: measuring a text takes a pass over it. */
  readonly lengths: number[] = [];
  size = 0;

  bool(_field: number, value: boolean): void {
    if (value) this.size += 2;
  }

  text(_field: number, text: string): void {
    if (text === '') return;
    const length = byteLength(text);
    this.lengths.push(length);
    this.size += sizeOfField(length);
  }

  bytes(field: number, bytes: Uint8Array): void {
    if (bytes.length > 0) this.message(field, bytes);
  }

  message(_field: number, { length }: Uint8Array): void {
    this.lengths.push(length);
    this.size += sizeOfField(length);
  }

  integer(_field: number, value: number | bigint): void {
    if (BigInt(value) > 0n) this.size += 1 + sizeOfVarint(value);
  }

  values(_field: number, values: JsonValues): void {
    for (const [key, value] of values) {
      const keyLength = byteLength(key);
      const valueLength = byteLength(value);
      const length = sizeOfField(keyLength) + sizeOfField(valueLength);
      this.lengths.push(length, keyLength, valueLength);
      this.size += sizeOfField(length);
    }
  }
}

const delimited = 2;

class Writer implements MessageFields {
  readonly encoded: Buffer;
  readonly #lengths: readonly number[];
  #next = 0;
  #at = 0;

  constructor({ size, lengths }: Measure) {
    this.encoded = Buffer.allocUnsafe(size);
    this.#lengths = lengths;
  }

  bool(field: number, value: boolean): void {
    if (!value) return;
    this.encoded[this.#at++] = field << 3;
    this.encoded[this.#at++] = 1;
  }

  text(field: number, text: string): void {
    if (text !== '') this.#text(field, text);
  }

  bytes(field: number, bytes: Uint8Array): void {
    if (bytes.length > 0) this.message(field, bytes);
  }

  message(field: number, message: Uint8Array): void {
    this.#header(field);
    this.encoded.set(message, this.#at);
    this.#at += message.length;
  }

  integer(field: number, value: number | bigint): void {
    let rest = BigInt(value);
    if (rest <= 0n) return;
    this.encoded[this.#at++] = field << 3;
    for (; rest >= 0x80n; rest >>= 7n) this.encoded[this.#at++] = Number(rest & 0x7fn) | 0x80;
    this.encoded[this.#at++] = Number(rest);
  }

  values(field: number, values: JsonValues): void {
    for (const [key, value] of values) {
      this.#header(field);
      this.#text(1, key);
      this.#text(2, value);
    }
  }

  #text(field: number, text: string): void {
    const length = this.#header(field);
    if (length === text.length && length <= shortText)
      for (let at = 0; at < length; at += 1) this.encoded[this.#at + at] = text.charCodeAt(at);
    else this.encoded.write(text, this.#at);
    this.#at += length;
  }

  /** @returns the length of the field */
  #header(field: number): number {
    const length = this.#lengths[this.#next++] ?? 0;
    this.encoded[this.#at++] = (field << 3) | delimited;
    let rest = length;
    for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) this.encoded[this.#at++] = (rest & 0x7f) | 0x80;
    this.encoded[this.#at++] = rest;
    return length;
  }
}
