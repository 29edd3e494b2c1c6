import {
  fromBinary,
  toBinary,
  type BinaryReadOptions,
  type BinaryWriteOptions,
  type DescMessage,
  type DescMethod,
  type DescMethodStreaming,
  type DescMethodUnary,
  type MessageInitShape,
  type MessageShape,
} from '@bufbuild/protobuf';
import {
  Code,
  ConnectError,
  createContextValues,
  type ContextValues,
  type Interceptor,
  type StreamRequest,
  type StreamResponse,
  type Transport,
  type UnaryRequest,
  type UnaryResponse,
} from '@connectrpc/connect';
import { runStreamingCall, runUnaryCall } from '@connectrpc/connect/protocol';
import type { GrpcConnection } from '../plugin-set.js';
import { metadataOfHeaders } from './header-metadata.js';
import { LinkCall } from './link-call.js';
import { Pacing } from './pacing.js';

/** How a {@link createGrpcTransport | transport} makes its calls. */
export interface GrpcTransportOptions {
  /** Connect's interceptors, which see every call; the first one outermost. */
  readonly interceptors?: readonly Interceptor[] | undefined;
  /** Milliseconds that a call may take which has no `timeoutMs` of its own. Default: no limit. */
  readonly defaultTimeoutMs?: number | undefined;
  /** How messages are encoded and decoded. */
  readonly binaryOptions?: Partial<BinaryReadOptions & BinaryWriteOptions> | undefined;
}

/**
 * A Connect transport on a connection to the other side, the main one or a brokered one: `createClient(KV, createGrpcTransport(connection))`.
 * All four kinds of calls work. `timeoutMs` becomes the deadline that the other side learns, and aborting `signal` cancels the call there.
 *
 * Calls reject with ConnectError, whose codes are gRPC's. `classifyCallFailure` says of such an error whether the plugin, the connection or the
 * caller ended the call. Limits of messages and compression are those of the connection (`channelOptions`).
 * @param connection what `createClient` and `dial` get; closing it ends the transport
 */
export function createGrpcTransport(connection: GrpcConnection, options: GrpcTransportOptions = {}): Transport {
  return new GrpcTransport(connection.channel, options);
}

/** What headers can be made from; its name is global in browsers only. */
type HeadersSource = ConstructorParameters<typeof Headers>[0];

class GrpcTransport implements Transport {
  readonly #channel: GrpcConnection['channel'];
  readonly #options: GrpcTransportOptions;

  constructor(channel: GrpcConnection['channel'], options: GrpcTransportOptions) {
    this.#channel = channel;
    this.#options = options;
  }

  unary<I extends DescMessage, O extends DescMessage>(
    method: DescMethodUnary<I, O>,
    signal: AbortSignal | undefined,
    timeoutMs: number | undefined,
    header: HeadersSource,
    message: MessageInitShape<I>,
    contextValues?: ContextValues,
  ): Promise<UnaryResponse<I, O>> {
    const limits = this.#limits(signal, timeoutMs);
    const req = { stream: false as const, message, method, ...requestParts(method, header, contextValues) };
    return runUnaryCall<I, O>({ ...limits, req, next: (request) => this.#unary(request, limits.deadline) });
  }

  stream<I extends DescMessage, O extends DescMessage>(
    method: DescMethodStreaming<I, O>,
    signal: AbortSignal | undefined,
    timeoutMs: number | undefined,
    header: HeadersSource,
    message: AsyncIterable<MessageInitShape<I>>,
    contextValues?: ContextValues,
  ): Promise<StreamResponse<I, O>> {
    const limits = this.#limits(signal, timeoutMs);
    const req = { stream: true as const, message, method, ...requestParts(method, header, contextValues) };
    return runStreamingCall<I, O>({ ...limits, req, next: (request) => this.#stream(request, limits.deadline) });
  }

  async #unary<I extends DescMessage, O extends DescMessage>(
    request: UnaryRequest<I, O>,
    deadline: number,
  ): Promise<UnaryResponse<I, O>> {
    const { method, service } = request;
    const bytes = this.#encode(method.input, request.message);
    const call = this.#start(request, deadline);
    void call.send(bytes);
    call.halfClose();
    const answer = await call.next();
    if (answer === undefined) throw wrongCount(method, 'no message');
    const message = this.#decode(method.output, answer);
    if ((await call.next()) !== undefined) throw wrongCount(method, 'more than one message');
    return { stream: false, service, method, header: call.header, message, trailer: call.trailer };
  }

  async #stream<I extends DescMessage, O extends DescMessage>(
    request: StreamRequest<I, O>,
    deadline: number,
  ): Promise<StreamResponse<I, O>> {
    const { method, service } = request;
    const call = this.#start(request, deadline);
    void this.#sendAll(call, method, request.message);
    await call.begun();
    const message = this.#receiveAll(call, method.output);
    return { stream: true, service, method, header: call.header, message, trailer: call.trailer };
  }

  #start({ method, header, signal }: UnaryRequest | StreamRequest, deadline: number): LinkCall {
    let metadata;
    try {
      metadata = metadataOfHeaders(header);
    } catch (error) {
      throw ConnectError.from(error, Code.InvalidArgument);
    }
    return new LinkCall(
      this.#channel.createCall(pathOf(method), deadline, undefined, null, undefined),
      metadata,
      signal,
    );
  }

  /** Never rejects: what goes wrong is the call's failure. */
  async #sendAll<I extends DescMessage>(
    call: LinkCall,
    method: DescMethodStreaming<I>,
    messages: AsyncIterable<MessageShape<I>>,
  ): Promise<void> {
    const pacing = new Pacing();
    try {
      for await (const message of messages) {
        if (call.over) return;
        await call.send(this.#encode(method.input, message));
        await pacing.pace();
      }
      call.halfClose();
    } catch (error) {
      call.abandon(ConnectError.from(error));
    }
  }

  async *#receiveAll<O extends DescMessage>(call: LinkCall, output: O): AsyncGenerator<MessageShape<O>> {
    for (let next = await call.next(); next !== undefined; next = await call.next()) yield this.#decode(output, next);
  }

  #encode<I extends DescMessage>(schema: I, message: MessageShape<I>): Uint8Array {
    try {
      return toBinary(schema, message, this.#options.binaryOptions);
    } catch (error) {
      throw ConnectError.from(error, Code.Internal);
    }
  }

  #decode<O extends DescMessage>(schema: O, bytes: Buffer): MessageShape<O> {
    try {
      // Not as a Buffer, or the fields of bytes would be Buffers, too.
      const { buffer, byteOffset, byteLength } = bytes;
      return fromBinary(schema, new Uint8Array(buffer, byteOffset, byteLength), this.#options.binaryOptions);
    } catch (error) {
      throw ConnectError.from(error, Code.Internal);
    }
  }

  #limits(signal: AbortSignal | undefined, given: number | undefined): CallLimits {
    const { defaultTimeoutMs, interceptors } = this.#options;
    // As in Connect's own transports: a timeout of 0 lifts the default.
    const timeoutMs = given === undefined ? defaultTimeoutMs : given <= 0 ? undefined : given;
    return {
      deadline: timeoutMs === undefined ? Infinity : Date.now() + timeoutMs,
      ...(timeoutMs !== undefined && { timeoutMs }),
      ...(signal !== undefined && { signal }),
      ...(interceptors !== undefined && { interceptors: [...interceptors] }),
    };
  }
}

/** What bounds a call and what sees it, as Connect takes it. */
interface CallLimits {
  /** Milliseconds since the epoch; Infinity for none. */
  readonly deadline: number;
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
  readonly interceptors?: Interceptor[];
}

/** What interceptors find in every request. */
function requestParts(method: DescMethod, header: HeadersSource, contextValues: ContextValues | undefined) {
  return {
    service: method.parent,
    requestMethod: 'POST',
    url: `http://localhost${pathOf(method)}`,
    header: new Headers(header),
    contextValues: contextValues ?? createContextValues(),
  };
}

const pathOf = ({ parent, name }: DescMethod): string => `/${parent.typeName}/${name}`;

const wrongCount = ({ name }: DescMethod, what: string): ConnectError =>
  new ConnectError(`the answer of ${name} has ${what}`, Code.Unimplemented);
