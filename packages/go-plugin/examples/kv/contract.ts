// What host and plugin agree on: the key-value store of go-plugin's gRPC example.
import type { handleUnaryCall } from '@grpc/grpc-js';
import type { GrpcConnection, GrpcPlugin, HandshakeConfig, ServiceRegistrar } from 'go-plugin-node';
import { answer, call } from '../promises.js';
import { KVClient, KVService } from './generated/kv_grpc_pb.cjs';
import { Empty, GetRequest, GetResponse, PutRequest } from './generated/kv_pb.cjs';

export const handshake: HandshakeConfig = {
  protocolVersion: 1,
  magicCookieKey: 'BASIC_PLUGIN',
  magicCookieValue: 'hello',
};

/** The store as the plugin implements it, and as the host uses it. */
export interface Kv {
  get(key: string): Promise<Uint8Array>;
  put(key: string, value: Uint8Array): Promise<void>;
}

/** The store as a plugin: both sides use this class, the plugin side with an implementation. */
export class KvPlugin implements GrpcPlugin<Kv> {
  constructor(private readonly implementation?: Kv) {}

  registerServices(server: ServiceRegistrar): void {
    const store = this.implementation;
    if (store === undefined) throw new Error('the plugin side needs an implementation');
    const get: handleUnaryCall<GetRequest, GetResponse> = ({ request }, reply) =>
      answer(reply, async () => new GetResponse().setValue(await store.get(request.getKey())));
    const put: handleUnaryCall<PutRequest, Empty> = ({ request }, reply) =>
      answer(reply, async () => {
        await store.put(request.getKey(), request.getValue_asU8());
        return new Empty();
      });
    server.addService(KVService, { get, put });
  }

  createClient(connection: GrpcConnection): Kv {
    const client = connection.client(KVClient);
    return {
      async get(key) {
        const request = new GetRequest().setKey(key);
        return (await call<GetResponse>((done) => client.get(request, done))).getValue_asU8();
      },
      async put(key, value) {
        const request = new PutRequest().setKey(key).setValue(value);
        await call<Empty>((done) => client.put(request, done));
      },
    };
  }
}
