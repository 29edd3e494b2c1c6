import { status, type Metadata } from '@grpc/grpc-js';
import { startTimer, type CancelTimer } from 'plugin-async';
import { parseGrpcTimeout } from '../../channel/grpc-timeout.js';
import { IncomingMessages, type MessageSink } from '../../channel/incoming-messages.js';
import { wholeMessage } from '../../channel/message-framing.js';
import { metadataOfFields, requestNames } from '../../channel/metadata-headers.js';
import { deadlineExceeded, type CallStatus } from '../../channel/status-mapping.js';
import type { HeaderBlock } from '../../http2/hpack/header-block.js';
import type { Http2Stream } from '../../http2/stream.js';
import type { StreamReceiver } from '../../http2/stream-receiver.js';
import type {
  CallListener,
  ConnectionInfo,
  InterceptingCall,
  MetricsRecorder,
  PartialStatus,
} from './grpc-server-types.js';
import type { Method } from './method-table.js';
import { OutgoingResponse } from './outgoing-response.js';
import type { ServerSettings } from './server-settings.js';

/** The part of a connection that its calls use. */
export interface CallPeer {
  readonly settings: ServerSettings;
  /** The largest block of headers that the other side accepts, Infinity until it has sent a limit. */
  readonly maxHeaderListBytes: number;
  getPeer(): string;
  getAuthContext(): ReturnType<InterceptingCall['getAuthContext']>;
  getConnectionInfo(): ConnectionInfo;
}

/** Runs the handler of a call. It extends the listener of grpc-js's interceptors. */
export interface CallHandling extends CallListener {
  /** Begins a call without interceptors. Its metadata is made only if the handler reads it. */
  begin(): void;
}

/**
 * One call on the server. It reads messages, one for each `startRead`, and sends headers, messages and the status. It is the innermost call
 * of server interceptors. It ends when a status is sent, when the other side cancels or disappears, and when its deadline passes.
 */
export class IncomingCall implements InterceptingCall, StreamReceiver, MessageSink {
  readonly #method: Method;
  readonly #stream: Http2Stream;
  readonly #headers: HeaderBlock;
  readonly #peer: CallPeer;

  /** Puts messages together that do not come in one piece or before they are wanted. */
  #messages: IncomingMessages | undefined;
  readonly #response: OutgoingResponse;
  #listener: CallListener | undefined;
  #metadata: Metadata | undefined;
  #deadline = Infinity;
  #cancelTimer: CancelTimer | undefined;
  #reading = false;
  #halfClosed = false;
  #over = false;

  constructor(method: Method, stream: Http2Stream, headers: HeaderBlock, peer: CallPeer) {
    this.#method = method;
    this.#stream = stream;
    this.#headers = headers;
    this.#peer = peer;

    this.#response = new OutgoingResponse(stream, headers, peer.settings.encoding);
  }

  /** The request's metadata, made on first use. The handler may change it. */
  get metadata(): Metadata {
    return (this.#metadata ??= metadataOfFields(this.#headers.fields, requestNames));
  }

  /** Watches the deadline of the request. @returns false if that ends the call */
  watchDeadline(): boolean {
    const timeout = this.#headers.get('grpc-timeout');
    if (timeout === undefined) return true;
    const milliseconds = parseGrpcTimeout(timeout);
    if (milliseconds === undefined) {
      const details = `Invalid grpc-timeout value ${JSON.stringify(timeout.slice(0, 32))}`;
      this.sendStatus({ code: status.INTERNAL, details });
      return false;
    }
    this.#deadline = Date.now() + milliseconds;
    this.#cancelTimer = startTimer(Math.ceil(milliseconds), () => this.fail(deadlineExceeded), { unref: true });
    return true;
  }

  /** Begins to handle the call, without interceptors. */
  begin(handling: CallHandling): void {
    this.#listener = handling;
    handling.begin();
  }

  /** Begins to handle the call through interceptors. */
  start(listener: CallListener): void {
    this.#listener = listener;
    listener.onReceiveMetadata(this.metadata);
  }

  sendMetadata(metadata: Metadata): void {
    if (this.#over || this.#response.headersSent) return;
    this.#sendHeaders(metadata);
  }

  sendMessage(message: unknown, callback: () => void): void {
    if (this.#over) return;
    const payload = this.#serialize(message);
    if (payload === undefined) return;
    const { maxSendBytes } = this.#peer.settings;
    if (maxSendBytes >= 0 && payload.length > maxSendBytes) {
      const details = `Sent message larger than max (${payload.length} vs. ${maxSendBytes})`;
      this.sendStatus({ code: status.RESOURCE_EXHAUSTED, details });
      return;
    }
    if (!this.#response.headersSent) this.#sendHeaders(undefined);
    // As in grpc-js, there is no callback after the call has ended, so that a waiting handler does not continue to write.
    this.#response.sendMessage(payload, () => {
      if (!this.#over) callback();
    });
  }

  sendStatus(ending: PartialStatus): void {
    if (this.#over) return;
    this.#end();
    this.#response.sendStatus(ending, this.#peer.maxHeaderListBytes);
  }

  startRead(): void {
    this.#reading = true;
    if (this.#messages === undefined) this.settled();
    else this.#messages.startRead();
  }

  getPeer(): string {
    return this.#peer.getPeer();
  }

  getDeadline(): number {
    return this.#deadline;
  }

  getHost(): string {
    return this.#headers.get(':authority') ?? this.#headers.get('host') ?? '';
  }

  getAuthContext(): ReturnType<InterceptingCall['getAuthContext']> {
    return this.#peer.getAuthContext();
  }

  getConnectionInfo(): ConnectionInfo {
    return this.#peer.getConnectionInfo();
  }

  /** @throws Error always. ORCA metrics are for load balancers, and a link to one plugin has none */
  getMetricsRecorder(): MetricsRecorder {
    throw new Error('a plugin link has no per-request metrics');
  }

  receive(bytes: Buffer): void {
    let message: unknown;
    try {
      message = this.#method.deserialize(bytes);
    } catch {
      this.fail({ code: status.INTERNAL, details: 'Error deserializing request' });
      return;
    }
    this.#reading = false;
    if (!this.#over) this.#listener?.onReceiveMessage(message);
  }

  fail(failure: CallStatus): void {
    this.sendStatus(failure);
    this.#cancel();
  }

  pause(): void {
    this.#stream.pause();
  }

  resume(): void {
    this.#stream.resume();
  }

  settled(): void {
    if (!this.#halfClosed || !this.#reading || this.#over) return;
    this.#reading = false;
    this.#listener?.onReceiveHalfClose();
  }

  receiveHeaders(): void {
    // The headers of a request come with its stream.
  }

  receiveData(chunk: Buffer): void {
    if (this.#over) return;
    if (this.#messages === undefined) {
      const { maxReceiveBytes } = this.#peer.settings;
      const whole = this.#reading ? wholeMessage(chunk, maxReceiveBytes) : undefined;
      if (whole !== undefined) {
        this.receive(whole);
        return;
      }
      this.#messages = new IncomingMessages(this, maxReceiveBytes);
      const encoding = this.#headers.get('grpc-encoding');
      if (encoding !== undefined) this.#messages.useEncoding(encoding);
      if (this.#reading) this.#messages.startRead();
    }
    this.#messages.write(chunk);
  }

  receiveEnd(): void {
    if (this.#messages?.truncated === true) {
      this.fail({ code: status.INTERNAL, details: 'the request ends in the middle of a message' });
      return;
    }
    this.#halfClosed = true;
    if (this.#messages?.drained !== false) this.settled();
  }

  receiveFailure(): void {
    if (this.#over) return;
    this.#end();
    this.#cancel();
  }

  #end(): void {
    this.#over = true;
    this.#cancelTimer?.();
    this.#messages?.discard();
  }

  /** On the next tick, because the handler may be running now. */
  #cancel(): void {
    process.nextTick(() => this.#listener?.onCancel());
  }

  #sendHeaders(metadata: Metadata | undefined): void {
    const failure = this.#response.sendHeaders(metadata, this.#peer.maxHeaderListBytes);
    if (failure !== undefined) this.fail(failure);
  }

  #serialize(message: unknown): Buffer | undefined {
    try {
      return this.#method.serialize(message);
    } catch {
      this.sendStatus({ code: status.INTERNAL, details: 'Error serializing response' });
      return undefined;
    }
  }
}
