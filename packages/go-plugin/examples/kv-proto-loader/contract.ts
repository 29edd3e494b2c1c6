// The contract between host and plugin. proto-loader reads kv.proto when the program starts, so the file ships with it.
import { fileURLToPath } from 'node:url';
import { loadPackageDefinition } from '@grpc/grpc-js';
import { loadSync } from '@grpc/proto-loader';
import type { GrpcConnection, GrpcPlugin, HandshakeConfig, ServiceRegistrar } from 'go-plugin-node';
import { answer, call } from '../promises.js';
import type { ProtoGrpcType } from './generated/kv.js';
import type { Empty__Output } from './generated/proto/Empty.js';
import type { GetResponse__Output } from './generated/proto/GetResponse.js';
import type { KVHandlers } from './generated/proto/KV.js';

const definition = loadSync(fileURLToPath(new URL('kv.proto', import.meta.url)), { defaults: true });
const { KV } = (loadPackageDefinition(definition) as unknown as ProtoGrpcType).proto;

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
    const methods: KVHandlers = {
      Get: ({ request }, reply) => answer(reply, async () => ({ value: await store.get(request.key) })),
      Put: ({ request }, reply) =>
        answer(reply, async () => {
          await store.put(request.key, request.value);
          return {};
        }),
    };
    server.addService(KV.service, methods);
  }

  createClient(connection: GrpcConnection): Kv {
    const client = connection.client(KV);
    return {
      get: async (key) => (await call<GetResponse__Output>((done) => client.get({ key }, done))).value,
      async put(key, value) {
        await call<Empty__Output>((done) => client.put({ key, value }, done));
      },
    };
  }
}
