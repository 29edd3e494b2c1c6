import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createClient } from '@connectrpc/connect';
import { createHttp2Channel } from '../../../src/channel/http2-channel.js';
import { addConnectRoutes } from '../../../src/connect/connect-routes.js';
import { createGrpcTransport } from '../../../src/connect/grpc-transport.js';
import { createGrpcConnection } from '../../../src/grpc/grpc-connection.js';
import { GrpcServer } from '../../../src/grpc/grpc-server.js';
import { listen } from '../../../src/net/listener.js';
import type { GrpcConnection, ServiceRegistrar } from '../../../src/plugin-set.js';
import { YamuxSession } from '../../../src/yamux/session.js';
import { connectInteropCases, statusDetails } from '../../support/connect-interop-cases.js';
import { interopRoutes } from '../../support/connect-interop-routes.js';
import { TestServiceClient, UnimplementedServiceClient } from '../../support/generated/grpc_testing_grpc_pb.cjs';
import { buildGoProgram, requireGo } from '../../support/go.js';
import { startCompressingServer, type GrpcInteropServer } from '../../support/grpc-interop-server.js';
import { interopCases } from '../../support/interop-cases.js';
import { registerInteropService } from '../../support/interop-service.js';
import { TestService, UnimplementedService } from '../proto/generated/grpc_testing_pb.js';

describe('gRPC’s interop cases against grpc-go’s server, multiplexed by yamux', () => {
  let server: GrpcInteropServer;
  let session: YamuxSession;
  let connection: GrpcConnection;

  before(async function () {
    requireGo(this);
    server = await startCompressingServer(true);
    const socket = connect(server.port, '127.0.0.1');
    await once(socket, 'connect');
    session = new YamuxSession(socket, { role: 'client' });
    connection = createGrpcConnection(createHttp2Channel({ dial: () => Promise.resolve(session.open()) }));
  });
  after(async () => {
    await (connection as GrpcConnection | undefined)?.close();
    await (session as YamuxSession | undefined)?.close();
    await (server as GrpcInteropServer | undefined)?.close();
  });

  describe('a client of grpc-js', () => {
    for (const each of interopCases)
      it(each.name, () =>
        each.run({
          test: connection.client(TestServiceClient),
          unimplemented: connection.client(UnimplementedServiceClient),
        }),
      );
  });

  describe('Connect’s client', () => {
    for (const each of [...connectInteropCases, statusDetails])
      it(each.name, () => {
        const transport = createGrpcTransport(connection);
        const unimplemented = createClient(UnimplementedService, transport);
        return each.run({ test: createClient(TestService, transport), unimplemented });
      });
  });
});

const services: readonly (readonly [
  string,
  (server: ServiceRegistrar) => void,
  readonly { readonly name: string }[],
])[] = [
  ['handlers of grpc-js', registerInteropService, interopCases],
  ['Connect routes', (server) => addConnectRoutes(server, interopRoutes), [...connectInteropCases, statusDetails]],
];

for (const [name, register, cases] of services)
  describe(`grpc-go’s interop client against ${name}, multiplexed by yamux`, () => {
    let program: string;
    let directory: string;
    let address: string;
    let server: GrpcServer;

    before(async function () {
      requireGo(this);
      program = await buildGoProgram('packages/go-plugin/test/interop/go-grpc-interop', './cmd/interopclient');
      directory = await mkdtemp(join(tmpdir(), 'multiplexed-'));
      const listener = await listen({ network: 'unix', directory });
      ({ address } = listener);
      server = new GrpcServer();
      register(server);
      server.serve({
        network: listener.network,
        address,
        onConnection: (handler) =>
          listener.onConnection((raw) => new YamuxSession(raw, { role: 'server' }).onStream(handler)),
        close: () => listener.close(),
      });
    });
    after(async () => {
      await (server as GrpcServer | undefined)?.stop(0);
      await rm(directory, { recursive: true, force: true });
    });

    for (const each of cases)
      it(each.name, async () => {
        await promisify(execFile)(program, ['-mux', `-address=${address}`, `-case=${each.name}`]);
      });
  });
