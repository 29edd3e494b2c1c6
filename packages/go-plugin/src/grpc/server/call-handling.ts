import { status, type Metadata, type sendUnaryData } from '@grpc/grpc-js';
import { statusOfError } from './error-status.js';
import type { InterceptingCall } from './grpc-server-types.js';
import type { CallHandling } from './incoming-call.js';
import type { Method } from './method-table.js';
import {
  ServerStreamingCall,
  StreamCall,
  UnaryCall,
  type MetadataSource,
  type SurfaceContext,
} from './surface-calls.js';

/**
 * Makes the object that runs the method's handler.
 * @param call the call as the handler sees it: after the interceptors, if there are any
 * @param source the source of the call's metadata
 */
export function handlingOf(method: Method, call: InterceptingCall, source: MetadataSource): CallHandling {
  const context: SurfaceContext = { method, call, source };
  return method.kind === 'unary' || method.kind === 'serverStream'
    ? new SingleRequestHandling(context)
    : new RequestStreamHandling(context);
}

/** Calls the handler. A thrown error may contain a secret, so the caller gets only UNKNOWN, as in grpc-js. */
function run({ method, call }: SurfaceContext, surface: object): void {
  try {
    if (method.kind === 'unary' || method.kind === 'clientStream') method.handler(surface, answerOf(call));
    else method.handler(surface);
  } catch {
    call.sendStatus({ code: status.UNKNOWN, details: 'Unknown error' });
  }
}

/** The callback of a handler that answers with one message. */
function answerOf(call: InterceptingCall): sendUnaryData<unknown> {
  return (error, value, trailers) => {
    if (error) call.sendStatus(statusOfError(error, trailers));
    else call.sendMessage(value, () => call.sendStatus({ code: status.OK, details: 'OK', metadata: trailers ?? null }));
  };
}

/** Reads the one request of a call, then calls the handler. */
class SingleRequestHandling implements CallHandling {
  readonly #context: SurfaceContext;
  #request: unknown;
  #received = false;
  #surface: UnaryCall | ServerStreamingCall | undefined;

  constructor(context: SurfaceContext) {
    this.#context = context;
  }

  begin(): void {
    this.#context.call.startRead();
  }

  onReceiveMetadata(metadata: Metadata): void {
    this.#context.source = { metadata };
    this.begin();
  }

  onReceiveMessage(message: unknown): void {
    if (this.#received) {
      this.#refuse('a second request message');
      return;
    }
    this.#received = true;
    this.#request = message;
    this.#context.call.startRead();
  }

  onReceiveHalfClose(): void {
    if (!this.#received) {
      this.#refuse('no request message');
      return;
    }
    const context = this.#context;
    this.#surface =
      context.method.kind === 'unary'
        ? new UnaryCall(context, this.#request)
        : new ServerStreamingCall(context, this.#request);
    run(context, this.#surface);
  }

  onCancel(): void {
    const surface = this.#surface;
    if (surface === undefined) return;
    surface.cancelled = true;
    surface.emit('cancelled', 'cancelled');
    if (surface instanceof ServerStreamingCall) surface.destroy();
  }

  #refuse(what: string): void {
    const { method, call } = this.#context;
    call.sendStatus({ code: status.UNIMPLEMENTED, details: `Received ${what} for the method ${method.path}` });
  }
}

/** Calls the handler at once, and delivers the requests as the handler reads them. */
class RequestStreamHandling implements CallHandling {
  readonly #context: SurfaceContext;
  #surface: StreamCall | undefined;

  constructor(context: SurfaceContext) {
    this.#context = context;
  }

  begin(): void {
    this.#surface = new StreamCall(this.#context, this.#context.method.kind === 'bidi');
    run(this.#context, this.#surface);
  }

  onReceiveMetadata(metadata: Metadata): void {
    this.#context.source = { metadata };
    this.begin();
  }

  onReceiveMessage(message: unknown): void {
    this.#surface?.push(message);
  }

  onReceiveHalfClose(): void {
    this.#surface?.push(null);
  }

  onCancel(): void {
    const surface = this.#surface;
    if (surface === undefined) return;
    surface.cancelled = true;
    surface.emit('cancelled', 'cancelled');
    surface.destroy();
  }
}
