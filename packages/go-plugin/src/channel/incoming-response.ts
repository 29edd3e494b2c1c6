import { status, type Metadata, type StatusObject } from '@grpc/grpc-js';
import { errorCode } from '../http2/error-code.js';
import type { HeaderBlock } from '../http2/hpack/header-block.js';
import type { Http2Stream } from '../http2/stream.js';
import type { StreamFailure, StreamReceiver } from '../http2/stream-receiver.js';
import { IncomingMessages, type MessageSink } from './incoming-messages.js';
import { metadataOfFields } from './metadata-headers.js';
import {
  problemOfHeaders,
  statusOfStreamFailure,
  statusWithoutTrailers,
  truncatedMessage,
  truncatedMetadata,
} from './response-problems.js';
import { statusOfTrailers } from './response-status.js';
import type { CallStatus } from './status-mapping.js';

/** The call that a response belongs to. */
export interface ResponseTarget {
  /** Whether the call has ended. Then it gets no more events. */
  readonly isOver: boolean;
  receiveMetadata(metadata: Metadata): void;
  receiveMessage(message: Buffer): void;
  /** The status that the other side sent. Nothing follows. */
  receiveStatus(result: StatusObject): void;
  /** The response is invalid or incomplete. */
  fail(failure: CallStatus): void;
}

/** The other side's half of a call: its headers, messages and trailers. */
export class IncomingResponse implements MessageSink, StreamReceiver {
  readonly #call: ResponseTarget;
  readonly #deadline: number;
  readonly #messages: IncomingMessages;
  #stream: Http2Stream | undefined;
  #httpStatus: number | undefined;
  /** The status in the trailers, until the messages before it have been read. */
  #trailers: StatusObject | undefined;

  /**
   * @param deadline milliseconds since the epoch, Infinity for none
   * @param maxBytes the largest accepted message, in bytes
   */
  constructor(call: ResponseTarget, deadline: number, maxBytes: number) {
    this.#call = call;
    this.#deadline = deadline;

    this.#messages = new IncomingMessages(this, maxBytes);
  }

  /** The call has its stream. */
  attach(stream: Http2Stream): void {
    this.#stream = stream;
  }

  /** The application wants one more message. */
  startRead(): void {
    this.#messages.startRead();
  }

  /** Drops the waiting messages and all further bytes. */
  discard(): void {
    this.#messages.discard();
  }

  receive(message: Buffer): void {
    this.#call.receiveMessage(message);
  }

  fail(failure: CallStatus): void {
    this.#call.fail(failure);
  }

  pause(): void {
    this.#stream?.pause();
  }

  resume(): void {
    this.#stream?.resume();
  }

  settled(): void {
    if (this.#trailers !== undefined) this.#reportTrailers();
  }

  /** The headers of a trailers-only response contain the status. */
  receiveHeaders(block: HeaderBlock, endStream: boolean): void {
    if (this.#call.isOver) return;
    this.#httpStatus = Number(block.get(':status'));
    if (endStream) {
      this.receiveEnd(block);
      return;
    }
    const problem = problemOfHeaders(block, this.#httpStatus);
    if (problem !== undefined) {
      this.fail(problem);
      return;
    }
    const encoding = block.get('grpc-encoding');
    if (encoding !== undefined) this.#messages.useEncoding(encoding);
    this.#call.receiveMetadata(metadataOfFields(block.fields));
  }

  receiveData(chunk: Buffer): void {
    this.#messages.write(chunk);
  }

  receiveEnd(trailers: HeaderBlock | undefined): void {
    if (this.#call.isOver) return;
    if (trailers === undefined || trailers.truncated) {
      this.fail(trailers === undefined ? statusWithoutTrailers(this.#httpStatus) : truncatedMetadata);
      return;
    }
    const metadata = metadataOfFields(trailers.fields);
    this.#trailers = Object.assign(statusOfTrailers(trailers, this.#httpStatus), { metadata });
    this.#messages.handOutRest();
  }

  receiveFailure(failure: StreamFailure): void {
    if (!this.#call.isOver) this.fail(statusOfStreamFailure(failure, this.#httpStatus, this.#deadline));
  }

  #reportTrailers(): void {
    const trailers = this.#trailers;
    if (this.#call.isOver || trailers === undefined || !this.#messages.drained) return;
    if (trailers.code === status.OK && this.#messages.truncated) {
      this.fail(truncatedMessage);
      return;
    }
    // The other side has answered before the end of the requests, so the rest need not be sent.
    if (this.#stream?.localEnded === false) this.#stream.reset(errorCode.NO_ERROR);
    this.#call.receiveStatus(trailers);
  }
}
