import { status, type InterceptingListener, type Metadata, type StatusObject } from '@grpc/grpc-js';
import type { ConnectError } from '@connectrpc/connect';
import type { Call } from '../channel/grpc-types.js';
import { connectErrorOf } from './connect-status.js';
import { appendMetadata } from './header-metadata.js';

interface Waiter<T> {
  readonly resolve: (value: T) => void;
  readonly reject: (error: ConnectError) => void;
}

/** One call on the link, with its answers to be pulled: one message is asked for at a time, so that a slow reader holds the sender back. */
export class LinkCall implements InterceptingListener {
  readonly #signal: AbortSignal;

  readonly header = new Headers();
  /** Complete when {@link next} has returned undefined. */
  readonly trailer = new Headers();
  readonly #call: Call;
  readonly #messages: Buffer[] = [];
  readonly #readers: Waiter<Buffer | undefined>[] = [];
  readonly #whenBegun: Waiter<void>[] = [];
  #begun = false;
  #over = false;
  #error: ConnectError | undefined;

  /** Starts the call. Aborting `signal` cancels it. */
  constructor(call: Call, metadata: Metadata, signal: AbortSignal) {
    this.#signal = signal;

    this.#call = call;
    call.start(metadata, this);
    if (signal.aborted) this.#cancel();
    else signal.addEventListener('abort', this.#cancel, { once: true });
  }

  /** Whether the call is over, so that sending more has no effect. */
  get over(): boolean {
    return this.#over;
  }

  /** Sends a request; resolves when the next one may follow, or when the call is over. */
  send(message: Uint8Array): Promise<void> {
    return new Promise((resolve) => {
      const { buffer, byteOffset, byteLength } = message;
      this.#call.sendMessageWithContext({ callback: () => resolve() }, Buffer.from(buffer, byteOffset, byteLength));
    });
  }

  /** No request follows. */
  halfClose(): void {
    this.#call.halfClose();
  }

  /** Ends the call from this side, with that error. */
  abandon(error: ConnectError): void {
    this.#end(error);
    this.#cancel();
  }

  /**
   * Resolves when the headers of the answer have come, or the call has ended well without them.
   * @throws ConnectError
   */
  begun(): Promise<void> {
    return new Promise((resolve, reject) => {
      if (this.#begun) resolve();
      else this.#whenBegun.push({ resolve, reject });
    });
  }

  /**
   * The next message of the answer; undefined after the last.
   * @throws ConnectError
   */
  next(): Promise<Buffer | undefined> {
    return new Promise((resolve, reject) => {
      const message = this.#messages.shift();
      if (message !== undefined) resolve(message);
      else if (this.#error !== undefined) reject(this.#error);
      else if (this.#over) resolve(undefined);
      else if (this.#readers.push({ resolve, reject }) === 1) this.#call.startRead();
    });
  }

  onReceiveMetadata(metadata: Metadata): void {
    appendMetadata(this.header, metadata);
    this.#begin();
  }

  onReceiveMessage(message: Buffer): void {
    const reader = this.#readers.shift();
    if (reader === undefined) this.#messages.push(message);
    else reader.resolve(message);
    if (this.#readers.length > 0) this.#call.startRead();
  }

  onReceiveStatus(result: StatusObject): void {
    if (this.#over) return;
    if (result.code === status.OK) {
      appendMetadata(this.trailer, result.metadata);
      this.#end(undefined);
    } else this.#end(connectErrorOf(result, this.header));
  }

  #begin(): void {
    this.#begun = true;
    for (const waiter of this.#whenBegun.splice(0)) waiter.resolve();
  }

  #end(error: ConnectError | undefined): void {
    if (this.#over) return;
    this.#over = true;
    this.#error = error;
    this.#signal.removeEventListener('abort', this.#cancel);
    if (error === undefined) this.#begin();
    for (const waiter of this.#whenBegun.splice(0)) if (error !== undefined) waiter.reject(error);
    for (const reader of this.#readers.splice(0)) {
      if (error === undefined) reader.resolve(undefined);
      else reader.reject(error);
    }
  }

  readonly #cancel = (): void => this.#call.cancelWithStatus(status.CANCELLED, 'the call was canceled');
}
