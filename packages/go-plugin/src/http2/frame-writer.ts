import { defaultMaxFrameBytes, flag, frameHeaderBytes, frameType, writeFrameHeader } from './frame.js';
import { writeSettings, type Setting } from './settings.js';
import { copyBelowBytes, type BatchPlace, type WriteBatch } from './write-batch.js';

/** By this, grpc-go measures the bandwidth of the link; all other pings ask whether this side is still there. */
const bandwidthPing = Buffer.of(2, 4, 16, 16, 9, 14, 7, 7);

/** Writes frames into a {@link WriteBatch}. */
export class FrameWriter {
  readonly #batch: WriteBatch;

  /** The largest payload that the other side accepts, in bytes. */
  maxFrameBytes: number = defaultMaxFrameBytes;

  constructor(batch: WriteBatch) {
    this.#batch = batch;
  }

  /** Writes a header block in as many frames as it needs. */
  headers(streamId: number, encoded: Buffer, endStream: boolean): void {
    // The encoder reuses its buffer, and the batch does not copy large chunks.
    const block = encoded.length < copyBelowBytes ? encoded : Buffer.from(encoded);
    let flags: number = endStream ? flag.END_STREAM : 0;
    let type: number = frameType.HEADERS;
    let at = 0;
    for (; block.length - at > this.maxFrameBytes; at += this.maxFrameBytes) {
      this.#frame(type, flags, streamId, block.subarray(at, at + this.maxFrameBytes));
      type = frameType.CONTINUATION;
      flags = 0;
    }
    this.#frame(type, flags | flag.END_HEADERS, streamId, at === 0 ? block : block.subarray(at));
  }

  /** @returns where the frame is, for {@link endStream} */
  data(streamId: number, payload: Buffer, endStream: boolean): BatchPlace {
    const at = this.#header(payload.length, frameType.DATA, endStream ? flag.END_STREAM : 0, streamId);
    const place = this.#batch.placeOf(at);
    if (payload.length > 0) this.#batch.append(payload);
    return place;
  }

  /** Sets END_STREAM on a DATA frame that has been written and not been sent. @returns false if it has been sent */
  endStream(data: BatchPlace): boolean {
    if (!this.#batch.isUnsent(data)) return false;
    data.block[data.at + 4] = flag.END_STREAM;
    return true;
  }

  rstStream(streamId: number, code: number): void {
    const at = this.#header(4, frameType.RST_STREAM, 0, streamId, 4);
    this.#batch.block.writeUInt32BE(code, at);
  }

  settings(settings: readonly Setting[]): void {
    this.#frame(frameType.SETTINGS, 0, 0, writeSettings(settings));
  }

  settingsAck(): void {
    this.#header(0, frameType.SETTINGS, flag.ACK, 0);
  }

  ping(payload: Buffer, ack: boolean): void {
    const frame = (): void => this.#frame(frameType.PING, ack ? flag.ACK : 0, 0, payload);
    if (ack && payload.equals(bandwidthPing)) this.#batch.unhurried(frame);
    else frame();
  }

  goaway(lastStreamId: number, code: number): void {
    const at = this.#header(8, frameType.GOAWAY, 0, 0, 8);
    this.#batch.block.writeUInt32BE(lastStreamId, at);
    this.#batch.block.writeUInt32BE(code, at + 4);
  }

  windowUpdate(streamId: number, increment: number): void {
    const at = this.#header(4, frameType.WINDOW_UPDATE, 0, streamId, 4);
    this.#batch.block.writeUInt32BE(increment, at);
  }

  #frame(type: number, flags: number, streamId: number, payload: Buffer): void {
    this.#header(payload.length, type, flags, streamId);
    if (payload.length > 0) this.#batch.append(payload);
  }

  /** @param room bytes of payload that the caller writes @returns where they go, or where the frame begins if `room` is 0 */
  #header(length: number, type: number, flags: number, streamId: number, room = 0): number {
    const at = this.#batch.reserve(frameHeaderBytes + room);
    writeFrameHeader(this.#batch.block, at, length, type, flags, streamId);
    return room === 0 ? at : at + frameHeaderBytes;
  }
}
