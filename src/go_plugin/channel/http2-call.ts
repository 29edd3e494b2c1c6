import { constants, type ClientHttp2Stream, type IncomingHttpHeaders, type OutgoingHttpHeaders } from 'node:http2';
import {
  Metadata,
  propagate,
  status,
  type CallCredentials,
  type InterceptingListener,
  type StatusObject,
} from '@grpc/grpc-js';
import { longestTimerMs } from '../async/timers.js';
import { addCredentials } from './call-credentials.js';
import { awaitEnd, observeStream, startFlow, type ResponseHeaders, type StreamReceiver } from './call-stream.js';
import type { ChannelSettings } from './channel-settings.js';
import { formatGrpcTimeout } from './grpc-timeout.js';
import type { AuthContext, Call, MessageContext, ParentCall } from './grpc-types.js';
import type { Http2Connection } from './http2-connection.js';
import { IncomingMessages, type MessageSink } from './incoming-messages.js';
import { metadataOfHeaders, requestHeaders } from './metadata-headers.js';
import { OutgoingMessages } from './outgoing-messages.js';
import { statusOfTrailers } from './response-status.js';
import { statusOfHttpStatus, statusOfReset, type CallStatus } from './status-mapping.js';
import { transportFailure } from './transport-failure.js';

/** What a call asks of the channel it belongs to. */
export interface CallHost {
  readonly settings: ChannelSettings;
  readonly peer: string;
  /** Opens the call's stream at once if there is a connection, otherwise when there is one; or fails the call. */
  connect(call: Http2Call): void;
}

/** How a call was made: `createCall`'s arguments. */
export interface CallParameters {
  readonly method: string;
  /** Milliseconds since the epoch; Infinity for none. */
  readonly deadline: number;
  readonly authority: string;
  readonly parent: ParentCall | null;
  readonly propagateFlags: number;
  readonly number: number;
}

const noCompress = 2;

/**
 * One gRPC call on one HTTP/2 stream. Messages are handed out in order, one for each `startRead`, and the status that the other
 * side sent comes after the last of them; a status that arises here (cancellation, deadline, lost connection) comes at once.
 */
export class Http2Call implements Call, MessageSink, StreamReceiver {
  private readonly incoming: IncomingMessages;
  private readonly outgoing: OutgoingMessages;
  private listener: InterceptingListener | undefined;
  private metadata: Metadata | undefined;
  private credentials: CallCredentials | undefined;
  private connection: Http2Connection | undefined;
  private stream: ClientHttp2Stream | undefined;
  private httpStatus: number | undefined;
  private streamError: Error | undefined;
  /** The status of the trailers, while messages before it are still to be read. */
  private trailers: StatusObject | undefined;
  private allRead = false;
  private ended = false;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly host: CallHost,
    private readonly parameters: CallParameters,
  ) {
    this.incoming = new IncomingMessages(this, host.settings.maxReceiveBytes);
    this.outgoing = new OutgoingMessages(host.settings.encoding);
  }

  /** Whether the call outlasts a failed dial: grpc-js's metadata option of that name. */
  get waitsForReady(): boolean {
    return this.metadata?.getOptions().waitForReady === true;
  }

  get isOver(): boolean {
    return this.ended;
  }

  start(metadata: Metadata, listener: InterceptingListener): void {
    this.listener = listener;
    this.metadata = metadata;
    if (this.ended) return;
    const { deadline, parent } = this.parameters;
    if (parent !== null) this.follow(parent);
    if (deadline !== Infinity) this.watchDeadline();
    if (this.credentials !== undefined) this.authenticate(this.credentials, metadata);
    else this.host.connect(this);
  }

  /** The channel has a connection for this call. */
  open(connection: Http2Connection): void {
    if (this.ended || this.metadata === undefined) return;
    this.connection = connection;
    let stream: ClientHttp2Stream;
    try {
      stream = connection.openStream(this.headers(connection, this.metadata));
    } catch (error) {
      const details = `the call could not be sent: ${(error as Error).message}`;
      if (connection.usable) this.fail({ code: status.INTERNAL, details });
      else this.fail(transportFailure(status.UNAVAILABLE, details));
      return;
    }
    this.stream = stream;
    observeStream(stream, this);
    this.outgoing.attach(stream);
  }

  sendMessageWithContext(context: MessageContext, message: Buffer): void {
    const { maxSendBytes } = this.host.settings;
    if (maxSendBytes >= 0 && message.length > maxSendBytes) {
      const details = `Attempted to send message with a size larger than ${maxSendBytes}`;
      this.fail({ code: status.RESOURCE_EXHAUSTED, details });
      context.callback?.();
      return;
    }
    this.outgoing.send(message, context.callback, ((context.flags ?? 0) & noCompress) === 0);
  }

  startRead(): void {
    this.incoming.startRead();
  }

  halfClose(): void {
    this.outgoing.end();
  }

  cancelWithStatus(code: status, details: string): void {
    this.fail({ code, details });
  }

  getPeer(): string {
    return this.host.peer;
  }

  getCallNumber(): number {
    return this.parameters.number;
  }

  setCredentials(credentials: CallCredentials): void {
    this.credentials = this.credentials === undefined ? credentials : this.credentials.compose(credentials);
  }

  getAuthContext(): AuthContext | null {
    return this.connection?.authContext ?? null;
  }

  receive(message: Buffer): void {
    this.listener?.onReceiveMessage(message);
  }

  pause(): void {
    this.stream?.pause();
  }

  resume(): void {
    this.stream?.resume();
  }

  settled(): void {
    if (this.trailers !== undefined) this.reportTrailers();
  }

  /** Ends the call from this side, whatever is still under way. */
  fail(failure: CallStatus): void {
    if (this.ended) return;
    this.incoming.discard();
    this.stream?.close(constants.NGHTTP2_CANCEL);
    // Later, because the caller may be in the middle of something: cancel() must not call back before it returns.
    process.nextTick(() => this.listener?.onReceiveStatus({ ...failure, metadata: new Metadata() }));
    this.finish();
  }

  /** Headers of the response; for a trailers-only response they hold the status. */
  receiveHeaders(headers: ResponseHeaders, endOfStream: boolean): void {
    if (this.ended) return;
    this.httpStatus = headers[':status'];
    if (endOfStream) {
      this.receiveTrailers(headers);
      this.stream?.resume();
      return;
    }
    const type = headers['content-type'];
    if (type?.startsWith('application/grpc') !== true) {
      const details = `the response is no gRPC: HTTP status ${this.httpStatus ?? 0}, content-type ${JSON.stringify(type)}`;
      this.fail({ code: statusOfHttpStatus(this.httpStatus), details });
      return;
    }
    const encoding = headers['grpc-encoding'];
    if (typeof encoding === 'string') this.incoming.useEncoding(encoding);
    this.listener?.onReceiveMetadata(metadataOfHeaders(headers));
    // Not before: a stream over a Duplex that is no socket would deliver data ahead of the response event.
    if (this.stream !== undefined) startFlow(this.stream);
  }

  receiveData(chunk: Buffer): void {
    this.incoming.write(chunk);
  }

  receiveTrailers(headers: IncomingHttpHeaders): void {
    if (this.ended || this.stream === undefined) return;
    this.trailers = Object.assign(statusOfTrailers(headers, this.httpStatus), { metadata: metadataOfHeaders(headers) });
    this.allRead = this.stream.readableLength === 0;
    if (!this.allRead) awaitEnd(this.stream);
    this.incoming.handOutRest();
  }

  receiveEnd(): void {
    this.allRead = true;
    this.incoming.handOutRest();
  }

  receiveError(error: Error): void {
    this.streamError = error;
  }

  receiveClose(): void {
    if (this.ended || this.allRead || this.stream === undefined) return;
    const { trailers } = this;
    if (trailers !== undefined && trailers.code !== status.OK) {
      this.receiveEnd();
      return;
    }
    const lost = this.connection?.lostReason;
    if (lost !== undefined || trailers !== undefined) {
      const details = lost ?? 'connection lost: the stream was closed before all of it was read';
      this.fail(transportFailure(status.UNAVAILABLE, details));
      return;
    }
    const code = this.stream.rstCode;
    if (code === constants.NGHTTP2_CANCEL && Date.now() >= this.parameters.deadline) {
      this.exceed();
      return;
    }
    const { code: mapped, details } = statusOfReset(code, this.httpStatus);
    const reason = this.streamError === undefined ? '' : `: ${this.streamError.message}`;
    this.fail(transportFailure(mapped, `${details}${reason}`));
  }

  private reportTrailers(): void {
    const { trailers } = this;
    if (this.ended || trailers === undefined || !this.allRead || !this.incoming.drained) return;
    if (trailers.code === status.OK && this.incoming.truncated) {
      this.fail({ code: status.INTERNAL, details: 'the response ends in the middle of a message' });
      return;
    }
    // The other side has answered without waiting for all requests: nothing more is to be sent.
    if (this.stream?.writableEnded === false) this.stream.close(constants.NGHTTP2_NO_ERROR);
    this.finish();
    this.listener?.onReceiveStatus(trailers);
  }

  private finish(): void {
    this.ended = true;
    if (this.timer !== undefined) clearTimeout(this.timer);
    this.parameters.parent?.removeListener('cancelled', this.cancelWithParent);
    if (this.stream !== undefined) this.connection?.callEnded(this.stream);
    this.outgoing.abandon();
  }

  private headers(connection: Http2Connection, metadata: Metadata): OutgoingHttpHeaders {
    const { settings } = this.host;
    const { method: path, authority, deadline } = this.parameters;
    const { userAgent, encoding } = settings;
    const headers = requestHeaders({ path, scheme: connection.scheme, authority, userAgent, encoding }, metadata);
    if (deadline !== Infinity) headers['grpc-timeout'] = formatGrpcTimeout(deadline - Date.now());
    return headers;
  }

  private watchDeadline(): void {
    const remaining = this.parameters.deadline - Date.now();
    if (remaining <= 0) this.exceed();
    else if (remaining <= longestTimerMs) this.timer = setTimeout(() => this.exceed(), Math.ceil(remaining));
  }

  private exceed(): void {
    this.fail({ code: status.DEADLINE_EXCEEDED, details: 'Deadline exceeded' });
  }

  private follow(parent: ParentCall): void {
    if ((this.parameters.propagateFlags & propagate.CANCELLATION) === 0) return;
    parent.on('cancelled', this.cancelWithParent);
  }

  private readonly cancelWithParent = (): void =>
    this.fail({ code: status.CANCELLED, details: 'Cancelled by parent call' });

  private authenticate(credentials: CallCredentials, metadata: Metadata): void {
    const { method, authority } = this.parameters;
    void addCredentials(metadata, credentials, method, authority).then((result) => {
      if ('code' in result) {
        this.fail(result);
        return;
      }
      this.metadata = result;
      if (!this.ended) this.host.connect(this);
    });
  }
}
