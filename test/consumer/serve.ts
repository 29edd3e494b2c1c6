import {
  createPluginLogger,
  guardProtobuf,
  guardStdout,
  serve,
  serveMux,
  serveTest,
  type GrpcBroker,
  type GrpcPlugin,
  type ServeOptions,
  type ServiceRegistrar,
  type ShutdownReason,
} from 'awf-plugins/go-plugin';
import protobuf from 'google-protobuf';
import { KVService, type IKVServer } from '../../packages/go-plugin/examples/kv/generated/kv_grpc_pb.cjs';
import { Empty, GetResponse } from '../../packages/go-plugin/examples/kv/generated/kv_pb.cjs';

const handshake = { protocolVersion: 1, magicCookieKey: 'KEY', magicCookieValue: 'value' };
guardStdout(handshake);
guardProtobuf(protobuf);

const implementation: IKVServer = {
  get: (call, callback) => {
    const response = new GetResponse();
    response.setValue(Buffer.from(call.request.getKey()));
    callback(null, response);
  },
  put: (_call, callback) => callback(null, new Empty()),
};

class StorePlugin implements GrpcPlugin {
  registerServices(server: ServiceRegistrar, broker: GrpcBroker): void {
    server.addService(KVService, implementation);
    console.error(broker.nextId());
  }
}

const log = createPluginLogger('store');

export async function serving(signal: AbortSignal): Promise<void> {
  await serve({
    handshake,
    plugins: {
      store: new StorePlugin(),
      inline: { registerServices: (server) => server.addService(KVService, implementation) },
    },
    versionedPlugins: { 2: { store: new StorePlugin() } },
    network: 'tcp',
    tls: () => ({ cert: '', key: '' }),
    grpc: { maxReceiveMessageBytes: 1_024, serverOptions: { 'grpc.keepalive_time_ms': 1_000 } },
    stdio: { unreadBytes: 1_024 },
    logger: log,
    signal,
    onShutdown: (reason: ShutdownReason) => log.log('info', 'stopping', { reason }),
  });
  const options: ServeOptions = { handshake, plugins: { store: new StorePlugin() } };
  await serveMux({ store: options });
  await using server = await serveTest({
    ...options,
    protocolVersion: 1,
    announce: { variable: 'REATTACH', name: 'store' },
  });
  console.error(server.reattachConfig.pid);
  await server.closed;
}

export async function mistakes(): Promise<void> {
  // @ts-expect-error: plugins is misspelt
  await serve({ handshake, plugin: { store: new StorePlugin() } });
  // @ts-expect-error: registerServices
  await serve({ handshake, plugins: { store: { registerService: () => undefined } } });
  // @ts-expect-error: no such network
  await serve({ handshake, plugins: {}, network: 'udp' });
  // @ts-expect-error: a test server is not asked to outlive its host
  await serveTest({ handshake, plugins: {}, exitWithHost: false });
}
