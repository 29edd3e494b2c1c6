import { constants, type ClientHttp2Stream, type IncomingHttpHeaders } from 'node:http2';
import { status, type Metadata, type StatusObject } from '@grpc/grpc-js';
import { awaitEnd, observeStream, startFlow, type ResponseHeaders, type StreamReceiver } from './call-stream.js';
import type { Http2Connection } from './http2-connection.js';
import { IncomingMessages, type MessageSink } from './incoming-messages.js';
import { metadataOfHeaders } from './metadata-headers.js';
import { statusOfTrailers } from './response-status.js';
import { deadlineExceeded, statusOfHttpStatus, statusOfReset, type CallStatus } from './status-mapping.js';
import { transportFailure } from './failure-origin.js';

/** The call that a response belongs to. */
export interface ResponseTarget {
  /** Nothing is to be told any more. */
  readonly isOver: boolean;
  receiveMetadata(metadata: Metadata): void;
  receiveMessage(message: Buffer): void;
  /** The status that the other side sent; nothing follows. */
  receiveStatus(result: StatusObject): void;
  /** The response cannot be used, or breaks off. */
  fail(failure: CallStatus): void;
}

/** The other side's half of a call: its headers, messages and trailers, in this order whatever the order of the stream's events. */
export class IncomingResponse implements MessageSink, StreamReceiver {
  private readonly messages: IncomingMessages;
  private stream: ClientHttp2Stream | undefined;
  private connection: Http2Connection | undefined;
  private httpStatus: number | undefined;
  private streamError: Error | undefined;
  /** The status of the trailers, while messages before it are still to be read. */
  private trailers: StatusObject | undefined;
  private allRead = false;

  /**
   * @param deadline milliseconds since the epoch; Infinity for none
   * @param maxBytes the largest message that is taken
   */
  constructor(
    private readonly call: ResponseTarget,
    private readonly deadline: number,
    maxBytes: number,
  ) {
    this.messages = new IncomingMessages(this, maxBytes);
  }

  /** The call has its stream. */
  attach(stream: ClientHttp2Stream, connection: Http2Connection): void {
    this.stream = stream;
    this.connection = connection;
    observeStream(stream, this);
  }

  /** The application wants one more message. */
  startRead(): void {
    this.messages.startRead();
  }

  /** Drops what is waiting and whatever still comes. */
  discard(): void {
    this.messages.discard();
  }

  receive(message: Buffer): void {
    this.call.receiveMessage(message);
  }

  fail(failure: CallStatus): void {
    this.call.fail(failure);
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

  /** For a trailers-only response they hold the status. */
  receiveHeaders(headers: ResponseHeaders, endOfStream: boolean): void {
    if (this.call.isOver) return;
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
    if (typeof encoding === 'string') this.messages.useEncoding(encoding);
    this.call.receiveMetadata(metadataOfHeaders(headers));
    // Not before: a stream over a Duplex that is no socket would deliver data ahead of the response event.
    if (this.stream !== undefined) startFlow(this.stream);
  }

  receiveData(chunk: Buffer): void {
    this.messages.write(chunk);
  }

  receiveTrailers(headers: IncomingHttpHeaders): void {
    if (this.call.isOver || this.stream === undefined) return;
    this.trailers = Object.assign(statusOfTrailers(headers, this.httpStatus), { metadata: metadataOfHeaders(headers) });
    this.allRead = this.stream.readableLength === 0;
    if (!this.allRead) awaitEnd(this.stream);
    this.messages.handOutRest();
  }

  receiveEnd(): void {
    this.allRead = true;
    this.messages.handOutRest();
  }

  receiveError(error: Error): void {
    this.streamError = error;
  }

  receiveClose(): void {
    if (this.call.isOver || this.allRead || this.stream === undefined) return;
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
    if (code === constants.NGHTTP2_CANCEL && Date.now() >= this.deadline) {
      this.fail(deadlineExceeded);
      return;
    }
    const { code: mapped, details } = statusOfReset(code, this.httpStatus);
    const reason = this.streamError === undefined ? '' : `: ${this.streamError.message}`;
    this.fail(transportFailure(mapped, `${details}${reason}`));
  }

  private reportTrailers(): void {
    const { trailers } = this;
    if (this.call.isOver || trailers === undefined || !this.allRead || !this.messages.drained) return;
    if (trailers.code === status.OK && this.messages.truncated) {
      this.fail({ code: status.INTERNAL, details: 'the response ends in the middle of a message' });
      return;
    }
    // The other side has answered without waiting for all requests: nothing more is to be sent.
    if (this.stream?.writableEnded === false) this.stream.close(constants.NGHTTP2_NO_ERROR);
    this.call.receiveStatus(trailers);
  }
}
