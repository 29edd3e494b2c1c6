import { status, type Metadata, type ServerDuplexStream, type ServiceDefinition } from '@grpc/grpc-js';
import { ConnectError, Code, createConnectRouter, type ConnectRouter, type ConnectRouterOptions } from '@connectrpc/connect';
import type { UniversalHandler, UniversalServerResponse } from '@connectrpc/connect/protocol';
import { onceDrained } from 'plugin-async';
import { formatGrpcTimeout } from '../channel/grpc-timeout.js';
import { encodeMessage, MessageDecoder, type ReceivedMessage } from '../channel/message-framing.js';
import { decodeGrpcMessage } from '../channel/response-status.js';
import type { ServiceRegistrar } from '../plugin-set.js';
import { appendMetadata, metadataOfHeaders } from './header-metadata.js';

/** Options of Connect's router, but for the choice of protocols: a link speaks gRPC. */
export type ConnectRoutesOptions = Omit<ConnectRouterOptions, 'grpc' | 'grpcWeb' | 'connect'>;

type RouteCall = ServerDuplexStream<Buffer, Buffer>;

/**
 * Serves Connect routes on a plugin's server, or on a brokered one, beside services of grpc-js:
 * `addConnectRoutes(server, (router) => router.service(KV, implementation))`. Routes behave as on any other server of Connect: implementations
 * get its HandlerContext, throw ConnectError, and pass its interceptors. Limits of messages and compression are those of the plugin's server.
 * @param routes adds services and methods to the router, as for `connectNodeAdapter`
 * @throws Error for a method that the server has already
 */
export function addConnectRoutes(
  server: ServiceRegistrar,
  routes: (router: ConnectRouter) => void,
  options: ConnectRoutesOptions = {},
): void {
  const router = createConnectRouter({ ...options, grpcWeb: false, connect: false });
  routes(router);
  for (const handlers of byService(router.handlers)) {
    const definition = handlers.map((handler) => [handler.method.localName, routeMethod(handler)] as const);
    const handling = handlers.map((handler) => [handler.method.localName, (call: RouteCall) => serve(handler, call)] as const);
    server.addService(Object.fromEntries(definition), Object.fromEntries(handling));
  }
}

function byService(handlers: readonly UniversalHandler[]): Iterable<readonly UniversalHandler[]> {
  const services = new Map<string, UniversalHandler[]>();
  for (const handler of handlers) {
    const known = services.get(handler.service.typeName);
    if (known === undefined) services.set(handler.service.typeName, [handler]);
    else known.push(handler);
  }
  return services.values();
}

const asBytes = (bytes: Buffer): Buffer => bytes;

/** Connect itself counts the messages that a kind of method takes and gives, so that all kinds are the same here. */
function routeMethod({ requestPath }: UniversalHandler): ServiceDefinition[string] {
  return {
    path: requestPath,
    requestStream: true,
    responseStream: true,
    requestSerialize: asBytes,
    requestDeserialize: asBytes,
    responseSerialize: asBytes,
    responseDeserialize: asBytes,
  };
}

function serve(handler: UniversalHandler, call: RouteCall): void {
  const canceled = new AbortController();
  call.once('cancelled', () => canceled.abort(new ConnectError('the caller canceled the call', Code.Canceled)));
  handler({
    httpVersion: '2.0',
    method: 'POST',
    url: `http://localhost${handler.requestPath}`,
    header: requestHeader(call),
    body: requestBody(call),
    signal: canceled.signal,
  })
    .then((response) => answer(response, call))
    .catch((error: unknown) => call.emit('error', statusOfFailure(error)));
}

function requestHeader(call: RouteCall): Headers {
  const header = new Headers({ 'content-type': 'application/grpc+proto' });
  appendMetadata(header, call.metadata);
  const deadline = Number(call.getDeadline());
  if (deadline !== Infinity) header.set('grpc-timeout', formatGrpcTimeout(deadline - Date.now()));
  return header;
}

/** The requests in their envelopes, as Connect reads them. */
async function* requestBody(call: RouteCall): AsyncGenerator<Uint8Array> {
  // The default iterator destroys the call when an implementation reads no further.
  const messages = call.iterator({ destroyOnReturn: false }) as AsyncIterableIterator<Buffer>;
  for await (const message of messages) yield encodeMessage(message, false);
}

async function answer({ header, body, trailer }: UniversalServerResponse, call: RouteCall): Promise<void> {
  if (header !== undefined) call.sendMetadata(metadataOfHeaders(header));
  const decoder = new MessageDecoder(-1);
  for await (const chunk of body ?? []) {
    const messages: ReceivedMessage[] = [];
    decoder.write(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength), messages);
    for (const { payload } of messages) if (!call.write(payload)) await drained(call);
    if (call.destroyed) return;
  }
  end(trailer ?? new Headers(), call);
}

const drained = (call: RouteCall): Promise<void> => new Promise((resolve) => onceDrained(call, resolve));

/** Connect puts the status among the trailers. */
function end(trailer: Headers, call: RouteCall): void {
  const code = Number(trailer.get('grpc-status') ?? status.UNKNOWN);
  const details = decodeGrpcMessage(trailer.get('grpc-message') ?? '');
  for (const name of ['grpc-status', 'grpc-message']) trailer.delete(name);
  const metadata = metadataOfHeaders(trailer);
  if (code === Number(status.OK)) call.end(metadata);
  else call.emit('error', { code, details, metadata });
}

function statusOfFailure(error: unknown): { readonly code: status; readonly details: string; readonly metadata?: Metadata } {
  const { code, rawMessage } = ConnectError.from(error, Code.Internal);
  return { code: code as number as status, details: rawMessage };
}
