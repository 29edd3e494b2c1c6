// The contract between host and plugin, for Connect, with code that protoc-gen-es generated.
import { createClient, type Client, type ServiceImpl } from '@connectrpc/connect';
import type { GrpcConnection, GrpcPlugin, HandshakeConfig, ServiceRegistrar } from 'go-plugin-node';
import { addConnectRoutes, createGrpcTransport, fileDescriptorsOf } from 'go-plugin-node/connect';
import { KV } from './generated/kv_pb.js';

export const handshake: HandshakeConfig = {
  protocolVersion: 1,
  magicCookieKey: 'BASIC_PLUGIN',
  magicCookieValue: 'hello',
};

/** The plugin side passes an implementation. The host side passes none, and gets Connect's client. */
export class KvPlugin implements GrpcPlugin<Client<typeof KV>> {
  readonly fileDescriptors = fileDescriptorsOf(KV);

  constructor(private readonly implementation?: ServiceImpl<typeof KV>) {}

  registerServices(server: ServiceRegistrar): void {
    const store = this.implementation;
    if (store === undefined) throw new Error('the plugin side needs an implementation');
    addConnectRoutes(server, (router) => router.service(KV, store));
  }

  createClient(connection: GrpcConnection): Client<typeof KV> {
    return createClient(KV, createGrpcTransport(connection));
  }
}
