import {
  Metadata,
  propagate,
  status,
  type CallCredentials,
  type InterceptingListener,
  type StatusObject,
} from '@grpc/grpc-js';
import { type CancelTimer, longestTimerMs, startTimer } from 'plugin-async';
import { errorCode } from '../http2/error-code.js';
import type { HeaderField } from '../http2/hpack/header-field.js';
import type { Http2Stream } from '../http2/stream.js';
import { addCredentials } from './call-credentials.js';
import type { CallHost, PendingCall } from './call-host.js';
import type { ClientConnection } from './client-connection.js';
import { decidedHere } from './failure-origin.js';
import { formatGrpcTimeout } from './grpc-timeout.js';
import type { AuthContext, Call, MessageContext, ParentCall } from './grpc-types.js';
import { IncomingResponse, type ResponseTarget } from './incoming-response.js';
import { fieldsOfMetadata, reservedRequestNames } from './metadata-headers.js';
import { OutgoingMessages } from './outgoing-messages.js';
import { deadlineExceeded, type CallStatus } from './status-mapping.js';

/** How a call was made: `createCall`'s arguments. */
export interface CallParameters {
  readonly method: string;
  /** Milliseconds since the epoch, Infinity for no deadline. */
  readonly deadline: number;
  readonly authority: string;
  readonly parent: ParentCall | null;
  readonly propagateFlags: number;
  readonly number: number;
}

const noCompress = 2;

/**
 * One gRPC call on one HTTP/2 stream. It delivers the messages in order, one for each `startRead`. The other side's status comes after
 * the last message. A status of this side (cancellation, deadline, lost connection) comes at once.
 */
export class Http2Call implements Call, ResponseTarget, PendingCall {
  readonly #host: CallHost;
  readonly #parameters: CallParameters;
  readonly #response: IncomingResponse;
  readonly #outgoing: OutgoingMessages;
  #listener: InterceptingListener | undefined;
  #metadata: Metadata | undefined;
  #credentials: CallCredentials | undefined;
  #connection: ClientConnection | undefined;
  #stream: Http2Stream | undefined;
  #ended = false;
  #cancelTimer: CancelTimer | undefined;

  constructor(host: CallHost, parameters: CallParameters) {
    this.#host = host;
    this.#parameters = parameters;

    this.#response = new IncomingResponse(this, parameters.deadline, host.settings.maxReceiveBytes);
    this.#outgoing = new OutgoingMessages(host.settings.encoding);
  }

  get waitsForReady(): boolean {
    return this.#metadata?.getOptions().waitForReady === true;
  }

  get isOver(): boolean {
    return this.#ended;
  }

  start(metadata: Metadata, listener: InterceptingListener): void {
    this.#listener = listener;
    this.#metadata = metadata;
    if (this.#ended) return;
    const { deadline, parent } = this.#parameters;
    if (parent !== null) this.#follow(parent);
    if (deadline !== Infinity) this.#watchDeadline();
    if (this.#credentials !== undefined) this.#authenticate(this.#credentials, metadata);
    else this.#host.connect(this);
  }

  open(connection: ClientConnection): void {
    if (this.#ended || this.#metadata === undefined) return;
    if (!connection.hasRoom) {
      connection.wait(this);
      return;
    }
    this.#connection = connection;
    try {
      const { method, authority } = this.#parameters;
      this.#stream = connection.openStream(this.#response, method, authority, this.#ownHeaders(this.#metadata));
    } catch (error) {
      this.fail({ code: status.INTERNAL, details: `the call could not be sent: ${(error as Error).message}` });
      return;
    }
    this.#response.attach(this.#stream);
    this.#outgoing.attach(this.#stream);
  }

  reopen(): void {
    if (!this.#ended) this.#host.connect(this);
  }

  sendMessageWithContext(context: MessageContext, message: Buffer): void {
    const { maxSendBytes } = this.#host.settings;
    if (maxSendBytes >= 0 && message.length > maxSendBytes) {
      const details = `Attempted to send message with a size larger than ${maxSendBytes}`;
      this.fail({ code: status.RESOURCE_EXHAUSTED, details });
      context.callback?.();
      return;
    }
    this.#outgoing.send(message, context.callback, ((context.flags ?? 0) & noCompress) === 0);
  }

  startRead(): void {
    this.#response.startRead();
  }

  halfClose(): void {
    this.#outgoing.end();
  }

  cancelWithStatus(code: status, details: string): void {
    this.fail({ code, details });
  }

  getPeer(): string {
    return this.#host.peer;
  }

  getCallNumber(): number {
    return this.#parameters.number;
  }

  setCredentials(credentials: CallCredentials): void {
    this.#credentials = this.#credentials === undefined ? credentials : this.#credentials.compose(credentials);
  }

  getAuthContext(): AuthContext | null {
    return this.#connection?.authContext ?? null;
  }

  receiveMetadata(metadata: Metadata): void {
    this.#listener?.onReceiveMetadata(metadata);
  }

  receiveMessage(message: Buffer): void {
    this.#listener?.onReceiveMessage(message);
  }

  receiveStatus(result: StatusObject): void {
    this.#finish();
    // The other side knows the deadline as well, and may notice first that it has passed.
    const late = result.code === status.DEADLINE_EXCEEDED && Date.now() >= this.#parameters.deadline;
    this.#listener?.onReceiveStatus(late ? decidedHere(result) : result);
  }

  /** Ends the call from this side. */
  fail(failure: CallStatus): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#response.discard();
    this.#stream?.reset(errorCode.CANCEL);
    // On the next tick, because cancel() must not call back before it returns.
    process.nextTick(() => this.#listener?.onReceiveStatus({ ...decidedHere(failure), metadata: new Metadata() }));
    this.#finish();
  }

  #finish(): void {
    this.#ended = true;
    this.#cancelTimer?.();
    this.#parameters.parent?.removeListener('cancelled', this.#cancelWithParent);
    this.#outgoing.abandon();
  }

  /** The headers of this call only. */
  #ownHeaders(metadata: Metadata): readonly HeaderField[] {
    const { deadline } = this.#parameters;
    const custom = fieldsOfMetadata(metadata, reservedRequestNames);
    if (deadline === Infinity) return custom;
    return [{ name: 'grpc-timeout', value: formatGrpcTimeout(deadline - Date.now()) }, ...custom];
  }

  #watchDeadline(): void {
    const remaining = this.#parameters.deadline - Date.now();
    if (remaining <= 0) this.#exceed();
    else if (remaining <= longestTimerMs) this.#cancelTimer = startTimer(Math.ceil(remaining), () => this.#exceed());
  }

  #exceed(): void {
    this.fail(deadlineExceeded);
  }

  #follow(parent: ParentCall): void {
    if ((this.#parameters.propagateFlags & propagate.CANCELLATION) === 0) return;
    parent.on('cancelled', this.#cancelWithParent);
  }

  readonly #cancelWithParent = (): void => this.fail({ code: status.CANCELLED, details: 'Cancelled by parent call' });

  #authenticate(credentials: CallCredentials, metadata: Metadata): void {
    const { method, authority } = this.#parameters;
    void addCredentials(metadata, credentials, method, authority).then((result) => {
      if ('code' in result) {
        this.fail(result);
        return;
      }
      this.#metadata = result;
      if (!this.#ended) this.#host.connect(this);
    });
  }
}
