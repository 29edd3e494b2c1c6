import { fromBinary, toBinary, type DescMessage, type MessageShape } from '@bufbuild/protobuf';
import type {
  Metadata,
  sendUnaryData,
  ServerDuplexStream,
  ServerReadableStream,
  ServerUnaryCall,
  ServerWritableStream,
  ServiceDefinition,
  UntypedHandleCall,
} from '@grpc/grpc-js';
import { onceDrained } from 'plugin-async';
import { statusOfConnectError } from './connect-status.js';
import { metadataOfHeaders } from './header-metadata.js';
import { Pacing } from './pacing.js';
import { RouteContext, type ContextCall } from './route-context.js';
import { callStreamRoute, callUnaryRoute, first, only, type Route, type RouteAnswer } from './route.js';

type Message = MessageShape<DescMessage>;
type UnaryCall = ServerUnaryCall<Message, Message>;
type ReadingCall = ServerReadableStream<Message, Message> | ServerDuplexStream<Message, Message>;
type WritingCall = ServerWritableStream<Message, Message> | ServerDuplexStream<Message, Message>;

/** A route's method as grpc-js describes it. */
export function methodDefinition({ spec, options }: Route): ServiceDefinition[string] {
  const { method } = spec;
  const read = (schema: DescMessage) => (bytes: Buffer) => {
    // Not as a Buffer, or the fields of bytes would be Buffers, too.
    const plain = new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    return fromBinary(schema, plain, options.binaryOptions);
  };
  const write = (schema: DescMessage) => (message: Message) => {
    const { buffer, byteOffset, byteLength } = toBinary(schema, message, options.binaryOptions);
    return Buffer.from(buffer, byteOffset, byteLength);
  };
  return {
    path: `/${method.parent.typeName}/${method.name}`,
    requestStream: spec.kind === 'client_streaming' || spec.kind === 'bidi_streaming',
    responseStream: spec.kind === 'server_streaming' || spec.kind === 'bidi_streaming',
    requestSerialize: write(method.input),
    requestDeserialize: read(method.input),
    responseSerialize: write(method.output),
    responseDeserialize: read(method.output),
  };
}

/** A route's implementation as a handler of grpc-js. */
export function methodHandler(route: Route): UntypedHandleCall {
  switch (route.spec.kind) {
    case 'unary':
      return (call: UnaryCall, callback: sendUnaryData<Message>) => void serveUnary(route, call, callback);
    case 'client_streaming':
      return (call: ServerReadableStream<Message, Message>, callback: sendUnaryData<Message>) =>
        void serveClientStream(route, call, callback);
    case 'server_streaming':
      return (call: ServerWritableStream<Message, Message>) => void serveStream(route, call, only(call.request));
    case 'bidi_streaming':
      return (call: ServerDuplexStream<Message, Message>) => void serveStream(route, call, requestsOf(call));
  }
}

async function serveUnary(route: Route, call: UnaryCall, callback: sendUnaryData<Message>): Promise<void> {
  const context = contextOf(route, call);
  try {
    const { header, trailer, message } = await callUnaryRoute(route, call.request, context);
    sendHeader(call, header);
    callback(null, message, trailersOf(trailer));
    context.finish();
  } catch (error) {
    fail(context, error, callback);
  }
}

async function serveClientStream(
  route: Route,
  call: ServerReadableStream<Message, Message>,
  callback: sendUnaryData<Message>,
): Promise<void> {
  const context = contextOf(route, call);
  try {
    const { header, trailer, message: messages } = await callStreamRoute(route, requestsOf(call), context);
    const answer = await first(messages);
    sendHeader(call, header);
    callback(null, answer, trailersOf(trailer));
    context.finish();
  } catch (error) {
    fail(context, error, callback);
  }
}

async function serveStream(route: Route, call: WritingCall, requests: AsyncIterable<Message>): Promise<void> {
  const context = contextOf(route, call);
  try {
    const answer = await callStreamRoute(route, requests, context);
    await writeAll(call, answer);
    context.finish();
  } catch (error) {
    fail(context, error, (status) => call.emit('error', status));
  }
}

async function writeAll(
  call: WritingCall,
  { header, trailer, message: messages }: RouteAnswer<AsyncIterable<Message>>,
): Promise<void> {
  const pacing = new Pacing();
  let begun = false;
  for await (const message of messages) {
    if (!begun) sendHeader(call, header);
    begun = true;
    // What has been destroyed never drains.
    if (!call.write(message) && !call.destroyed) await drained(call);
    if (call.destroyed) return;
    await pacing.pace();
  }
  if (!begun) sendHeader(call, header);
  call.end(trailersOf(trailer));
}

const drained = (call: WritingCall): Promise<void> => new Promise((resolve) => onceDrained(call, resolve));

/** The default iterator would destroy the call when an implementation reads no further. */
const requestsOf = (call: ReadingCall): AsyncIterable<Message> =>
  call.iterator({ destroyOnReturn: false }) as AsyncIterable<Message>;

const contextOf = ({ spec, options }: Route, call: ContextCall): RouteContext =>
  new RouteContext(spec.method, call, options.shutdownSignal);

function sendHeader(call: { sendMetadata(metadata: Metadata): void }, header: Headers | undefined): void {
  if (header !== undefined) call.sendMetadata(metadataOfHeaders(header));
}

const trailersOf = (trailer: Headers | undefined): Metadata | undefined =>
  trailer === undefined ? undefined : metadataOfHeaders(trailer);

function fail(
  context: RouteContext,
  error: unknown,
  end: (status: ReturnType<typeof statusOfConnectError>) => void,
): void {
  end(statusOfConnectError(error, context.writtenTrailer ?? new Headers()));
  context.finish(error);
}
