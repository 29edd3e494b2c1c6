/** The length of the prefix of each message, in bytes: the compressed flag and the length. */
const envelopeBytes = 5;

/** A received message, still compressed if its flag says so. */
export interface ReceivedMessage {
  readonly compressed: boolean;
  readonly payload: Buffer;
}

/** Why the byte stream of a call cannot be split into messages. */
export type FramingProblem =
  | { readonly kind: 'too-large'; readonly bytes: number; readonly limit: number }
  | { readonly kind: 'bad-flag'; readonly flag: number };

/** A message with its prefix, in one buffer, so that one write sends it. */
export function encodeMessage(payload: Uint8Array, compressed: boolean): Buffer {
  const framed = Buffer.allocUnsafe(envelopeBytes + payload.length);
  framed[0] = compressed ? 1 : 0;
  framed.writeUInt32BE(payload.length, 1);
  framed.set(payload, envelopeBytes);
  return framed;
}

/**
 * The payload, if `bytes` are exactly one message that is not compressed and within the limit. Otherwise undefined, and
 * {@link MessageDecoder} must read them.
 * @param limit largest payload in bytes, -1 for none
 */
export function wholeMessage(bytes: Buffer, limit: number): Buffer | undefined {
  const length = bytes.length - envelopeBytes;
  if (length < 0 || bytes[0] !== 0 || (limit >= 0 && length > limit)) return undefined;
  return bytes.readUInt32BE(1) === length ? bytes.subarray(envelopeBytes) : undefined;
}

/**
 * Splits the bytes of one direction of a call into messages. A payload within one chunk is a view on it. Only a payload that spans
 * chunks is copied. No memory is reserved for an announced length.
 */
export class MessageDecoder {
  readonly #limit: number;
  #parts: Buffer[] = [];
  #buffered = 0;
  /** How many bytes the next step needs: the prefix, or the whole message with its prefix. */
  #needed = envelopeBytes;

  /** @param limit largest payload in bytes, -1 for none */
  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Whether the bytes so far end in the middle of a message. */
  get incomplete(): boolean {
    return this.#buffered > 0;
  }

  /** Appends the messages that `chunk` completes to `out`. After a problem, the decoder must not be used again. */
  write(chunk: Buffer, out: ReceivedMessage[]): FramingProblem | undefined {
    let rest = chunk;
    if (this.#buffered > 0) {
      this.#parts.push(chunk);
      this.#buffered += chunk.length;
      if (this.#buffered < this.#needed) return undefined;
      rest = Buffer.concat(this.#parts, this.#buffered);
      this.#parts = [];
    }
    let offset = 0;
    while (rest.length - offset >= envelopeBytes) {
      const length = rest.readUInt32BE(offset + 1);
      const problem = this.#check(rest[offset] ?? 0, length);
      if (problem !== undefined) return problem;
      const end = offset + envelopeBytes + length;
      if (end > rest.length) {
        this.#keep(rest.subarray(offset), envelopeBytes + length);
        return undefined;
      }
      out.push({ compressed: rest[offset] === 1, payload: rest.subarray(offset + envelopeBytes, end) });
      offset = end;
    }
    this.#keep(rest.subarray(offset), envelopeBytes);
    return undefined;
  }

  #check(flag: number, length: number): FramingProblem | undefined {
    if (flag > 1) return { kind: 'bad-flag', flag };
    if (this.#limit >= 0 && length > this.#limit) return { kind: 'too-large', bytes: length, limit: this.#limit };
    return undefined;
  }

  #keep(rest: Buffer, needed: number): void {
    this.#buffered = rest.length;
    this.#needed = needed;
    if (rest.length > 0) this.#parts.push(rest);
  }
}
