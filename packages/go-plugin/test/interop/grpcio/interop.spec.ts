import { createClient } from '@connectrpc/connect';
import { compressionAlgorithms } from '@grpc/grpc-js';
import { createCertificate } from '../../../src/certificate/certificate.js';
import { createGrpcTransport } from '../../../src/connect/grpc-transport.js';
import { createGrpcConnection } from '../../../src/grpc/grpc-connection.js';
import type { GrpcConnection } from '../../../src/plugin-set.js';
import { connectInteropCases } from '../../support/connect-interop-cases.js';
import { GrpcioPeer } from '../../support/grpcio-peer.js';
import { interopCases, type InteropClients } from '../../support/interop-cases.js';
import { channelTo, closeInteropClients, interopChannels } from '../../support/interop-channels.js';
import { interopServers, type ServedInterop } from '../../support/interop-servers.js';
import { requirePython } from '../../support/python.js';
import { TestService, UnimplementedService } from '../proto/generated/grpc_testing_pb.js';

const modes = ['plain', 'tls', 'gzip'] as const;
type Mode = (typeof modes)[number];

const titles: Readonly<Record<Mode, string>> = {
  plain: 'plain',
  tls: 'over mutual TLS with the settings of AutoMTLS',
  gzip: 'with gzip',
};
const gzip = { 'grpc.default_compression_algorithm': compressionAlgorithms.gzip };

describe('gRPC’s interop cases against a server on Python’s grpcio', () => {
  // BoringSSL does not verify P-521.
  const host = createCertificate({ curve: 'P-256' });
  const python = createCertificate({ curve: 'P-256' });
  const tls = { serverCertificatePem: python.certificatePem, own: host };
  let server: GrpcioPeer;
  let ports: Readonly<Record<Mode, number>>;

  before(async function () {
    requirePython(this);
    server = await GrpcioPeer.start('interop_server');
    ports = await server.ask({
      certificate: python.certificatePem,
      key: python.privateKeyPem,
      clientCertificate: host.certificatePem,
    });
  });
  after(async () => {
    await (server as GrpcioPeer | undefined)?.[Symbol.asyncDispose]();
  });

  for (const mode of modes) {
    const settings = [mode === 'tls' ? tls : undefined, mode === 'gzip' ? gzip : {}] as const;

    for (const [name, connect] of interopChannels)
      describe(`${titles[mode]}: ${name}`, () => {
        let clients: InteropClients;
        before(() => {
          clients = connect(ports[mode], ...settings);
        });
        after(() => closeInteropClients(clients));

        for (const each of interopCases) it(each.name, () => each.run(clients));
      });

    describe(`${titles[mode]}: Connect’s client on our channel`, () => {
      let connection: GrpcConnection;
      before(() => {
        connection = createGrpcConnection(channelTo(ports[mode], ...settings));
      });
      after(() => connection.close());

      for (const each of connectInteropCases)
        it(each.name, () => {
          const transport = createGrpcTransport(connection);
          const unimplemented = createClient(UnimplementedService, transport);
          return each.run({ test: createClient(TestService, transport), unimplemented });
        });
    });
  }
});

describe('gRPC’s interop cases with the client of Python’s grpcio', () => {
  const own = createCertificate({ curve: 'P-256' });
  const python = createCertificate({ curve: 'P-256' });
  let client: GrpcioPeer;

  before(async function () {
    requirePython(this);
    client = await GrpcioPeer.start('interop_client');
  });
  after(async () => {
    await (client as GrpcioPeer | undefined)?.[Symbol.asyncDispose]();
  });

  for (const mode of modes)
    for (const [name, serve] of interopServers)
      describe(`${titles[mode]}, against ${name}`, () => {
        const secrets = { serverCertificate: own.certificatePem, certificate: python.certificatePem };
        let served: ServedInterop;
        before(async () => {
          served = await serve(mode === 'tls' ? { own, peerCertificatePem: python.certificatePem } : undefined);
        });
        after(() => served[Symbol.asyncDispose]());

        for (const each of interopCases)
          it(each.name, async () => {
            const { problem } = await client.ask<{ readonly problem: string | null }>({
              case: each.name,
              target: served.target,
              ...(mode === 'tls' && { tls: { ...secrets, key: python.privateKeyPem } }),
              gzip: mode === 'gzip',
            });
            if (problem !== null) throw new Error(problem);
          });
      });
});
