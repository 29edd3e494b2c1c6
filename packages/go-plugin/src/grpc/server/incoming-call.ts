import { status, type Metadata } from '@grpc/grpc-js';
import { startTimer, type CancelTimer } from 'plugin-async';
import { compressMessage, messageEncoding, type MessageEncoding } from '../../channel/compression.js';
import { parseGrpcTimeout } from '../../channel/grpc-timeout.js';
import { checkHeaderLimit } from '../../channel/header-limits.js';
import { IncomingMessages, type MessageSink } from '../../channel/incoming-messages.js';
import { encodeMessage } from '../../channel/message-framing.js';
import {
  fieldsOfMetadata,
  metadataOfFields,
  requestNames,
  reservedResponseNames,
} from '../../channel/metadata-headers.js';
import { deadlineExceeded, type CallStatus } from '../../channel/status-mapping.js';
import type { HeaderBlock } from '../../http2/hpack/header-block.js';
import type { HeaderField } from '../../http2/hpack/header-field.js';
import type { Http2Stream, StreamReceiver } from '../../http2/stream.js';
import type {
  CallListener,
  ConnectionInfo,
  InterceptingCall,
  MetricsRecorder,
  PartialStatus,
} from './grpc-server-types.js';
import type { Method } from './method-table.js';
import {
  compressedResponseHeaders,
  encodeGrpcMessage,
  responseHeaders,
  sharedTrailers,
  sharedTrailersOnly,
} from './response-fields.js';
import type { ServerSettings } from './server-settings.js';

/** What a call asks of the connection that it came on. */
export interface CallPeer {
  readonly settings: ServerSettings;
  /** What the other side takes in one block of headers; Infinity until it has said so. */
  readonly maxHeaderListBytes: number;
  getPeer(): string;
  getAuthContext(): ReturnType<InterceptingCall['getAuthContext']>;
  getConnectionInfo(): ConnectionInfo;
}

/** What runs the handler of a call: the listener of grpc-js's interceptors, and what those have no need of. */
export interface CallHandling extends CallListener {
  /** The call begins without interceptors: its metadata is asked for only when the handler reads it. */
  begin(): void;
}

/**
 * One call on the server: reads messages, one for each `startRead`, and sends headers, messages and the status. Server interceptors see it as
 * the innermost call. It is over when a status was sent, when the other side cancels or vanishes, and when its deadline has passed.
 */
export class IncomingCall implements InterceptingCall, StreamReceiver, MessageSink {
  readonly #messages: IncomingMessages;
  #listener: CallListener | undefined;
  #metadata: Metadata | undefined;
  #deadline = Infinity;
  #cancelTimer: CancelTimer | undefined;
  #responseEncoding: MessageEncoding | undefined;
  #reading = false;
  #halfClosed = false;
  #headersSent = false;
  #over = false;

  constructor(
    private readonly method: Method,
    private readonly stream: Http2Stream,
    private readonly headers: HeaderBlock,
    private readonly peer: CallPeer,
  ) {
    const { maxReceiveBytes, encoding } = peer.settings;
    this.#messages = new IncomingMessages(this, maxReceiveBytes);
    const requestEncoding = headers.get('grpc-encoding');
    if (requestEncoding !== undefined) this.#messages.useEncoding(requestEncoding);
    if (encoding !== undefined && accepts(headers, encoding)) this.#responseEncoding = encoding;
  }

  /** The request's metadata; the handler's own, made when it is first asked for. */
  get metadata(): Metadata {
    return (this.#metadata ??= metadataOfFields(this.headers.fields, requestNames));
  }

  /** Watches the deadline of the request. @returns false if that ends the call */
  watchDeadline(): boolean {
    const timeout = this.headers.get('grpc-timeout');
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
    if (this.#over || this.#headersSent) return;
    this.#sendHeaders(fieldsOfMetadata(metadata, reservedResponseNames));
  }

  sendMessage(message: unknown, callback: () => void): void {
    if (this.#over) return;
    const payload = this.#serialize(message);
    if (payload === undefined) return;
    const { maxSendBytes } = this.peer.settings;
    if (maxSendBytes >= 0 && payload.length > maxSendBytes) {
      const details = `Sent message larger than max (${payload.length} vs. ${maxSendBytes})`;
      this.sendStatus({ code: status.RESOURCE_EXHAUSTED, details });
      return;
    }
    if (!this.#headersSent) this.#sendHeaders([]);
    // A call that is over does not call back, as in grpc-js: a handler that waits to write must not write on.
    const taken = (): void => {
      if (!this.#over) callback();
    };
    const encoding = this.#responseEncoding;
    if (encoding === undefined) this.stream.write(encodeMessage(payload, false), taken);
    else
      void compressMessage(encoding, payload).then((compressed) => {
        this.stream.write(encodeMessage(compressed, true), taken);
      });
  }

  sendStatus({ code, details, metadata }: PartialStatus): void {
    if (this.#over) return;
    let own = metadata === null || metadata === undefined ? none : fieldsOfMetadata(metadata, reservedResponseNames);
    if (details !== '' && !(code === status.OK && details === 'OK'))
      own = [{ name: 'grpc-message', value: encodeGrpcMessage(details) }, ...own];
    const shared = this.#headersSent ? sharedTrailers(code) : sharedTrailersOnly(code);
    try {
      checkHeaderLimit(this.peer.maxHeaderListBytes, shared, own);
    } catch (error) {
      this.sendStatus({ code: status.INTERNAL, details: `the status could not be sent: ${(error as Error).message}` });
      return;
    }
    this.#end();
    if (this.#headersSent) this.stream.endWithTrailers(shared, own);
    else this.stream.sendHeaders(shared, own, true);
  }

  startRead(): void {
    this.#reading = true;
    this.#messages.startRead();
  }

  getPeer(): string {
    return this.peer.getPeer();
  }

  getDeadline(): number {
    return this.#deadline;
  }

  getHost(): string {
    return this.headers.get(':authority') ?? this.headers.get('host') ?? '';
  }

  getPath(): string {
    return this.method.path;
  }

  getAuthContext(): ReturnType<InterceptingCall['getAuthContext']> {
    return this.peer.getAuthContext();
  }

  getConnectionInfo(): ConnectionInfo {
    return this.peer.getConnectionInfo();
  }

  /** @throws Error ORCA's metrics are for load balancers, which a link to one plugin does not have */
  getMetricsRecorder(): MetricsRecorder {
    throw new Error('a plugin link has no per-request metrics');
  }

  receive(bytes: Buffer): void {
    let message: unknown;
    try {
      message = this.method.deserialize(bytes);
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
    this.stream.pause();
  }

  resume(): void {
    this.stream.resume();
  }

  settled(): void {
    if (!this.#halfClosed || !this.#reading || this.#over) return;
    this.#reading = false;
    this.#listener?.onReceiveHalfClose();
  }

  receiveHeaders(): void {
    // A request's headers come with its stream.
  }

  receiveData(chunk: Buffer): void {
    this.#messages.write(chunk);
  }

  receiveEnd(): void {
    if (this.#messages.truncated) {
      this.fail({ code: status.INTERNAL, details: 'the request ends in the middle of a message' });
      return;
    }
    this.#halfClosed = true;
    if (this.#messages.drained) this.settled();
  }

  receiveFailure(): void {
    if (this.#over) return;
    this.#end();
    this.#cancel();
  }

  #end(): void {
    this.#over = true;
    this.#cancelTimer?.();
    this.#messages.discard();
  }

  /** Later, because the handler may be in the middle of something. */
  #cancel(): void {
    process.nextTick(() => this.#listener?.onCancel());
  }

  #sendHeaders(own: readonly HeaderField[]): void {
    const encoding = this.#responseEncoding;
    const shared = encoding === undefined ? responseHeaders : compressedResponseHeaders(encoding);
    try {
      checkHeaderLimit(this.peer.maxHeaderListBytes, shared, own);
    } catch (error) {
      this.fail({ code: status.INTERNAL, details: `the headers could not be sent: ${(error as Error).message}` });
      return;
    }
    this.#headersSent = true;
    this.stream.sendHeaders(shared, own, false);
  }

  #serialize(message: unknown): Buffer | undefined {
    try {
      return this.method.serialize(message);
    } catch {
      this.sendStatus({ code: status.INTERNAL, details: 'Error serializing response' });
      return undefined;
    }
  }
}

const none: readonly HeaderField[] = [];

function accepts(headers: HeaderBlock, encoding: MessageEncoding): boolean {
  const accepted = headers.get('grpc-accept-encoding') ?? '';
  return accepted.split(',').some((name) => messageEncoding(name.trim()) === encoding);
}
