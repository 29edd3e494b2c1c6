import type { ConnectionOptions } from './connection-options.js';
import { ConnectionError, errorCode, StreamError } from './error-code.js';
import { FrameReader, type FrameSink } from './frame-reader.js';
import { FrameWriter } from './frame-writer.js';
import { greet, PrefaceReader } from './greeting.js';
import { HpackEncoder } from './hpack/encoder.js';
import type { HeaderField } from './hpack/header-field.js';
import { InboundFrames } from './inbound-frames.js';
import { PeerFrames } from './peer-frames.js';
import { ReceiveWindow } from './receive-window.js';
import { SendScheduler } from './send-scheduler.js';
import { defaultWindow, PeerSettings } from './settings.js';
import { Http2Stream } from './stream.js';
import type { StreamFailure, StreamReceiver } from './stream-receiver.js';
import type { StreamLink } from './stream-link.js';
import { StreamTable } from './stream-table.js';
import { WriteBatch, type BatchPlace } from './write-batch.js';

/** The limits to which windows grow, in bytes. */
const largestStreamWindow = 4 * 1024 * 1024;
const largestConnectionWindow = 16 * 1024 * 1024;
/** The connection's window is this many stream windows, so that one stream alone cannot use it up. */
const streamsPerConnectionWindow = 4;
const largestStreamId = 0x7fff_ffff;
/**
 * How many bytes may wait for a peer that does not read. Data is held back in its stream much earlier. Only frames without
 * data, such as acknowledgements and statuses, can add up to this.
 */
const mostHeldBytes = 64 * 1024 * 1024;
const pingPayload = Buffer.alloc(8);

/**
 * One side of an HTTP/2 connection, RFC 9113, without I/O. {@link Http2Connection.receive} gets the other side's bytes, and
 * {@link ByteSink} gets this side's. If a peer breaks the protocol, its stream or its connection ends, as the RFC requires.
 */
export class Http2Connection implements FrameSink, StreamLink {
  readonly #options: ConnectionOptions;

  readonly peer = new PeerSettings();
  readonly scheduler: SendScheduler;
  readonly #batch: WriteBatch;
  readonly #writer: FrameWriter;
  readonly #reader = new FrameReader(this);
  readonly #frames: InboundFrames;
  readonly #peerFrames: PeerFrames;
  readonly #encoder = new HpackEncoder();
  readonly #streams: StreamTable;
  readonly #preface: PrefaceReader;
  #over = false;

  constructor(options: ConnectionOptions) {
    this.#options = options;

    const { role, sink, events, streamWindow, maxHeaderListBytes, maxConcurrentStreams } = options;
    this.#streams = new StreamTable(role);
    this.#batch = new WriteBatch((chunks) => {
      sink.write(chunks);
      if (sink.held > mostHeldBytes) this.#fail(neverReads());
      // Data that was held back because the batch was full can be sent now.
      this.scheduler.run();
    });
    this.#writer = new FrameWriter(this.#batch);
    this.scheduler = new SendScheduler(() => this.#batch.bytes + sink.unsent);
    const window = Math.max(streamWindow * streamsPerConnectionWindow, defaultWindow);
    this.#peerFrames = new PeerFrames({
      role,
      streams: this.#streams,
      window: new ReceiveWindow(window, Math.max(largestConnectionWindow, window)),
      writer: this.#writer,
      scheduler: this.scheduler,
      encoder: this.#encoder,
      peer: this.peer,
      events,
      maxConcurrentStreams: maxConcurrentStreams ?? Infinity,
      newStream: (id) => this.#newStream(id),
    });
    this.#frames = new InboundFrames(this.#peerFrames, maxHeaderListBytes);
    this.#preface = new PrefaceReader(role);
    greet(options, window, this.#batch, this.#writer);
  }

  /** Whether streams may be opened: the connection is open, and the other side has not sent GOAWAY. */
  get usable(): boolean {
    return !this.#over && !this.#peerFrames.goneAway && this.#streams.lastLocal < largestStreamId - 2;
  }

  /** Whether the connection has ended. Further input is ignored. */
  get over(): boolean {
    return this.#over;
  }

  /** Whether the other side allows one more stream now. */
  get hasRoom(): boolean {
    return this.#streams.size < this.peer.maxConcurrentStreams;
  }

  /** The number of open streams. */
  get streamCount(): number {
    return this.#streams.size;
  }

  get maxFrameBytes(): number {
    return this.peer.maxFrameBytes;
  }

  get resetsUnread(): boolean {
    return this.#options.role === 'server';
  }

  /** Opens a stream. Call {@link Http2Stream.sendHeaders} on it before anything else. */
  openStream(receiver: StreamReceiver): Http2Stream {
    this.#streams.lastLocal += this.#streams.lastLocal === 0 ? 1 : 2;
    const stream = this.#newStream(this.#streams.lastLocal);
    stream.receiver = receiver;
    return stream;
  }

  /** Processes bytes of the other side. */
  receive(chunk: Buffer): void {
    if (this.#over) return;
    try {
      const rest = this.#preface.strip(chunk);
      if (rest.length > 0) this.#reader.push(rest);
    } catch (error) {
      if (!(error instanceof ConnectionError)) throw error;
      this.#fail(error);
    }
  }

  /** Tells the connection that the byte stream accepts more. */
  writable(): void {
    if (!this.#over) this.scheduler.run();
  }

  /** Tells the connection that the byte stream has ended or failed. Every stream fails. */
  lost(reason: string): void {
    this.#over = true;
    this.#failStreams({ code: errorCode.CANCEL, connectionLost: true, reason });
  }

  /** Sends PING. The answer arrives as the event `pong`. */
  ping(): void {
    if (!this.#over) this.#writer.ping(pingPayload, false);
  }

  /** Only on a server: refuses further streams. Open streams continue. */
  drain(): void {
    if (this.#over || this.#peerFrames.draining) return;
    this.#writer.goaway(this.#peerFrames.drain(), errorCode.NO_ERROR);
  }

  /** Ends the connection after its streams have ended. */
  finish(): void {
    if (this.#over) return;
    this.#over = true;
    this.#batch.flush();
    this.#options.sink.end();
  }

  /** Ends the connection and all its streams. They fail with this reason. */
  close(reason: string): void {
    if (!this.#over) this.#end(errorCode.NO_ERROR, reason);
  }

  /** @internal Processes one frame. An error thrown by a stream's receiver must not end the connection, so it is thrown later. */
  receiveFrame(type: number, flags: number, streamId: number, bytes: Buffer, start: number, end: number): void {
    if (this.#over) return;
    try {
      this.#frames.receiveFrame(type, flags, streamId, bytes, start, end);
    } catch (error) {
      if (error instanceof ConnectionError) throw error;
      if (error instanceof StreamError) this.#peerFrames.resetStream(error);
      else
        process.nextTick(() => {
          throw error;
        });
    }
  }

  sendHeaders(id: number, shared: readonly HeaderField[], own: readonly HeaderField[], endStream: boolean): void {
    this.#writer.headers(id, this.#encoder.encode(shared, own), endStream);
  }

  sendData(id: number, bytes: Buffer): BatchPlace {
    this.#frames.sentData();
    return this.#writer.data(id, bytes, false);
  }

  sendEnd(id: number, lastData: BatchPlace | undefined): void {
    if (lastData === undefined || !this.#writer.endStream(lastData)) this.#writer.data(id, nothing, true);
  }

  sendReset(id: number, code: number): void {
    this.#streams.rememberReset(id);
    this.#writer.rstStream(id, code);
  }

  sendWindowUpdate(id: number, increment: number): void {
    this.#writer.windowUpdate(id, increment);
  }

  closed(stream: Http2Stream): void {
    this.#streams.remove(stream.id);
    this.scheduler.remove(stream);
    if (!this.#over) this.#options.events.streamClosed?.();
  }

  #newStream(id: number): Http2Stream {
    const { streamWindow } = this.#options;
    const largest = Math.max(largestStreamWindow, streamWindow);
    const stream = new Http2Stream(id, this, this.peer.initialWindow, new ReceiveWindow(streamWindow, largest));
    this.#streams.add(stream);
    return stream;
  }

  #fail(error: ConnectionError): void {
    if (this.#over) return;
    this.#end(error.code, `connection lost: the other side broke the HTTP/2 protocol: ${error.message}`);
    this.#options.events.failed?.(error);
  }

  #end(code: number, reason: string): void {
    this.#over = true;
    this.#writer.goaway(this.#streams.lastRemote, code);
    this.#batch.flush();
    this.#options.sink.end();
    this.#failStreams({ code, connectionLost: true, reason });
  }

  #failStreams(failure: StreamFailure): void {
    for (const stream of this.#streams.list()) stream.fail(failure);
  }
}

const nothing = Buffer.alloc(0);

const neverReads = (): ConnectionError =>
  new ConnectionError(errorCode.ENHANCE_YOUR_CALM, 'it asks for more and more and does not read the answers');
