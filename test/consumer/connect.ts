import { createClient, type Client, type ConnectRouter } from '@connectrpc/connect';
import type { GrpcConnection, GrpcPlugin, ServiceRegistrar } from 'awf-plugins/go-plugin';
import { addConnectRoutes, createGrpcTransport, fileDescriptorsOf } from 'awf-plugins/go-plugin/connect';
import { KV } from '../../packages/go-plugin/examples/kv-connect/generated/kv_pb.js';

declare global {
  // Connect's typings need this name of the DOM. Its other users have the library `dom`, or skip the check of libraries.
  type HeadersInit = ConstructorParameters<typeof Headers>[0];
}

const routes = (router: ConnectRouter): ConnectRouter => router.service(KV, { put: () => ({}) });

export class KvPlugin implements GrpcPlugin<Client<typeof KV>> {
  readonly fileDescriptors = fileDescriptorsOf(KV);

  registerServices(server: ServiceRegistrar): void {
    addConnectRoutes(server, routes, { maxTimeoutMs: 1_000 });
    // @ts-expect-error: limits belong to the server
    addConnectRoutes(server, routes, { readMaxBytes: 1_000 });
  }

  createClient(connection: GrpcConnection): Client<typeof KV> {
    return createClient(KV, createGrpcTransport(connection, { defaultTimeoutMs: 1_000 }));
  }
}
