import { decodeHeader, frameType, headerLength, type FrameHeader } from './frame.js';

/**
 * Receives the output of a {@link FrameDecoder} in order: a header, the payload in any number of pieces, the end of the
 * frame.
 */
export interface FrameSink {
  header(header: FrameHeader): void;
  /** A piece of the payload of the last header. It is a view on the received bytes, not a copy. */
  payload(bytes: Buffer): void;
  end(header: FrameHeader): void;
}

/** Splits a byte stream into frames, wherever the chunks are cut. Holds at most one incomplete header. */
export class FrameDecoder {
  readonly #sink: FrameSink;
  #partial: Buffer = Buffer.alloc(0);
  #current: FrameHeader | undefined;
  #missing = 0;

  constructor(sink: FrameSink) {
    this.#sink = sink;
  }

  /** @throws GoPluginError `MUX_PROTOCOL_ERROR`, and the errors of the sink. The decoder cannot be used after that. */
  write(chunk: Buffer): void {
    let rest = this.#joinPartial(chunk);
    while (rest.length > 0) {
      if (this.#current === undefined) {
        if (rest.length < headerLength) break;
        this.#begin(decodeHeader(rest));
        rest = rest.subarray(headerLength);
      } else {
        const piece = rest.subarray(0, this.#missing);
        rest = rest.subarray(piece.length);
        this.#take(this.#current, piece);
      }
    }
    this.#partial = rest;
  }

  #joinPartial(chunk: Buffer): Buffer {
    if (this.#partial.length === 0) return chunk;
    const joined = Buffer.concat([this.#partial, chunk]);
    this.#partial = Buffer.alloc(0);
    return joined;
  }

  #begin(header: FrameHeader): void {
    this.#sink.header(header);
    if (header.type !== frameType.data || header.length === 0) {
      this.#sink.end(header);
      return;
    }
    this.#current = header;
    this.#missing = header.length;
  }

  #take(header: FrameHeader, piece: Buffer): void {
    this.#missing -= piece.length;
    this.#sink.payload(piece);
    if (this.#missing > 0) return;
    this.#current = undefined;
    this.#sink.end(header);
  }
}
