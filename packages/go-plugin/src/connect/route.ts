import {
  create,
  type BinaryReadOptions,
  type BinaryWriteOptions,
  type DescMessage,
  type MessageInitShape,
  type MessageShape,
} from '@bufbuild/protobuf';
import {
  Code,
  ConnectError,
  type HandlerContext,
  type Interceptor,
  type MethodImplSpec,
  type StreamRequest,
  type StreamResponse,
  type UnaryRequest,
  type UnaryResponse,
} from '@connectrpc/connect';
import type { RouteContext } from './route-context.js';

/** Options of `addConnectRoutes`, with Connect's names. */
export interface ConnectRoutesOptions {
  /** Connect's interceptors, which see every call; the first one outermost. */
  readonly interceptors?: readonly Interceptor[] | undefined;
  /** How messages are encoded and decoded. */
  readonly binaryOptions?: Partial<BinaryReadOptions & BinaryWriteOptions> | undefined;
  /** Calls with a longer deadline are refused with `invalid_argument`; milliseconds. Default: no limit. */
  readonly maxTimeoutMs?: number | undefined;
  /** Aborts the `signal` of all running calls. */
  readonly shutdownSignal?: AbortSignal | undefined;
}

/** A method with its implementation. */
export interface Route {
  readonly spec: MethodImplSpec;
  readonly options: ConnectRoutesOptions;
}

type Message = MessageShape<DescMessage>;
type Next = (request: UnaryRequest | StreamRequest) => Promise<UnaryResponse | StreamResponse>;

/** What an implementation answers. */
export interface RouteAnswer<Body> {
  readonly header: Headers | undefined;
  readonly trailer: Headers | undefined;
  readonly message: Body;
}

/** Calls the implementation of a unary method. @throws whatever it throws */
export async function callUnaryRoute(
  { spec, options }: Route,
  request: Message,
  context: RouteContext,
): Promise<RouteAnswer<Message>> {
  if (spec.kind !== 'unary') throw new TypeError(`${spec.method.name} is not unary`);
  refuseLate(options, context);
  const { method, impl } = spec;
  const { interceptors = [] } = options;
  if (interceptors.length === 0) {
    const message = create(method.output, await impl(request, context));
    return { header: context.writtenHeader, trailer: context.writtenTrailer, message };
  }
  const next: Next = async (changed) => {
    const message = create(method.output, await impl((changed as UnaryRequest).message, context.behind(changed)));
    return { stream: false, method, message, ...responseParts(context) };
  };
  const { header, trailer, message } = await through(
    interceptors,
    next,
  )({
    stream: false,
    method,
    message: request,
    ...requestParts(context),
  });
  return { header, trailer, message: message as Message };
}

/** Calls the implementation of a method that reads or answers a stream. @throws whatever it throws */
export async function callStreamRoute(
  { spec, options }: Route,
  requests: AsyncIterable<Message>,
  context: RouteContext,
): Promise<RouteAnswer<AsyncIterable<Message>>> {
  if (spec.kind === 'unary') throw new TypeError(`${spec.method.name} is unary`);
  refuseLate(options, context);
  const { method } = spec;
  const next: Next = async (changed) => {
    const { message } = changed as StreamRequest;
    const answers = await answersOf(spec, message, context.behind(changed));
    return { stream: true, method, message: complete(method.output, answers), ...responseParts(context) };
  };
  const { header, trailer, message } = await through(
    options.interceptors ?? [],
    next,
  )({
    stream: true,
    method,
    message: requests,
    ...requestParts(context),
  });
  return { header, trailer, message: message as AsyncIterable<Message> };
}

async function answersOf(
  spec: Exclude<MethodImplSpec, { kind: 'unary' }>,
  requests: AsyncIterable<Message>,
  context: HandlerContext,
): Promise<AsyncIterable<MessageInitShape<DescMessage>>> {
  if (spec.kind === 'bidi_streaming') return spec.impl(requests, context);
  if (spec.kind === 'client_streaming') return only(await spec.impl(requests, context));
  return spec.impl(await first(requests), context);
}

/** The messages of a stream of one. */
export async function* only<T>(message: T): AsyncGenerator<T> {
  yield await Promise.resolve(message);
}

/** The message of a stream of one. @throws ConnectError if an interceptor has left none */
export async function first(messages: AsyncIterable<Message>): Promise<Message> {
  for await (const message of messages) return message;
  throw new ConnectError('an interceptor has left no message', Code.Internal);
}

async function* complete(
  output: DescMessage,
  answers: AsyncIterable<MessageInitShape<DescMessage>>,
): AsyncGenerator<Message> {
  for await (const answer of answers) yield create(output, answer);
}

/** As Connect nests them: the first interceptor is called first. */
function through(interceptors: readonly Interceptor[], next: Next): Next {
  return interceptors.reduceRight((inner, intercept) => intercept(inner), next);
}

function requestParts(context: RouteContext) {
  const { service, requestMethod, url, signal, requestHeader, values } = context;
  return { service, requestMethod, url, signal, header: requestHeader, contextValues: values };
}

function responseParts({ service, responseHeader, responseTrailer }: RouteContext) {
  return { service, header: responseHeader, trailer: responseTrailer };
}

function refuseLate({ maxTimeoutMs }: ConnectRoutesOptions, { timeoutMs }: RouteContext): void {
  const timeout = maxTimeoutMs === undefined ? undefined : timeoutMs();
  if (timeout === undefined || timeout <= (maxTimeoutMs ?? Infinity)) return;
  throw new ConnectError(`the timeout must be at most ${maxTimeoutMs ?? 0} ms`, Code.InvalidArgument);
}
