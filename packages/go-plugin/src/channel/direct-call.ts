import { status } from '@grpc/grpc-js';
import { longestTimerMs, startTimer, type CancelTimer } from 'plugin-async';
import { errorCode } from '../http2/error-code.js';
import type { HeaderBlock } from '../http2/hpack/header-block.js';
import type { HeaderField } from '../http2/hpack/header-field.js';
import type { Http2Stream } from '../http2/stream.js';
import type { StreamFailure, StreamReceiver } from '../http2/stream-receiver.js';
import type { CallHost, PendingCall } from './call-host.js';
import type { ClientConnection } from './client-connection.js';
import { compressMessage } from './compression.js';
import { decidedHere } from './failure-origin.js';
import { formatGrpcTimeout } from './grpc-timeout.js';
import { IncomingMessages, type MessageSink } from './incoming-messages.js';
import { encodeMessage, wholeMessage } from './message-framing.js';
import {
  problemOfHeaders,
  statusOfStreamFailure,
  statusWithoutTrailers,
  truncatedMessage,
  truncatedMetadata,
} from './response-problems.js';
import { statusOfTrailers } from './response-status.js';
import { deadlineExceeded, type CallStatus } from './status-mapping.js';

/** The request of a direct call, and its limits. */
export interface DirectRequest {
  readonly path: string;
  readonly message: Buffer;
  /** The fields of the caller's metadata. */
  readonly fields: readonly HeaderField[];
  /** Milliseconds since the epoch, Infinity for no deadline. */
  readonly deadline: number;
  readonly signal: AbortSignal | undefined;
}

/** Gets the result of a direct call. */
export interface DirectCallTarget {
  succeed(message: Buffer): void;
  /** @param trailers the other side's, if the status is its own */
  fail(failure: CallStatus, trailers?: HeaderBlock): void;
}

const canceled: CallStatus = { code: status.CANCELLED, details: 'Cancelled on client' };

/**
 * One unary call on one HTTP/2 stream, without the stream, the metadata object and the listener of a grpc-js client. Its error texts are
 * those of grpc-js's client.
 */
export class DirectCall implements StreamReceiver, PendingCall, MessageSink {
  readonly waitsForReady = false;
  readonly #host: CallHost;
  readonly #request: DirectRequest;
  readonly #target: DirectCallTarget;
  #stream: Http2Stream | undefined;
  #httpStatus: number | undefined;
  #encoding: string | undefined;
  #message: Buffer | undefined;
  /** Joins and decompresses messages that do not arrive in one piece or are compressed. */
  #messages: IncomingMessages | undefined;
  #trailers: HeaderBlock | undefined;
  #cancelTimer: CancelTimer | undefined;
  #over = false;

  constructor(host: CallHost, request: DirectRequest, target: DirectCallTarget) {
    this.#host = host;
    this.#request = request;
    this.#target = target;
  }

  get isOver(): boolean {
    return this.#over;
  }

  start(): void {
    const { signal, deadline } = this.#request;
    if (signal !== undefined) {
      if (signal.aborted) {
        this.fail(canceled);
        return;
      }
      signal.addEventListener('abort', this, { once: true });
    }
    if (deadline !== Infinity) {
      const remaining = deadline - Date.now();
      if (remaining <= 0) {
        this.fail(deadlineExceeded);
        return;
      }
      if (remaining <= longestTimerMs)
        this.#cancelTimer = startTimer(Math.ceil(remaining), () => this.fail(deadlineExceeded));
    }
    this.#host.connect(this);
  }

  /** The signal was aborted. */
  handleEvent(): void {
    this.fail(canceled);
  }

  open(connection: ClientConnection): void {
    if (this.#over) return;
    if (!connection.hasRoom) {
      connection.wait(this);
      return;
    }
    const { path, message } = this.#request;
    const { authority, encoding } = this.#host.settings;
    let stream: Http2Stream;
    try {
      stream = connection.openStream(this, path, authority, this.#ownFields());
    } catch (error) {
      this.fail({ code: status.INTERNAL, details: `the call could not be sent: ${(error as Error).message}` });
      return;
    }
    this.#stream = stream;
    if (encoding === undefined) {
      stream.write(encodeMessage(message, false));
      stream.end();
      return;
    }
    void compressMessage(encoding, message).then((compressed) => {
      stream.write(encodeMessage(compressed, true));
      stream.end();
    });
  }

  reopen(): void {
    if (!this.#over) this.#host.connect(this);
  }

  receiveHeaders(block: HeaderBlock, endStream: boolean): void {
    this.#httpStatus = Number(block.get(':status'));
    if (endStream) {
      this.receiveEnd(block);
      return;
    }
    const problem = problemOfHeaders(block, this.#httpStatus);
    if (problem !== undefined) this.fail(problem);
    else this.#encoding = block.get('grpc-encoding');
  }

  receiveData(chunk: Buffer): void {
    if (this.#messages === undefined) {
      const whole = this.#message === undefined ? wholeMessage(chunk, this.#host.settings.maxReceiveBytes) : undefined;
      if (whole !== undefined) {
        this.#message = whole;
        return;
      }
      this.#messages = new IncomingMessages(this, this.#host.settings.maxReceiveBytes);
      if (this.#encoding !== undefined) this.#messages.useEncoding(this.#encoding);
      this.#messages.handOutRest();
    }
    this.#messages.write(chunk);
  }

  receiveEnd(trailers: HeaderBlock | undefined): void {
    if (trailers === undefined) this.fail(statusWithoutTrailers(this.#httpStatus));
    else if (trailers.truncated) this.fail(truncatedMetadata);
    else {
      this.#trailers = trailers;
      this.settled();
    }
  }

  receiveFailure(failure: StreamFailure): void {
    this.fail(statusOfStreamFailure(failure, this.#httpStatus, this.#request.deadline));
  }

  receive(message: Buffer): void {
    if (this.#message === undefined) this.#message = message;
    else this.fail({ code: status.UNIMPLEMENTED, details: 'Too many responses received' });
  }

  pause(): void {
    // Every message is taken at once.
  }

  resume(): void {
    // See pause.
  }

  settled(): void {
    const trailers = this.#trailers;
    const messages = this.#messages;
    if (trailers === undefined || this.#over || messages?.drained === false) return;
    const result = statusOfTrailers(trailers, this.#httpStatus);
    if (result.code === status.OK && messages?.truncated === true) {
      this.fail(truncatedMessage);
      return;
    }
    // The other side has answered before the end of the request, so the rest need not be sent.
    if (this.#stream?.localEnded === false) this.#stream.reset(errorCode.NO_ERROR);
    this.#end();
    if (result.code !== status.OK) this.#target.fail(this.#ownIfLate(result), trailers);
    else if (this.#message !== undefined) this.#target.succeed(this.#message);
    else this.#target.fail({ code: status.UNIMPLEMENTED, details: 'No message received' }, trailers);
  }

  /** Ends the call from this side. */
  fail(failure: CallStatus): void {
    if (this.#over) return;
    this.#end();
    this.#messages?.discard();
    this.#stream?.reset(errorCode.CANCEL);
    this.#target.fail(decidedHere(failure));
  }

  #end(): void {
    this.#over = true;
    this.#cancelTimer?.();
    this.#request.signal?.removeEventListener('abort', this);
  }

  /** The other side knows the deadline as well, and may notice first that it has passed. */
  #ownIfLate(result: CallStatus): CallStatus {
    const late = result.code === status.DEADLINE_EXCEEDED && Date.now() >= this.#request.deadline;
    return late ? decidedHere(result) : result;
  }

  /** The headers of this call only. */
  #ownFields(): readonly HeaderField[] {
    const { deadline, fields } = this.#request;
    if (deadline === Infinity) return fields;
    return [{ name: 'grpc-timeout', value: formatGrpcTimeout(deadline - Date.now()) }, ...fields];
  }
}
