// The contract between host and plugin, with code that protoc-gen-es generated.
import type { GrpcConnection, GrpcPlugin, HandshakeConfig, ServiceRegistrar } from 'go-plugin-node';
import { answer, call } from '../promises.js';
import { KV, type Empty, type GetResponse } from './generated/kv_pb.js';
import { grpcClient, grpcService, type GrpcHandlers } from './grpc-service.js';

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

/** The plugin side passes an implementation. The host side passes none. */
export class KvPlugin implements GrpcPlugin<Kv> {
  constructor(private readonly implementation?: Kv) {}

  registerServices(server: ServiceRegistrar): void {
    const store = this.implementation;
    if (store === undefined) throw new Error('the plugin side needs an implementation');
    const methods: GrpcHandlers<typeof KV> = {
      get: ({ request }, reply) => answer(reply, async () => ({ value: await store.get(request.key) })),
      put: ({ request }, reply) =>
        answer(reply, async () => {
          await store.put(request.key, request.value);
          return {};
        }),
    };
    server.addService(grpcService(KV), methods);
  }

  createClient(connection: GrpcConnection): Kv {
    const client = connection.client(grpcClient(KV));
    return {
      get: async (key) => (await call<GetResponse>((done) => client.get({ key }, done))).value,
      async put(key, value) {
        await call<Empty>((done) => client.put({ key, value }, done));
      },
    };
  }
}
