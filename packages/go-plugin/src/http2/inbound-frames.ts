import { ConnectionError, errorCode, StreamError } from './error-code.js';
import { FloodGuard, idleFrameAllowance } from './flood-guard.js';
import { flag, frameType, readUint31 } from './frame.js';
import type { FrameSink } from './frame-reader.js';
import { HpackDecoder } from './hpack/decoder.js';
import type { HeaderBlock } from './hpack/header-block.js';
import { readSettings, type Setting } from './settings.js';

/** Gets the decoded frames of the other side. */
export interface FrameHandler {
  /** @param flowBytes bytes that count against the windows: the data and its padding */
  receiveData(streamId: number, data: Buffer, flowBytes: number, endStream: boolean): void;
  receiveHeaders(streamId: number, block: HeaderBlock, endStream: boolean): void;
  receiveReset(streamId: number, code: number): void;
  receiveSettings(settings: readonly Setting[]): void;
  receiveSettingsAck(): void;
  receivePing(payload: Buffer, ack: boolean): void;
  receiveGoaway(lastStreamId: number, code: number, debugData: Buffer): void;
  receiveWindowUpdate(streamId: number, increment: number): void;
}

/** The largest compressed header block, in bytes. Huffman code can be almost four times as long as the text. */
const blockBytesPerListByte = 4;

const protocolError = (what: string): ConnectionError => new ConnectionError(errorCode.PROTOCOL_ERROR, what);
const sizeError = (what: string): ConnectionError => new ConnectionError(errorCode.FRAME_SIZE_ERROR, what);

/** An incomplete header block. The next frame must continue it. */
interface OpenBlock {
  readonly streamId: number;
  readonly endStream: boolean;
  readonly fragments: Buffer[];
  bytes: number;
}

/**
 * Checks the form of each frame, RFC 9113 section 6, and joins and decodes header blocks. The handler applies the frame to its stream
 * and its connection.
 */
export class InboundFrames implements FrameSink {
  readonly #handler: FrameHandler;
  readonly #maxHeaderListBytes: number;
  readonly #decoder: HpackDecoder;
  readonly #idleFrames = new FloodGuard('frames that bring nothing', idleFrameAllowance);
  #open: OpenBlock | undefined;
  #greeted = false;

  constructor(handler: FrameHandler, maxHeaderListBytes: number) {
    this.#handler = handler;
    this.#maxHeaderListBytes = maxHeaderListBytes;

    this.#decoder = new HpackDecoder(maxHeaderListBytes);
  }

  /** @throws ConnectionError, StreamError */
  receiveFrame(type: number, flags: number, streamId: number, bytes: Buffer, start: number, end: number): void {
    if (!this.#greeted) this.#checkFirst(type, flags);
    if (this.#open !== undefined && type !== frameType.CONTINUATION)
      throw protocolError('a header block is interrupted by another frame');
    switch (type) {
      case frameType.DATA:
        this.#data(flags, streamId, bytes, start, end);
        break;
      case frameType.HEADERS:
        this.#headers(flags, streamId, bytes, start, end);
        break;
      case frameType.CONTINUATION:
        this.#continuation(flags, streamId, bytes, start, end);
        break;
      case frameType.RST_STREAM:
        if (streamId === 0) throw protocolError('RST_STREAM on stream 0');
        if (end - start !== 4) throw sizeError('RST_STREAM of a wrong size');
        this.#handler.receiveReset(streamId, bytes.readUInt32BE(start));
        break;
      case frameType.WINDOW_UPDATE:
        this.#windowUpdate(streamId, bytes, start, end);
        break;
      case frameType.PUSH_PROMISE:
        throw protocolError('PUSH_PROMISE, which this side has turned off');
      default:
        this.#idleFrames.spend();
        this.#control(type, flags, streamId, bytes, start, end);
    }
  }

  #checkFirst(type: number, flags: number): void {
    if (type !== frameType.SETTINGS || (flags & flag.ACK) !== 0) throw protocolError('the first frame is not SETTINGS');
    this.#greeted = true;
  }

  #control(type: number, flags: number, streamId: number, bytes: Buffer, start: number, end: number): void {
    const length = end - start;
    switch (type) {
      case frameType.SETTINGS:
        this.#settings(flags, streamId, bytes, start, end);
        break;
      case frameType.PING:
        if (streamId !== 0) throw protocolError('PING on a stream');
        if (length !== 8) throw sizeError('PING of a wrong size');
        this.#handler.receivePing(bytes.subarray(start, end), (flags & flag.ACK) !== 0);
        break;
      case frameType.GOAWAY:
        if (streamId !== 0) throw protocolError('GOAWAY on a stream');
        if (length < 8) throw sizeError('GOAWAY of a wrong size');
        this.#handler.receiveGoaway(
          readUint31(bytes, start),
          bytes.readUInt32BE(start + 4),
          bytes.subarray(start + 8, end),
        );
        break;
      case frameType.PRIORITY:
        if (streamId === 0) throw protocolError('PRIORITY on stream 0');
        if (length !== 5) throw new StreamError(streamId, errorCode.FRAME_SIZE_ERROR, 'PRIORITY of a wrong size');
        checkPriority(streamId, bytes, start);
        break;
      default:
      // Frames of extensions are ignored, RFC 9113 section 5.5.
    }
  }

  #data(flags: number, streamId: number, bytes: Buffer, start: number, end: number): void {
    if (streamId === 0) throw protocolError('DATA on stream 0');
    const endStream = (flags & flag.END_STREAM) !== 0;
    let from = start;
    let to = end;
    if ((flags & flag.PADDED) !== 0) {
      to -= paddingOf(bytes, start, end);
      from += 1;
    }
    if (to > from || endStream) this.#idleFrames.earn(4);
    else this.#idleFrames.spend();
    this.#handler.receiveData(streamId, bytes.subarray(from, to), end - start, endStream);
  }

  #headers(flags: number, streamId: number, bytes: Buffer, start: number, end: number): void {
    if (streamId === 0) throw protocolError('HEADERS on stream 0');
    let from = start;
    let to = end;
    if ((flags & flag.PADDED) !== 0) {
      to -= paddingOf(bytes, start, end);
      from += 1;
    }
    let dependsOnItself = false;
    if ((flags & flag.PRIORITY) !== 0) {
      if (to - from < 5) throw sizeError('HEADERS too short for its priority');
      dependsOnItself = readUint31(bytes, from) === streamId;
      from += 5;
    }
    const endStream = (flags & flag.END_STREAM) !== 0;
    if ((flags & flag.END_HEADERS) !== 0) this.#block(streamId, endStream, bytes, from, to);
    else this.#open = { streamId, endStream, fragments: [bytes.subarray(from, to)], bytes: to - from };
    if (dependsOnItself) throw new StreamError(streamId, errorCode.PROTOCOL_ERROR, 'a stream depends on itself');
  }

  #continuation(flags: number, streamId: number, bytes: Buffer, start: number, end: number): void {
    const open = this.#open;
    if (open?.streamId !== streamId) throw protocolError('CONTINUATION without a header block to continue');
    this.#idleFrames.spend();
    open.bytes += end - start;
    if (open.bytes > this.#maxHeaderListBytes * blockBytesPerListByte)
      throw new ConnectionError(errorCode.ENHANCE_YOUR_CALM, 'a header block that does not end');
    open.fragments.push(bytes.subarray(start, end));
    if ((flags & flag.END_HEADERS) === 0) return;
    this.#open = undefined;
    const block = Buffer.concat(open.fragments, open.bytes);
    this.#block(streamId, open.endStream, block, 0, block.length);
  }

  #block(streamId: number, endStream: boolean, bytes: Buffer, start: number, end: number): void {
    this.#idleFrames.earn(4);
    this.#handler.receiveHeaders(streamId, this.#decoder.decode(bytes, start, end), endStream);
  }

  #settings(flags: number, streamId: number, bytes: Buffer, start: number, end: number): void {
    if (streamId !== 0) throw protocolError('SETTINGS on a stream');
    const ack = (flags & flag.ACK) !== 0;
    if (ack ? end !== start : (end - start) % 6 !== 0) throw sizeError('SETTINGS of a wrong size');
    if (ack) this.#handler.receiveSettingsAck();
    else this.#handler.receiveSettings(readSettings(bytes, start, end));
  }

  #windowUpdate(streamId: number, bytes: Buffer, start: number, end: number): void {
    this.#idleFrames.spend();
    if (end - start !== 4) throw sizeError('WINDOW_UPDATE of a wrong size');
    const increment = readUint31(bytes, start);
    if (increment > 0) this.#handler.receiveWindowUpdate(streamId, increment);
    else if (streamId === 0) throw protocolError('WINDOW_UPDATE of zero');
    else throw new StreamError(streamId, errorCode.PROTOCOL_ERROR, 'WINDOW_UPDATE of zero');
  }

  /** This side has sent data, so the other side may send WINDOW_UPDATE for it. */
  sentData(): void {
    this.#idleFrames.earn(4);
  }
}

/** The number of padding bytes at the end of a padded frame. */
function paddingOf(bytes: Buffer, start: number, end: number): number {
  const padding = bytes[start] ?? 0;
  if (end === start || padding >= end - start) throw protocolError('padding longer than its frame');
  return padding;
}

function checkPriority(streamId: number, bytes: Buffer, start: number): void {
  if (readUint31(bytes, start) === streamId)
    throw new StreamError(streamId, errorCode.PROTOCOL_ERROR, 'a stream depends on itself');
}
