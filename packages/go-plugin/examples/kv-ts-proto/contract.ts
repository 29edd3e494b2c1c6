// The contract between host and plugin, with code that ts-proto generated.
import type { GrpcConnection, GrpcPlugin, HandshakeConfig, ServiceRegistrar } from 'go-plugin-node';
import { answer, call } from '../promises.js';
import { KVClient, KVService, type Empty, type GetResponse, type KVServer } from './generated/kv.js';

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
    const methods: KVServer = {
      get: ({ request }, reply) => answer(reply, async () => ({ value: await store.get(request.key) })),
      put: ({ request }, reply) =>
        answer(reply, async () => {
          await store.put(request.key, request.value);
          return {};
        }),
    };
    server.addService(KVService, methods);
  }

  createClient(connection: GrpcConnection): Kv {
    const client = connection.client(KVClient);
    return {
      get: async (key) => (await call<GetResponse>((done) => client.get({ key }, done))).value,
      async put(key, value) {
        await call<Empty>((done) => client.put({ key, value }, done));
      },
    };
  }
}
