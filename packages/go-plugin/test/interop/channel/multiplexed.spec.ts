import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createClient } from '@connectrpc/connect';
import { createCertificate } from '../../../src/certificate/certificate.js';
import { tlsClientOptions, tlsServerOptions, type MutualTls } from '../../../src/certificate/tls-settings.js';
import { createHttp2Channel } from '../../../src/channel/http2-channel.js';
import { addConnectRoutes } from '../../../src/connect/connect-routes.js';
import { createGrpcTransport } from '../../../src/connect/grpc-transport.js';
import { createGrpcConnection } from '../../../src/grpc/grpc-connection.js';
import { GrpcServer } from '../../../src/grpc/grpc-server.js';
import { tlsDialer } from '../../../src/net/dial.js';
import type { Dialer, StreamListener } from '../../../src/net/dialer.js';
import { listen } from '../../../src/net/listener.js';
import { tlsListener } from '../../../src/net/tls-listener.js';
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

const modes = [
  { name: 'multiplexed by yamux', secured: false },
  { name: 'over AutoMTLS inside yamux’s streams', secured: true },
];

/** The certificates of both sides, and the files from which the Go side reads its own and the one that it trusts. */
async function createIdentities(
  directory: string,
): Promise<{ readonly ours: MutualTls; readonly flags: readonly string[] }> {
  const own = createCertificate();
  const go = createCertificate();
  const contents = { cert: go.certificatePem, key: go.privateKeyPem, ca: own.certificatePem };
  const flags: string[] = [];
  for (const [flag, pem] of Object.entries(contents)) {
    const file = join(directory, `${flag}.pem`);
    await writeFile(file, pem);
    flags.push(`-${flag}=${file}`);
  }
  return { ours: { own, peerCertificatePem: go.certificatePem }, flags };
}

for (const { name, secured } of modes)
  describe(`gRPC’s interop cases against grpc-go’s server, ${name}`, () => {
    let directory: string;
    let server: GrpcInteropServer;
    let session: YamuxSession;
    let connection: GrpcConnection;

    before(async function () {
      requireGo(this);
      directory = await mkdtemp(join(tmpdir(), 'multiplexed-'));
      const { ours, flags } = await createIdentities(directory);
      server = await startCompressingServer(['-mux', ...(secured ? flags : [])]);
      const socket = connect(server.port, '127.0.0.1');
      await once(socket, 'connect');
      session = new YamuxSession(socket, { role: 'client' });
      const open: Dialer = () => Promise.resolve(session.open());
      const dial = secured ? tlsDialer(open, tlsClientOptions(ours)) : open;
      connection = createGrpcConnection(createHttp2Channel({ dial }));
    });
    after(async () => {
      await (connection as GrpcConnection | undefined)?.close();
      await (session as YamuxSession | undefined)?.close();
      await (server as GrpcInteropServer | undefined)?.close();
      await rm(directory, { recursive: true, force: true });
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

/** The streams of the yamux sessions that begin on the connections of `listener`. */
const multiplexed = (listener: StreamListener): StreamListener => ({
  network: listener.network,
  address: listener.address,
  onConnection: (handler) =>
    listener.onConnection((raw) => new YamuxSession(raw, { role: 'server' }).onStream(handler)),
  close: () => listener.close(),
});

for (const { name, secured } of modes)
  for (const [service, register, cases] of services)
    describe(`grpc-go’s interop client against ${service}, ${name}`, () => {
      let program: string;
      let directory: string;
      let flags: readonly string[];
      let server: GrpcServer;

      before(async function () {
        requireGo(this);
        program = await buildGoProgram('packages/go-plugin/test/interop/go-grpc-interop', './cmd/interopclient');
        directory = await mkdtemp(join(tmpdir(), 'multiplexed-'));
        const identities = await createIdentities(directory);
        const streams = multiplexed(await listen({ network: 'unix', directory }));
        server = new GrpcServer();
        register(server);
        server.serve(secured ? tlsListener(streams, tlsServerOptions(identities.ours), () => undefined) : streams);
        flags = ['-mux', `-address=${streams.address}`, ...(secured ? identities.flags : [])];
      });
      after(async () => {
        await (server as GrpcServer | undefined)?.stop(0);
        await rm(directory, { recursive: true, force: true });
      });

      for (const each of cases)
        it(each.name, async () => {
          await promisify(execFile)(program, [...flags, `-case=${each.name}`]);
        });
    });
