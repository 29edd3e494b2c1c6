import { ConnectionError, errorCode } from './error-code.js';
import { defaultMaxFrameBytes, frameHeaderBytes, readUint31 } from './frame.js';

/** Gets the frames of a {@link FrameReader}. The payload is `bytes` from `start` to `end`. */
export interface FrameSink {
  receiveFrame(type: number, flags: number, streamId: number, bytes: Buffer, start: number, end: number): void;
}

/** Splits a byte stream into frames. Chunks may end anywhere. Only a frame that spans two chunks is copied. */
export class FrameReader {
  readonly #sink: FrameSink;

  /** The first part of a frame whose rest has not arrived yet. */
  #partial: Buffer = empty;

  constructor(sink: FrameSink) {
    this.#sink = sink;
  }

  /** @throws ConnectionError FRAME_SIZE_ERROR for a frame above the default limit, which this side never raises */
  push(chunk: Buffer): void {
    let at = 0;
    while (this.#partial.length > 0) {
      const { length } = this.#partial;
      const needed = (length < frameHeaderBytes ? frameHeaderBytes : lengthOfFrame(this.#partial, 0)) - length;
      this.#partial = Buffer.concat([this.#partial, chunk.subarray(at, at + needed)]);
      at += needed;
      if (at > chunk.length) return;
      if (length < frameHeaderBytes && lengthOfFrame(this.#partial, 0) > frameHeaderBytes) continue;
      const frame = this.#partial;
      this.#partial = empty;
      this.#read(frame, 0, frame.length);
    }
    while (chunk.length - at >= frameHeaderBytes) {
      const end = at + lengthOfFrame(chunk, at);
      if (end > chunk.length) break;
      const start = at;
      at = end;
      this.#read(chunk, start, end);
    }
    if (at < chunk.length) this.#partial = chunk.subarray(at);
  }

  #read(bytes: Buffer, at: number, end: number): void {
    const streamId = readUint31(bytes, at + 5);
    this.#sink.receiveFrame(bytes[at + 3] ?? 0, bytes[at + 4] ?? 0, streamId, bytes, at + frameHeaderBytes, end);
  }
}

const empty = Buffer.alloc(0);

/** The length of the frame at `at`, including its header. */
function lengthOfFrame(bytes: Uint8Array, at: number): number {
  const length = ((bytes[at] ?? 0) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);
  if (length > defaultMaxFrameBytes)
    throw new ConnectionError(errorCode.FRAME_SIZE_ERROR, `a frame of ${length} bytes is too large`);
  return frameHeaderBytes + length;
}
