import { EventEmitter } from 'node:events';
import { Duplex, Writable } from 'node:stream';
import { Metadata, status } from '@grpc/grpc-js';
import { statusOfError } from './error-status.js';
import type { InterceptingCall, MetricsRecorder, PartialStatus, SurfaceCall } from './grpc-server-types.js';
import type { Method } from './method-table.js';

/** The source of a call's metadata: the call itself, or its interceptors. */
export interface MetadataSource {
  readonly metadata: Metadata;
}

/** The parts of a surface call, the call object that a handler gets. */
export interface SurfaceContext {
  readonly method: Method;
  readonly call: InterceptingCall;
  source: MetadataSource;
}

/** The members of every kind of call that a handler gets. */
interface Surface extends Pick<
  SurfaceCall,
  | 'cancelled'
  | 'getPeer'
  | 'sendMetadata'
  | 'getDeadline'
  | 'getPath'
  | 'getHost'
  | 'getAuthContext'
  | 'getMetricsRecorder'
> {
  metadata: Metadata;
  /** @internal */
  context: SurfaceContext;
}

type Base<T> = new (options?: object) => T;

/** Adds {@link Surface} to the emitter or stream that a call is. */
function surfaceOn<T>(base: Base<T>): Base<T & Surface> {
  class SurfaceOn extends (base as Base<object>) implements Surface {
    cancelled = false;
    context!: SurfaceContext;
    #metadata: Metadata | undefined;

    get metadata(): Metadata {
      return (this.#metadata ??= this.context.source.metadata);
    }

    set metadata(metadata: Metadata) {
      this.#metadata = metadata;
    }

    getPeer(): string {
      return this.context.call.getPeer();
    }

    sendMetadata(metadata: Metadata): void {
      this.context.call.sendMetadata(metadata);
    }

    getDeadline(): ReturnType<Surface['getDeadline']> {
      return this.context.call.getDeadline();
    }

    getPath(): string {
      return this.context.method.path;
    }

    getHost(): string {
      return this.context.call.getHost();
    }

    getAuthContext(): ReturnType<Surface['getAuthContext']> {
      return this.context.call.getAuthContext();
    }

    getMetricsRecorder(): MetricsRecorder {
      return this.context.call.getMetricsRecorder();
    }
  }
  return SurfaceOn as unknown as Base<T & Surface>;
}

const EmitterSurface = surfaceOn<EventEmitter>(EventEmitter);
const WritableSurface = surfaceOn<Writable>(Writable);
const DuplexSurface = surfaceOn<Duplex>(Duplex);

/** The call of a unary handler. */
export class UnaryCall extends EmitterSurface {
  constructor(
    context: SurfaceContext,
    readonly request: unknown,
  ) {
    super();
    this.context = context;
  }
}

/** How a stream of responses ends, according to the handler's `end` or `emit('error')`. */
class Ending {
  #status: PartialStatus = { code: status.OK, details: 'OK' };
  #trailers: Metadata | undefined;

  fail(error: unknown): void {
    this.#status = statusOfError(error);
  }

  trailers(metadata: unknown): void {
    if (metadata instanceof Metadata) this.#trailers = metadata;
  }

  get status(): PartialStatus {
    return { ...this.#status, metadata: this.#status.metadata ?? this.#trailers ?? null };
  }
}

type Done = (error?: Error | null) => void;

/** The status if the handler destroyed its stream instead of ending it. */
const destroyed: PartialStatus = { code: status.CANCELLED, details: 'the handler destroyed its stream' };

/** The call of a handler that responds with a stream. */
export class ServerStreamingCall extends WritableSurface {
  readonly #ending = new Ending();

  constructor(
    context: SurfaceContext,
    readonly request: unknown,
  ) {
    super({ objectMode: true });
    this.context = context;
    this.on('error', (error) => {
      this.#ending.fail(error);
      this.end();
    });
  }

  override _write(message: unknown, _encoding: BufferEncoding, done: Done): void {
    this.context.call.sendMessage(message, done);
  }

  override _final(done: Done): void {
    done();
    this.context.call.sendStatus(this.#ending.status);
  }

  override _destroy(error: Error | null, done: Done): void {
    if (error !== null) this.context.call.sendStatus(statusOfError(error));
    else if (!this.writableEnded) this.context.call.sendStatus(destroyed);
    done(error);
  }

  override end(metadata?: unknown): this {
    this.#ending.trailers(metadata);
    return super.end();
  }
}

/** The call of a handler that reads a stream. It may respond with one as well. */
export class StreamCall extends DuplexSurface {
  readonly #answersByStream: boolean;
  readonly #ending = new Ending();

  /** @param answersByStream whether the handler responds with a stream. Otherwise it responds with a callback */
  constructor(context: SurfaceContext, answersByStream: boolean) {
    super({ objectMode: true });
    this.#answersByStream = answersByStream;

    this.context = context;
    this.on('error', (error) => {
      this.#ending.fail(error);
      this.end();
    });
  }

  /** Node's own iterator destroys the stream after its last message, although the handler still has to respond. */
  override [Symbol.asyncIterator](): NodeJS.AsyncIterator<unknown> {
    return this.iterator({ destroyOnReturn: false });
  }

  override _read(): void {
    this.context.call.startRead();
  }

  override _write(message: unknown, _encoding: BufferEncoding, done: Done): void {
    this.context.call.sendMessage(message, done);
  }

  override _final(done: Done): void {
    done();
    this.context.call.sendStatus(this.#ending.status);
  }

  override _destroy(error: Error | null, done: Done): void {
    if (error !== null) this.context.call.sendStatus(statusOfError(error));
    else if (this.#answersByStream && !this.writableEnded) this.context.call.sendStatus(destroyed);
    done(error);
  }

  override end(metadata?: unknown): this {
    this.#ending.trailers(metadata);
    return super.end();
  }
}
