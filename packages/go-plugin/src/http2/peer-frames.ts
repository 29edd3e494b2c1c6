import type { ConnectionEvents } from './connection-events.js';
import { ConnectionError, errorCode, StreamError } from './error-code.js';
import { bareResetCost, cancelCost, FloodGuard, resetAllowance } from './flood-guard.js';
import type { FrameWriter } from './frame-writer.js';
import { checkOnce, problemOfRequest, problemOfResponse, problemOfTrailers } from './header-rules.js';
import type { HpackEncoder } from './hpack/encoder.js';
import type { HeaderBlock } from './hpack/header-block.js';
import type { FrameHandler } from './inbound-frames.js';
import { windowExceeded, type ReceiveWindow } from './receive-window.js';
import type { SendScheduler } from './send-scheduler.js';
import type { PeerSettings, Setting } from './settings.js';
import type { Http2Stream } from './stream.js';
import type { StreamTable } from './stream-table.js';

/** The parts of a connection that the other side's frames change. */
export interface PeerFramesContext {
  readonly role: 'client' | 'server';
  readonly streams: StreamTable;
  /** The connection's own receive window. */
  readonly window: ReceiveWindow;
  readonly writer: FrameWriter;
  readonly scheduler: SendScheduler;
  readonly encoder: HpackEncoder;
  readonly peer: PeerSettings;
  readonly events: ConnectionEvents;
  readonly maxConcurrentStreams: number;
  newStream(id: number): Http2Stream;
}

const largestStreamId = 0x7fff_ffff;

/** Applies the other side's frames to the connection and its streams, RFC 9113 sections 5 and 6. */
export class PeerFrames implements FrameHandler {
  readonly #context: PeerFramesContext;
  readonly #resets = new FloodGuard('streams that are reset', resetAllowance);
  /** Streams above this id are not served. This side has said so with GOAWAY. */
  #lastServed = largestStreamId;
  #goneAway = false;

  constructor(context: PeerFramesContext) {
    this.#context = context;
  }

  /** Whether the other side has sent GOAWAY. */
  get goneAway(): boolean {
    return this.#goneAway;
  }

  /** Whether this side refuses further streams. */
  get draining(): boolean {
    return this.#lastServed < largestStreamId;
  }

  /** Refuses further streams. @returns the id of the last one that is served */
  drain(): number {
    this.#lastServed = this.#context.streams.lastRemote;
    return this.#lastServed;
  }

  /** Resets a stream because of an error of the other side. */
  resetStream({ streamId, code, message }: StreamError): void {
    const { streams, writer } = this.#context;
    const stream = streams.get(streamId);
    writer.rstStream(streamId, code);
    streams.rememberReset(streamId);
    stream?.fail({ code, connectionLost: false, reason: message });
  }

  receiveData(streamId: number, data: Buffer, flowBytes: number, endStream: boolean): void {
    const { streams, window, writer } = this.#context;
    if (!window.take(flowBytes)) throw windowExceeded();
    // At once, even if nobody reads the stream, so that it does not block the others. Its own window limits the memory that it uses.
    const grant = window.release(flowBytes);
    if (grant > 0) writer.windowUpdate(0, grant);
    const stream = streams.get(streamId);
    if (stream === undefined) this.#dataForNobody(streamId);
    else if (stream.remoteEnded) throw new StreamError(streamId, errorCode.STREAM_CLOSED, 'DATA behind the end');
    else if (!stream.headersReceived) throw new ConnectionError(errorCode.PROTOCOL_ERROR, 'DATA before the headers');
    else stream.receiveData(data, flowBytes, endStream);
  }

  receiveHeaders(streamId: number, block: HeaderBlock, endStream: boolean): void {
    const stream = this.#context.streams.get(streamId);
    if (stream === undefined) {
      if (this.#context.role === 'server') this.#openRemotely(streamId, block, endStream);
      else if (this.#context.streams.isIdle(streamId)) throw idle('HEADERS');
      return;
    }
    if (stream.remoteEnded) throw new StreamError(streamId, errorCode.STREAM_CLOSED, 'HEADERS behind the end');
    if (!stream.headersReceived) {
      this.#response(stream, block, endStream);
      return;
    }
    if (!endStream) throw malformed(streamId, 'trailers that are not the end');
    const problem = checkOnce(block, problemOfTrailers);
    if (problem !== undefined) throw malformed(streamId, problem);
    stream.endedRemotely();
    stream.receiver?.receiveEnd(block);
  }

  receiveReset(streamId: number, code: number): void {
    const stream = this.#context.streams.get(streamId);
    if (stream === undefined) {
      if (this.#isUnknown(streamId)) throw idle('RST_STREAM');
      return;
    }
    if (this.#context.role === 'server') this.#resets.spend(stream.remoteEnded ? cancelCost : bareResetCost);
    stream.fail({ code, connectionLost: false, reason: undefined });
  }

  receiveSettings(settings: readonly Setting[]): void {
    const { peer, writer, encoder, streams, events } = this.#context;
    const before = peer.initialWindow;
    for (const setting of settings) peer.apply(setting);
    encoder.limitTable(peer.headerTableBytes);
    writer.maxFrameBytes = peer.maxFrameBytes;
    writer.settingsAck();
    const delta = peer.initialWindow - before;
    for (const stream of delta === 0 ? [] : streams.list())
      if (!stream.shift(delta)) throw new ConnectionError(errorCode.FLOW_CONTROL_ERROR, 'a window that is too large');
    events.settings?.();
  }

  receiveSettingsAck(): void {
    // This side accepts what it has set from the start, so it need not wait for the acknowledgement.
  }

  receivePing(payload: Buffer, ack: boolean): void {
    if (ack) this.#context.events.pong?.();
    else this.#context.writer.ping(payload, true);
  }

  receiveGoaway(lastStreamId: number, code: number, debugData: Buffer): void {
    this.#goneAway = true;
    const { streams, events, role } = this.#context;
    events.goaway?.(code, debugData);
    if (role === 'server') return;
    const reason = 'connection lost: the other side is going away and has not served the call';
    for (const stream of streams.list())
      if (stream.id > lastStreamId) stream.fail({ code: errorCode.REFUSED_STREAM, connectionLost: true, reason });
  }

  receiveWindowUpdate(streamId: number, increment: number): void {
    const { scheduler, streams } = this.#context;
    if (streamId === 0) {
      scheduler.grant(increment);
      return;
    }
    const stream = streams.get(streamId);
    if (stream !== undefined) stream.grant(increment);
    else if (this.#isUnknown(streamId)) throw idle('WINDOW_UPDATE');
  }

  #response(stream: Http2Stream, block: HeaderBlock, endStream: boolean): void {
    const problem = checkOnce(block, problemOfResponse);
    if (problem !== undefined) throw malformed(stream.id, problem);
    if (block.get(':status')?.startsWith('1') === true) {
      if (endStream) throw malformed(stream.id, 'an informational response that is the end');
      return;
    }
    stream.opened(block, endStream);
    stream.receiver?.receiveHeaders(block, endStream);
  }

  #openRemotely(streamId: number, block: HeaderBlock, endStream: boolean): void {
    const { streams, events, maxConcurrentStreams } = this.#context;
    if (!streams.isRemote(streamId)) throw new ConnectionError(errorCode.PROTOCOL_ERROR, 'a stream with an even id');
    if (!streams.isIdle(streamId)) {
      if (streams.wasReset(streamId)) return;
      throw new ConnectionError(errorCode.STREAM_CLOSED, 'HEADERS on a closed stream');
    }
    if (streamId > this.#lastServed) return;
    streams.lastRemote = streamId;
    const problem = checkOnce(block, problemOfRequest);
    if (problem !== undefined) throw malformed(streamId, problem);
    if (streams.size >= maxConcurrentStreams)
      throw new StreamError(streamId, errorCode.REFUSED_STREAM, 'more streams than are allowed');
    const stream = this.#context.newStream(streamId);
    stream.opened(block, endStream);
    events.stream?.(stream, block, endStream);
  }

  #dataForNobody(streamId: number): void {
    if (this.#isUnknown(streamId)) throw idle('DATA');
    const { streams, role } = this.#context;
    if (role === 'client' || streams.wasReset(streamId) || streamId > this.#lastServed) return;
    throw new StreamError(streamId, errorCode.STREAM_CLOSED, 'DATA on a closed stream');
  }

  /** Whether no stream with that id has been opened. One that arrived after GOAWAY was opened, though it is not served. */
  #isUnknown(streamId: number): boolean {
    return streamId <= this.#lastServed && this.#context.streams.isIdle(streamId);
  }
}

const idle = (what: string): ConnectionError =>
  new ConnectionError(errorCode.PROTOCOL_ERROR, `${what} on a stream that was never opened`);
const malformed = (streamId: number, problem: string): StreamError =>
  new StreamError(streamId, errorCode.PROTOCOL_ERROR, problem);
