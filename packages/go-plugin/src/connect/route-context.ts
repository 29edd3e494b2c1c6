import type { ServerUnaryCall } from '@grpc/grpc-js';
import type { DescMethod, DescService } from '@bufbuild/protobuf';
import {
  Code,
  ConnectError,
  createContextValues,
  type ContextValues,
  type HandlerContext,
  type UnaryRequest,
} from '@connectrpc/connect';
import { appendMetadata } from './header-metadata.js';

/** What a context asks of its call, whatever its kind. */
export type ContextCall = Pick<ServerUnaryCall<unknown, unknown>, 'metadata' | 'cancelled' | 'getDeadline'> & {
  once(event: 'cancelled', listener: () => void): unknown;
};

/**
 * What an implementation learns of its call, as Connect's HandlerContext. All that costs something is made when it is first read: most
 * implementations read nothing.
 */
export class RouteContext implements HandlerContext {
  readonly #call: ContextCall;
  readonly #shutdownSignal: AbortSignal | undefined;

  readonly requestMethod = 'POST';
  readonly protocolName = 'grpc';
  #signal: AbortController | undefined;
  #requestHeader: Headers | undefined;
  #responseHeader: Headers | undefined;
  #responseTrailer: Headers | undefined;
  #values: ContextValues | undefined;
  #over: unknown;

  /** @param shutdownSignal aborts the call's signal, too */
  constructor(
    readonly method: DescMethod,
    call: ContextCall,
    shutdownSignal: AbortSignal | undefined,
  ) {
    this.#call = call;
    this.#shutdownSignal = shutdownSignal;
  }

  get service(): DescService {
    return this.method.parent;
  }

  get url(): string {
    return `http://localhost/${this.service.typeName}/${this.method.name}`;
  }

  /** Aborted when the caller cancels, when the deadline has passed, and when the call is over. */
  get signal(): AbortSignal {
    if (this.#signal !== undefined) return this.#signal.signal;
    this.#signal = new AbortController();
    const shutdownSignal = this.#shutdownSignal;
    if (this.#over !== undefined) this.#signal.abort(this.#over);
    else if (this.#call.cancelled) this.#cancel();
    else if (shutdownSignal?.aborted === true) this.#shutDown();
    else {
      this.#call.once('cancelled', this.#cancel);
      shutdownSignal?.addEventListener('abort', this.#shutDown);
    }
    return this.#signal.signal;
  }

  get requestHeader(): Headers {
    if (this.#requestHeader === undefined) {
      this.#requestHeader = new Headers();
      appendMetadata(this.#requestHeader, this.#call.metadata);
    }
    return this.#requestHeader;
  }

  get responseHeader(): Headers {
    return (this.#responseHeader ??= new Headers());
  }

  get responseTrailer(): Headers {
    return (this.#responseTrailer ??= new Headers());
  }

  get values(): ContextValues {
    return (this.#values ??= createContextValues());
  }

  /** A method that can be taken from its object, as Connect has it. */
  readonly timeoutMs = (): number | undefined => {
    const deadline = Number(this.#call.getDeadline());
    return deadline === Infinity ? undefined : deadline - Date.now();
  };

  /** The answer's headers, if any have been asked for. */
  get writtenHeader(): Headers | undefined {
    return this.#responseHeader;
  }

  /** The answer's trailers, if any have been asked for. */
  get writtenTrailer(): Headers | undefined {
    return this.#responseTrailer;
  }

  /** The same call as an interceptor has changed it. */
  behind({ header, signal, contextValues }: Pick<UnaryRequest, 'header' | 'signal' | 'contextValues'>): HandlerContext {
    const { method, service, url, requestMethod, protocolName, timeoutMs, responseHeader, responseTrailer } = this;
    const same = { method, service, url, requestMethod, protocolName, timeoutMs, responseHeader, responseTrailer };
    return { ...same, requestHeader: header, signal, values: contextValues };
  }

  /** The call is over, in whatever way. */
  finish(reason?: unknown): void {
    this.#over = reason ?? new ConnectError('the call is over', Code.Canceled);
    this.#shutdownSignal?.removeEventListener('abort', this.#shutDown);
    this.#signal?.abort(this.#over);
  }

  readonly #cancel = (): void => {
    const late = Date.now() >= Number(this.#call.getDeadline());
    this.finish(
      late
        ? new ConnectError('the deadline of the call has passed', Code.DeadlineExceeded)
        : new ConnectError('the caller canceled the call', Code.Canceled),
    );
  };

  readonly #shutDown = (): void => this.finish(this.#shutdownSignal?.reason);
}
