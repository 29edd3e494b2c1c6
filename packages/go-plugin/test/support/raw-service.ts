import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  makeGenericClientConstructor,
  Server,
  ServerCredentials,
  type CallOptions,
  type Client,
  type ClientDuplexStream,
  type ClientReadableStream,
  type ClientUnaryCall,
  type ClientWritableStream,
  type Metadata,
  type requestCallback,
  type ServerOptions,
  type ServiceDefinition,
  type UntypedServiceImplementation,
} from '@grpc/grpc-js';
import type { ClientConstructor } from '../../src/plugin-set.js';

/** Messages are plain bytes. */
export const asIs = (bytes: Buffer): Buffer => bytes;

/** A method whose messages are plain bytes. */
export const rawMethod = (path: string, requestStream = false, responseStream = false) => ({
  path,
  requestStream,
  responseStream,
  requestSerialize: asIs,
  requestDeserialize: asIs,
  responseSerialize: asIs,
  responseDeserialize: asIs,
});

/** A service with the four kinds of calls, whose messages are plain bytes. */
export const rawService: ServiceDefinition = {
  unary: rawMethod('/test.Raw/Unary'),
  collect: rawMethod('/test.Raw/Collect', true, false),
  expand: rawMethod('/test.Raw/Expand', false, true),
  chat: rawMethod('/test.Raw/Chat', true, true),
};

type Unary = (
  request: Buffer,
  metadata: Metadata,
  options: CallOptions,
  callback: requestCallback<Buffer>,
) => ClientUnaryCall;

export interface RawClient extends Client {
  unary: Unary & ((request: Buffer, callback: requestCallback<Buffer>) => ClientUnaryCall);
  collect(metadata: Metadata, options: CallOptions, callback: requestCallback<Buffer>): ClientWritableStream<Buffer>;
  collect(callback: requestCallback<Buffer>): ClientWritableStream<Buffer>;
  expand(request: Buffer, metadata?: Metadata, options?: CallOptions): ClientReadableStream<Buffer>;
  chat(metadata?: Metadata, options?: CallOptions): ClientDuplexStream<Buffer, Buffer>;
}

export const RawClient = makeGenericClientConstructor(rawService, 'Raw') as unknown as ClientConstructor<RawClient>;

/** The same client on the official interop service, whose messages the caller encodes. */
export const RawInteropClient = makeGenericClientConstructor(
  { unary: rawMethod('/grpc.testing.TestService/UnaryCall') },
  'RawInterop',
) as unknown as ClientConstructor<RawClient>;

/** A unary call as a promise. */
export async function unary(
  client: RawClient,
  request: Buffer,
  metadata: Metadata,
  options: CallOptions = {},
): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    client.unary(request, metadata, options, (error, response) => {
      if (error !== null) reject(error);
      else resolve(response ?? Buffer.alloc(0));
    });
  });
}

/** A grpc-js server with {@link rawService} on a unix socket. */
export interface RawServer {
  readonly path: string;
  readonly server: Server;
  close(): Promise<void>;
}

export async function startRawServer(
  implementation: UntypedServiceImplementation,
  options: ServerOptions = {},
): Promise<RawServer> {
  const directory = await mkdtemp(join(tmpdir(), 'raw-'));
  const path = join(directory, 's');
  const server = new Server({ 'grpc.max_receive_message_length': -1, 'grpc.max_send_message_length': -1, ...options });
  server.addService(rawService, implementation);
  await new Promise<void>((resolve, reject) => {
    server.bindAsync(`unix:${path}`, ServerCredentials.createInsecure(), (error) => {
      if (error === null) resolve();
      else reject(error);
    });
  });
  return {
    path,
    server,
    async close() {
      server.forceShutdown();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
