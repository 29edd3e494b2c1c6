import { errorCode, StreamError } from './error-code.js';
import type { HeaderBlock } from './hpack/header-block.js';
import type { HeaderField } from './hpack/header-field.js';
import { OutgoingData } from './outgoing-data.js';
import type { ReceiveWindow } from './receive-window.js';
import type { Sender } from './send-scheduler.js';
import { largestWindow } from './settings.js';
import type { StreamLink } from './stream-link.js';
import type { StreamFailure, StreamReceiver } from './stream-receiver.js';
import type { BatchPlace } from './write-batch.js';

/** One stream, RFC 9113 section 5: its states, its windows, and its data to send. */
export class Http2Stream implements Sender {
  readonly #link: StreamLink;
  #sendWindow: number;
  readonly #receiveWindow: ReceiveWindow;

  /** Must be set before anything arrives. */
  receiver: StreamReceiver | undefined;
  /** The value of content-length, -1 if there is none. */
  #contentLength = -1;
  #received = 0;
  #headersReceived = false;
  #remoteEnded = false;
  #localEnded = false;
  #closed = false;
  #paused = false;
  #unreleased = 0;
  #outgoing: OutgoingData | undefined;
  /** How the stream ends after all data: with these trailers, or with END_STREAM on the last data. */
  #ending: { readonly shared: readonly HeaderField[]; readonly own: readonly HeaderField[] } | 'data' | undefined;
  #lastData: BatchPlace | undefined;

  /** @internal Only the connection makes streams. */
  constructor(
    readonly id: number,
    link: StreamLink,
    sendWindow: number,
    receiveWindow: ReceiveWindow,
  ) {
    this.#link = link;
    this.#sendWindow = sendWindow;
    this.#receiveWindow = receiveWindow;
  }

  /** Whether both sides have ended the stream, or one has reset it. */
  get closed(): boolean {
    return this.#closed;
  }

  /** Whether the other side has ended its half. */
  get remoteEnded(): boolean {
    return this.#remoteEnded;
  }

  /** Whether this side has ended its half. */
  get localEnded(): boolean {
    return this.#localEnded || this.#ending !== undefined;
  }

  /** Sends headers. `shared` is a list that later streams send as well, see {@link HpackEncoder}. */
  sendHeaders(shared: readonly HeaderField[], own: readonly HeaderField[], endStream: boolean): void {
    if (this.#closed || this.localEnded) return;
    this.#link.sendHeaders(this.id, shared, own, endStream);
    if (endStream) this.#endLocally();
  }

  /**
   * Sends data. The caller must not change the buffer afterwards.
   * @param taken called when the data has been sent, or when the stream has ended: the next write may follow
   */
  write(bytes: Buffer, taken?: () => void): void {
    if (this.#closed || this.localEnded) {
      // On the next tick, because a writer that continues in its callback would never return.
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
    this.#link.scheduler.enqueue(this);
  }

  /** Ends this side's half, after all data. */
  end(): void {
    if (this.#closed || this.localEnded) return;
    this.#ending = 'data';
    if (this.#outgoing?.isEmpty ?? true) this.#sendEnding();
  }

  /** Ends this side's half with trailers, after all data. */
  endWithTrailers(shared: readonly HeaderField[], own: readonly HeaderField[]): void {
    if (this.#closed || this.localEnded) return;
    this.#ending = { shared, own };
    if (this.#outgoing?.isEmpty ?? true) this.#sendEnding();
  }

  /** Ends the stream in both directions. The receiver is not called again. */
  reset(code: number): void {
    if (this.#closed) return;
    this.#link.sendReset(this.id, code);
    this.#close();
    this.#outgoing?.clear();
  }

  /** Grants the other side no further bytes until {@link resume}. Bytes that were granted before still arrive. */
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
    return !this.#closed && this.#sendWindow > 0 && this.#outgoing?.isEmpty === false;
  }

  sendFrame(most: number): void {
    const next = this.#outgoing?.take(Math.min(most, this.#sendWindow, this.#link.maxFrameBytes));
    if (next === undefined) return;
    this.#sendData(next.bytes);
    next.taken?.();
    if (this.#outgoing?.isEmpty === true && this.#ending !== undefined) this.#sendEnding();
  }

  /** @internal Applies the other side's WINDOW_UPDATE. */
  grant(bytes: number): void {
    this.#sendWindow += bytes;
    if (this.#sendWindow > largestWindow)
      throw new StreamError(this.id, errorCode.FLOW_CONTROL_ERROR, 'a window that is too large');
    this.#link.scheduler.enqueue(this);
  }

  /** @internal Applies new SETTINGS. @returns false if the send window is too large afterwards */
  shift(bytes: number): boolean {
    this.#sendWindow += bytes;
    if (bytes > 0) this.#link.scheduler.enqueue(this);
    return this.#sendWindow <= largestWindow;
  }

  /** @internal Whether the headers have arrived, so that the next header block is the trailers. */
  get headersReceived(): boolean {
    return this.#headersReceived;
  }

  /** @internal Applies the other side's headers. */
  opened(block: HeaderBlock, endStream: boolean): void {
    this.#headersReceived = true;
    const length = block.get('content-length');
    if (length !== undefined) this.#contentLength = /^\d{1,15}$/.test(length) ? Number(length) : Number.NaN;
    if (endStream) this.endedRemotely();
  }

  /** @internal Applies DATA. Its `flowBytes` are within the connection's window. */
  receiveData(data: Buffer, flowBytes: number, endStream: boolean): void {
    if (!this.#receiveWindow.take(flowBytes))
      throw new StreamError(this.id, errorCode.FLOW_CONTROL_ERROR, 'more data than the window allows');
    this.#received += data.length;
    if (endStream ? this.#isWrongLength() : this.#contentLength >= 0 && this.#received > this.#contentLength)
      throw this.#wrongLength();
    if (endStream) this.#remoteEnded = true;
    // In this call, the receiver may pause, and then this data counts as unread. Or it may end the stream.
    if (data.length > 0) this.receiver?.receiveData(data);
    if (this.#closed) return;
    if (endStream) {
      if (this.#localEnded) this.#close();
      this.receiver?.receiveEnd(undefined);
    } else if (this.#paused) this.#unreleased += flowBytes;
    else this.#release(flowBytes);
  }

  /** @internal Applies END_STREAM. @throws StreamError if the data is shorter or longer than content-length says */
  endedRemotely(): void {
    if (this.#isWrongLength()) throw this.#wrongLength();
    this.#remoteEnded = true;
    if (this.#localEnded) this.#close();
  }

  /** @internal Ends the stream, and tells its receiver. */
  fail(failure: StreamFailure): void {
    if (this.#closed) return;
    this.#close();
    this.receiver?.receiveFailure(failure);
    this.#outgoing?.clear();
  }

  #allowance(): number {
    return Math.min(this.#sendWindow, this.#link.maxFrameBytes, this.#link.scheduler.allowance);
  }

  #sendData(bytes: Buffer): void {
    this.#sendWindow -= bytes.length;
    this.#link.scheduler.spend(bytes.length);
    this.#lastData = this.#link.sendData(this.id, bytes);
  }

  #sendEnding(): void {
    const ending = this.#ending;
    if (ending === undefined || this.#closed) return;
    if (ending === 'data') this.#link.sendEnd(this.id, this.#lastData);
    else this.#link.sendHeaders(this.id, ending.shared, ending.own, true);
    this.#endLocally();
  }

  #endLocally(): void {
    this.#localEnded = true;
    if (this.#remoteEnded) this.#close();
    // RFC 9113 section 8.1: NO_ERROR tells the other side to stop sending. The answer remains valid.
    else if (this.#link.resetsUnread) this.reset(errorCode.NO_ERROR);
  }

  #release(bytes: number): void {
    const grant = this.#receiveWindow.release(bytes);
    if (grant > 0 && !this.#remoteEnded && !this.#closed) this.#link.sendWindowUpdate(this.id, grant);
  }

  #close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#link.closed(this);
  }

  #isWrongLength(): boolean {
    return this.#contentLength !== -1 && this.#contentLength !== this.#received;
  }

  #wrongLength(): StreamError {
    return new StreamError(this.id, errorCode.PROTOCOL_ERROR, 'more or less data than content-length says');
  }
}
