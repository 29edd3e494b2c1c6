import { Server, ServerCredentials } from '@grpc/grpc-js';
import { tlsServerOptions, type MutualTls } from '../../src/certificate/tls-settings.js';
import { addConnectRoutes } from '../../src/connect/connect-routes.js';
import type { ServiceRegistrar } from '../../src/plugin-set.js';
import { serveTest } from '../../src/server/serve-test.js';
import { interopRoutes } from './connect-interop-routes.js';
import { registerInteropService } from './interop-service.js';

/** A server of gRPC's interop service. */
export interface ServedInterop extends AsyncDisposable {
  /** In gRPC's syntax. */
  readonly target: string;
}

/** Serves gRPC's interop service; with TLS settings, over mutual TLS. */
export type ServeInterop = (tls?: MutualTls) => Promise<ServedInterop>;

const served =
  (registerServices: (server: ServiceRegistrar) => void): ServeInterop =>
  async (tls) => {
    const server = await serveTest({
      handshake: { protocolVersion: 1, magicCookieKey: 'INTEROP', magicCookieValue: 'yes' },
      plugins: { interop: { registerServices } },
      ...(tls && { tls: () => tlsServerOptions(tls) }),
    });
    const { network, address } = server.reattachConfig.address;
    const target = network === 'unix' ? `unix:${address}` : address;
    return { target, [Symbol.asyncDispose]: () => server.close() };
  };

const servedByGrpcJs: ServeInterop = async (tls) => {
  const server = new Server();
  registerInteropService(server);
  const credentials = tls ? mutualTls(tls) : ServerCredentials.createInsecure();
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync('127.0.0.1:0', credentials, (error, bound) => (error === null ? resolve(bound) : reject(error)));
  });
  return {
    target: `127.0.0.1:${port}`,
    [Symbol.asyncDispose]: () => {
      server.forceShutdown();
      return Promise.resolve();
    },
  };
};

function mutualTls({ own, peerCertificatePem }: MutualTls): ServerCredentials {
  const identity = { cert_chain: Buffer.from(own.certificatePem), private_key: Buffer.from(own.privateKeyPem) };
  return ServerCredentials.createSsl(Buffer.from(peerCertificatePem), [identity], true);
}

/** What go-plugin-node serves, and the control beside it. */
export const interopServers: readonly (readonly [string, ServeInterop])[] = [
  ['handlers of grpc-js on our server', served(registerInteropService)],
  ['Connect routes on our server', served((server) => addConnectRoutes(server, interopRoutes))],
  ['grpc-js’s own server, the control', servedByGrpcJs],
];
