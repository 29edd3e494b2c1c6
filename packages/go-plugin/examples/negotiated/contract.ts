// What host and plugin agree on: two versions of a protocol. Version 3 is the key-value store, version 4 can list its keys too.
import type { handleUnaryCall } from '@grpc/grpc-js';
import type { GrpcConnection, GrpcPlugin, ServiceRegistrar } from 'go-plugin-node';
import { answer, call } from '../promises.js';
import { KeysClient, KeysService } from './generated/keys_grpc_pb.cjs';
import { ListRequest, ListResponse } from './generated/keys_pb.cjs';

export { handshake, KvPlugin, type Kv } from '../kv/contract.js';

/** The list of keys, as the plugin implements it, and as the host uses it. */
export type ListKeys = () => Promise<readonly string[]>;

export class KeysPlugin implements GrpcPlugin<ListKeys> {
  constructor(private readonly implementation?: ListKeys) {}

  registerServices(server: ServiceRegistrar): void {
    const listKeys = this.implementation;
    if (listKeys === undefined) throw new Error('the plugin side needs an implementation');
    const list: handleUnaryCall<ListRequest, ListResponse> = (_call, reply) =>
      answer(reply, async () => new ListResponse().setKeysList([...(await listKeys())]));
    server.addService(KeysService, { list });
  }

  createClient(connection: GrpcConnection): ListKeys {
    const client = connection.client(KeysClient);
    return async () => (await call<ListResponse>((done) => client.list(new ListRequest(), done))).getKeysList();
  }
}
