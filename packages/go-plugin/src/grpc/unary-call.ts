import {
  Metadata,
  type CallOptions as GrpcCallOptions,
  type Client,
  type ClientUnaryCall,
  type MethodDefinition,
  type ServiceError,
} from '@grpc/grpc-js';
import type { CallOptions } from '../call-options.js';

/** A unary method of a generated client, with all its arguments. */
type UnaryMethod = (
  request: never,
  metadata: Metadata,
  options: Partial<GrpcCallOptions>,
  callback: (error: ServiceError | null, response: unknown) => void,
) => ClientUnaryCall;

/** The names of a client's unary methods. */
export type UnaryMethodName<C> = { [K in keyof C]: C[K] extends UnaryMethod ? K : never }[keyof C] & string;

/** The request type of a unary method. */
export type RequestOf<M> = M extends (
  request: infer Request,
  metadata: Metadata,
  options: Partial<GrpcCallOptions>,
  callback: never,
) => ClientUnaryCall
  ? Request
  : never;

/** The response type of a unary method. */
export type ResponseOf<M> = M extends (
  request: never,
  metadata: Metadata,
  options: Partial<GrpcCallOptions>,
  callback: (error: ServiceError | null, response: infer Response) => void,
) => ClientUnaryCall
  ? Response
  : never;

/** The options of a unary call. */
export interface UnaryCallOptions extends CallOptions {
  /** The call's request metadata. */
  readonly metadata?: Metadata | undefined;
  /** Further options of grpc-js, for example `interceptors`. */
  readonly grpc?: GrpcCallOptions | undefined;
}

/**
 * A unary call as a promise: `await callUnary(kv, 'get', request, { timeoutMs: 1_000 })`. The method is the name of one of the client's, or
 * a method of a service definition, which works with any client: `callUnary(client, KVService.get, request)`.
 *
 * `timeoutMs` becomes the deadline of the call, and aborting `signal` cancels it. Both reject with the ServiceError of gRPC, which
 * {@link classifyCallFailure} tells apart from what the other side answers.
 * @throws ServiceError
 */
export function callUnary<C extends Client, N extends UnaryMethodName<C>>(
  client: C,
  method: N,
  request: RequestOf<C[N]>,
  options?: UnaryCallOptions,
): Promise<ResponseOf<C[N]>>;
/** The same for a method of a service definition, with any client. */
export function callUnary<Request, Response>(
  client: Client,
  method: MethodDefinition<Request, Response>,
  request: Request,
  options?: UnaryCallOptions,
): Promise<Response>;
export function callUnary(
  client: Client,
  method: string | MethodDefinition<unknown, unknown>,
  request: unknown,
  { signal, timeoutMs, metadata = new Metadata(), grpc }: UnaryCallOptions = {},
): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const options = timeoutMs === undefined ? { ...grpc } : { deadline: Date.now() + timeoutMs, ...grpc };
    const answered = (error: ServiceError | null, response?: unknown): void => {
      signal?.removeEventListener('abort', cancel);
      if (error === null) resolve(response);
      else reject(error);
    };
    const running = start(client, method, request, metadata, options, answered);
    const cancel = (): void => running.cancel();
    if (signal?.aborted === true) cancel();
    else signal?.addEventListener('abort', cancel, { once: true });
  });
}

type Answered = (error: ServiceError | null, response?: unknown) => void;

function start(
  client: Client,
  method: string | MethodDefinition<unknown, unknown>,
  request: unknown,
  metadata: Metadata,
  options: GrpcCallOptions,
  answered: Answered,
): ClientUnaryCall {
  if (typeof method === 'string') {
    const methods = client as unknown as Readonly<
      Record<string, (...args: readonly [unknown, Metadata, GrpcCallOptions, Answered]) => ClientUnaryCall>
    >;
    const named = methods[method];
    if (named === undefined) throw new TypeError(`the client has no method ${JSON.stringify(method)}`);
    return named.call(client, request, metadata, options, answered);
  }
  const { path, requestSerialize, responseDeserialize } = method;
  return client.makeUnaryRequest(path, requestSerialize, responseDeserialize, request, metadata, options, answered);
}
