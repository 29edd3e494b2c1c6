import type { JsonValues } from './json-values.js';

/** Takes the fields of one message, all with numbers below 16. What is the default of proto3 is left out. */
export interface MessageFields {
  bool(field: number, value: boolean): void;
  text(field: number, text: string): void;
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
  return writer.bytes;
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
  readonly bytes: Buffer;
  readonly #lengths: readonly number[];
  #next = 0;
  #at = 0;

  constructor({ size, lengths }: Measure) {
    this.bytes = Buffer.allocUnsafe(size);
    this.#lengths = lengths;
  }

  bool(field: number, value: boolean): void {
    if (!value) return;
    this.bytes[this.#at++] = field << 3;
    this.bytes[this.#at++] = 1;
  }

  text(field: number, text: string): void {
    if (text !== '') this.#text(field, text);
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
      for (let at = 0; at < length; at += 1) this.bytes[this.#at + at] = text.charCodeAt(at);
    else this.bytes.write(text, this.#at);
    this.#at += length;
  }

  /** @returns the length of the field */
  #header(field: number): number {
    const length = this.#lengths[this.#next++] ?? 0;
    this.bytes[this.#at++] = (field << 3) | delimited;
    let rest = length;
    for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) this.bytes[this.#at++] = (rest & 0x7f) | 0x80;
    this.bytes[this.#at++] = rest;
    return length;
  }
}
