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

/** Memory is reserved for this many times the bytes that have arrived, and for so many bytes at least. */
const growth = 4;
const leastReserved = 64 * 1024;

/**
 * Splits the bytes of one direction of a call into messages. A payload within one chunk is a view on it. Only a payload that spans
 * chunks is copied, as its parts arrive: joined at its end, it would take its size twice. An announced length alone reserves no memory.
 */
export class MessageDecoder {
  readonly #limit: number;
  /** The beginning of the prefix or of a message with its prefix. */
  #held: Buffer = nothing;
  #length = 0;
  /** How many bytes the next step needs: the prefix, or the whole message with its prefix. */
  #needed = envelopeBytes;

  /** @param limit largest payload in bytes, -1 for none */
  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Whether the bytes so far end in the middle of a message. */
  get incomplete(): boolean {
    return this.#length > 0;
  }

  /** Appends the messages that `chunk` completes to `out`. After a problem, the decoder must not be used again. */
  write(chunk: Buffer, out: ReceivedMessage[]): FramingProblem | undefined {
    let at = 0;
    while (this.#length > 0) {
      at += this.#hold(chunk.subarray(at));
      if (this.#length < this.#needed) return undefined;
      const problem = this.#checkHeld(out);
      if (problem !== undefined) return problem;
    }
    while (chunk.length - at >= envelopeBytes) {
      const problem = this.#check(chunk, at);
      if (problem !== undefined) return problem;
      const end = at + envelopeBytes + chunk.readUInt32BE(at + 1);
      if (end > chunk.length) {
        this.#needed = end - at;
        break;
      }
      out.push({ compressed: chunk[at] === 1, payload: chunk.subarray(at + envelopeBytes, end) });
      at = end;
    }
    this.#hold(chunk.subarray(at));
    return undefined;
  }

  /** Looks at the prefix that is held, or hands out the message. */
  #checkHeld(out: ReceivedMessage[]): FramingProblem | undefined {
    const held = this.#held;
    const problem = this.#check(held, 0);
    if (problem !== undefined) return problem;
    const end = envelopeBytes + held.readUInt32BE(1);
    if (this.#needed < end) {
      this.#needed = end;
      return undefined;
    }
    out.push({ compressed: held[0] === 1, payload: held.subarray(envelopeBytes, end) });
    this.#held = nothing;
    this.#length = 0;
    this.#needed = envelopeBytes;
    return undefined;
  }

  #check(bytes: Buffer, at: number): FramingProblem | undefined {
    const flag = bytes[at] ?? 0;
    const length = bytes.readUInt32BE(at + 1);
    if (flag > 1) return { kind: 'bad-flag', flag };
    if (this.#limit >= 0 && length > this.#limit) return { kind: 'too-large', bytes: length, limit: this.#limit };
    return undefined;
  }

  /** Keeps as many bytes as are needed. @returns how many */
  #hold(bytes: Buffer): number {
    const taken = Math.min(bytes.length, this.#needed - this.#length);
    if (taken === 0) return 0;
    const length = this.#length + taken;
    if (length > this.#held.length) {
      const larger = reserved(Math.min(this.#needed, Math.max(leastReserved, length * growth)));
      this.#held.copy(larger, 0, 0, this.#length);
      releaseMessage(this.#held);
      this.#held = larger;
    }
    bytes.copy(this.#held, this.#length, 0, taken);
    this.#length = length;
    return taken;
  }
}

const nothing = Buffer.alloc(0);

/** Memory for a message that is held. A large one can be given back before its buffer is collected. */
function reserved(bytes: number): Buffer {
  if (bytes < leastReleased) return Buffer.allocUnsafe(bytes);
  return Buffer.from(new ArrayBuffer(bytes, { maxByteLength: bytes }));
}

const leastReleased = 1024 * 1024;

/**
 * Gives back the memory of a large message that has arrived in parts. Otherwise it would be held until the garbage is collected, which may be long after
 * the message has been read. Nothing may look at the bytes, or at a view on them, afterwards. Does nothing with other bytes.
 */
export function releaseMessage({ buffer }: Uint8Array): void {
  if (buffer instanceof ArrayBuffer && buffer.resizable) buffer.resize(0);
}
