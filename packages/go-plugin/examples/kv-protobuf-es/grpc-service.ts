// protoc-gen-es describes services, but writes no code for grpc-js. These functions turn a description into what grpc-js takes.
import {
  create,
  fromBinary,
  toBinary,
  type DescMessage,
  type DescMethod,
  type DescMethodBiDiStreaming,
  type DescMethodClientStreaming,
  type DescMethodServerStreaming,
  type DescMethodUnary,
  type DescService,
  type MessageInitShape,
  type MessageShape,
} from '@bufbuild/protobuf';
import {
  makeGenericClientConstructor,
  type Client,
  type ClientDuplexStream,
  type ClientReadableStream,
  type ClientUnaryCall,
  type ClientWritableStream,
  type handleBidiStreamingCall,
  type handleClientStreamingCall,
  type handleServerStreamingCall,
  type handleUnaryCall,
  type MethodDefinition,
  type ServiceDefinition,
  type ServiceError,
} from '@grpc/grpc-js';
import type { ClientConstructor } from 'go-plugin-node';

/** The methods of a service as a plugin implements them. A response may be a plain object. */
export type GrpcHandlers<S extends DescService> = { readonly [M in keyof S['method']]: Handler<S['method'][M]> };

/** A grpc-js client of a service. A request may be a plain object. */
export type GrpcClient<S extends DescService> = Client & { readonly [M in keyof S['method']]: Call<S['method'][M]> };

type Handler<M extends DescMethod> =
  M extends DescMethodUnary<infer I, infer O>
    ? handleUnaryCall<MessageShape<I>, MessageInitShape<O>>
    : M extends DescMethodServerStreaming<infer I, infer O>
      ? handleServerStreamingCall<MessageShape<I>, MessageInitShape<O>>
      : M extends DescMethodClientStreaming<infer I, infer O>
        ? handleClientStreamingCall<MessageShape<I>, MessageInitShape<O>>
        : M extends DescMethodBiDiStreaming<infer I, infer O>
          ? handleBidiStreamingCall<MessageShape<I>, MessageInitShape<O>>
          : never;

type Done<Response> = (error: ServiceError | null, response: Response) => void;

type Call<M extends DescMethod> =
  M extends DescMethodUnary<infer I, infer O>
    ? (request: MessageInitShape<I>, done: Done<MessageShape<O>>) => ClientUnaryCall
    : M extends DescMethodServerStreaming<infer I, infer O>
      ? (request: MessageInitShape<I>) => ClientReadableStream<MessageShape<O>>
      : M extends DescMethodClientStreaming<infer I, infer O>
        ? (done: Done<MessageShape<O>>) => ClientWritableStream<MessageInitShape<I>>
        : M extends DescMethodBiDiStreaming<infer I, infer O>
          ? () => ClientDuplexStream<MessageInitShape<I>, MessageShape<O>>
          : never;

/** The service as `addService` takes it. */
export function grpcService(service: DescService): ServiceDefinition {
  return Object.fromEntries(service.methods.map((method) => [method.localName, grpcMethod(method)]));
}

/** The constructor of a client, as `connection.client()` takes it. */
export function grpcClient<S extends DescService>(service: S): ClientConstructor<GrpcClient<S>> {
  const constructor: unknown = makeGenericClientConstructor(grpcService(service), service.typeName);
  return constructor as ClientConstructor<GrpcClient<S>>;
}

function grpcMethod({ parent, name, input, output, methodKind }: DescMethod): MethodDefinition<AnyMessage, AnyMessage> {
  return {
    path: `/${parent.typeName}/${name}`,
    requestStream: methodKind === 'client_streaming' || methodKind === 'bidi_streaming',
    responseStream: methodKind === 'server_streaming' || methodKind === 'bidi_streaming',
    requestSerialize: (message) => encode(input, message),
    requestDeserialize: (bytes) => fromBinary(input, bytes),
    responseSerialize: (message) => encode(output, message),
    responseDeserialize: (bytes) => fromBinary(output, bytes),
  };
}

type AnyMessage = MessageInitShape<DescMessage>;

/** `create` completes a plain object, and returns a message as it is. */
function encode(schema: DescMessage, message: AnyMessage): Buffer {
  return Buffer.from(toBinary(schema, create(schema, message)));
}
