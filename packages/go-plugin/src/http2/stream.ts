import { errorCode, StreamError } from './error-code.js';
import type { HeaderBlock } from './hpack/header-block.js';
import type { HeaderField } from './hpack/header-field.js';
import { OutgoingData } from './outgoing-data.js';
import type { ReceiveWindow } from './receive-window.js';
import type { Sender } from './send-scheduler.js';
import { largestWindow } from './settings.js';
import type { StreamLink } from './stream-link.js';
import type { Place } from './write-batch.js';

/** Why a stream ended before both sides had finished. */
export interface StreamFailure {
  /** HTTP/2's error code. */
  readonly code: number;
  /** Whether it went down with its connection. */
  readonly connectionLost: boolean;
  /** What happened, if more is known than the code says. */
  readonly reason: string | undefined;
}

/** What the user of a stream learns from it. Nothing follows the end, nor a failure. */
export interface StreamReceiver {
  /** The beginning of a response. A server has the request's from `onStream`. */
  receiveHeaders(block: HeaderBlock, endStream: boolean): void;
  receiveData(chunk: Buffer): void;
  /** The end: with trailers, or without. Does not follow headers that were the end already. */
  receiveEnd(trailers: HeaderBlock | undefined): void;
  receiveFailure(failure: StreamFailure): void;
}

/** One stream, RFC 9113 section 5: its states, its windows, and what it has to send. */
export class Http2Stream implements Sender {
  /** Takes what comes; set before anything can. */
  receiver: StreamReceiver | undefined;
  /** Bytes of DATA that the headers announced; -1 if they did not. */
  #contentLength = -1;
  #received = 0;
  #headersReceived = false;
  #remoteEnded = false;
  #localEnded = false;
  #closed = false;
  #paused = false;
  #unreleased = 0;
  #outgoing: OutgoingData | undefined;
  /** Sent behind all data; an empty list for none but the end itself. */
  #ending: { readonly shared: readonly HeaderField[]; readonly own: readonly HeaderField[] } | 'data' | undefined;
  #lastData: Place | undefined;

  /** @internal Streams come from a connection. */
  constructor(
    readonly id: number,
    private readonly link: StreamLink,
    private sendWindow: number,
    private readonly receiveWindow: ReceiveWindow,
  ) {}

  /** Both sides have finished, or either has reset it. */
  get closed(): boolean {
    return this.#closed;
  }

  /** The other side sends no more. */
  get remoteEnded(): boolean {
    return this.#remoteEnded;
  }

  /** This side has said that it sends no more. */
  get localEnded(): boolean {
    return this.#localEnded || this.#ending !== undefined;
  }

  /** Sends headers; `shared` is a list that later streams have, too, see {@link HpackEncoder}. */
  sendHeaders(shared: readonly HeaderField[], own: readonly HeaderField[], endStream: boolean): void {
    if (this.#closed || this.localEnded) return;
    this.link.sendHeaders(this.id, shared, own, endStream);
    if (endStream) this.#endLocally();
  }

  /**
   * Sends data. It must not change any more.
   * @param taken called when HTTP/2 has taken it, or when the stream is over: the next write may come
   */
  write(bytes: Buffer, taken?: () => void): void {
    if (this.#closed || this.localEnded) {
      // Later: a writer that goes on for as long as it may must not do so for ever.
      if (taken !== undefined) process.nextTick(taken);
      return;
    }
    if ((this.#outgoing?.isEmpty ?? true) && bytes.length <= this.#allowance()) {
      this.#sendData(bytes);
      taken?.();
      return;
    }
    this.#outgoing ??= new OutgoingData();
    this.#outgoing.add(bytes, taken);
    this.link.scheduler.enqueue(this);
  }

  /** This side sends no more. */
  end(): void {
    if (this.#closed || this.localEnded) return;
    this.#ending = 'data';
    if (this.#outgoing?.isEmpty ?? true) this.#sendEnding();
  }

  /** This side sends these trailers, behind all data, and then no more. */
  endWithTrailers(shared: readonly HeaderField[], own: readonly HeaderField[]): void {
    if (this.#closed || this.localEnded) return;
    this.#ending = { shared, own };
    if (this.#outgoing?.isEmpty ?? true) this.#sendEnding();
  }

  /** Ends the stream in both directions; the receiver hears no more of it. */
  reset(code: number): void {
    if (this.#closed) return;
    this.link.sendReset(this.id, code);
    this.#close();
    this.#outgoing?.clear();
  }

  /** Grants the other side nothing more until {@link resume}; what it may still send still comes. */
  pause(): void {
    this.#paused = true;
  }

  resume(): void {
    this.#paused = false;
    const bytes = this.#unreleased;
    this.#unreleased = 0;
    if (bytes > 0) this.#release(bytes);
  }

  canSend(): boolean {
    return !this.#closed && this.sendWindow > 0 && this.#outgoing?.isEmpty === false;
  }

  sendFrame(most: number): void {
    const next = this.#outgoing?.take(Math.min(most, this.sendWindow, this.link.maxFrameBytes));
    if (next === undefined) return;
    this.#sendData(next.bytes);
    next.taken?.();
    if (this.#outgoing?.isEmpty === true && this.#ending !== undefined) this.#sendEnding();
  }

  /** @internal The other side's WINDOW_UPDATE, or its new SETTINGS. */
  grant(bytes: number): void {
    this.sendWindow += bytes;
    if (this.sendWindow > largestWindow)
      throw new StreamError(this.id, errorCode.FLOW_CONTROL_ERROR, 'a window that is too large');
    this.link.scheduler.enqueue(this);
  }

  /** @internal @returns whether the sending window is too large after SETTINGS changed it */
  shift(bytes: number): boolean {
    this.sendWindow += bytes;
    if (bytes > 0) this.link.scheduler.enqueue(this);
    return this.sendWindow <= largestWindow;
  }

  /** @internal Whether the next header block is the trailers. */
  get headersReceived(): boolean {
    return this.#headersReceived;
  }

  /** @internal The headers of the other side, and whether they are all. */
  opened(block: HeaderBlock, endStream: boolean): void {
    this.#headersReceived = true;
    const length = block.get('content-length');
    if (length !== undefined) this.#contentLength = /^\d{1,15}$/.test(length) ? Number(length) : Number.NaN;
    if (endStream) this.endedRemotely();
  }

  /** @internal DATA, whose `flowBytes` are within the connection's window. */
  receiveData(data: Buffer, flowBytes: number, endStream: boolean): void {
    if (!this.receiveWindow.take(flowBytes))
      throw new StreamError(this.id, errorCode.FLOW_CONTROL_ERROR, 'more data than the window allows');
    this.#received += data.length;
    if (endStream ? this.#isWrongLength() : this.#contentLength >= 0 && this.#received > this.#contentLength)
      throw this.#wrongLength();
    if (endStream) this.#remoteEnded = true;
    // The receiver may pause, and what it is given now then counts as unread; or it may end the stream.
    if (data.length > 0) this.receiver?.receiveData(data);
    if (this.#closed) return;
    if (endStream) {
      if (this.#localEnded) this.#close();
      this.receiver?.receiveEnd(undefined);
    } else if (this.#paused) this.#unreleased += flowBytes;
    else this.#release(flowBytes);
  }

  /** @internal END_STREAM has come. @throws StreamError if the data is not as long as was announced */
  endedRemotely(): void {
    if (this.#isWrongLength()) throw this.#wrongLength();
    this.#remoteEnded = true;
    if (this.#localEnded) this.#close();
  }

  /** @internal The stream is over, and its receiver is told so. */
  fail(failure: StreamFailure): void {
    if (this.#closed) return;
    this.#close();
    this.receiver?.receiveFailure(failure);
    this.#outgoing?.clear();
  }

  #allowance(): number {
    return Math.min(this.sendWindow, this.link.maxFrameBytes, this.link.scheduler.allowance);
  }

  #sendData(bytes: Buffer): void {
    this.sendWindow -= bytes.length;
    this.link.scheduler.spend(bytes.length);
    this.#lastData = this.link.sendData(this.id, bytes);
  }

  #sendEnding(): void {
    const ending = this.#ending;
    if (ending === undefined || this.#closed) return;
    if (ending === 'data') this.link.sendEnd(this.id, this.#lastData);
    else this.link.sendHeaders(this.id, ending.shared, ending.own, true);
    this.#endLocally();
  }

  #endLocally(): void {
    this.#localEnded = true;
    if (this.#remoteEnded) this.#close();
    // RFC 9113 section 8.1: the other side may stop sending, and the answer stands.
    else if (this.link.resetsUnread) this.reset(errorCode.NO_ERROR);
  }

  #release(bytes: number): void {
    const grant = this.receiveWindow.release(bytes);
    if (grant > 0 && !this.#remoteEnded && !this.#closed) this.link.sendWindowUpdate(this.id, grant);
  }

  #close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.link.closed(this);
  }

  #isWrongLength(): boolean {
    return this.#contentLength !== -1 && this.#contentLength !== this.#received;
  }

  #wrongLength(): StreamError {
    return new StreamError(this.id, errorCode.PROTOCOL_ERROR, 'more or less data than content-length says');
  }
}
