import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient } from '@connectrpc/connect';
import { compressionAlgorithms } from '@grpc/grpc-js';
import { createCertificate } from '../../../src/certificate/certificate.js';
import { createGrpcTransport } from '../../../src/connect/grpc-transport.js';
import { createGrpcConnection } from '../../../src/grpc/grpc-connection.js';
import type { GrpcConnection } from '../../../src/plugin-set.js';
import { connectInteropCases, statusDetails, type ConnectInteropClients } from '../../support/connect-interop-cases.js';
import { requireGo } from '../../support/go.js';
import {
  startCompressingServer,
  startGrpcInteropServer,
  type GrpcInteropServer,
} from '../../support/grpc-interop-server.js';
import { channelTo } from '../../support/interop-channels.js';
import { TestService, UnimplementedService } from '../proto/generated/grpc_testing_pb.js';

const connect = (...server: Parameters<typeof channelTo>): GrpcConnection => createGrpcConnection(channelTo(...server));

function clientsOf(connection: GrpcConnection): ConnectInteropClients {
  const transport = createGrpcTransport(connection);
  return {
    test: createClient(TestService, transport),
    unimplemented: createClient(UnimplementedService, transport),
  };
}

describe('gRPC’s interop cases with Connect’s client against grpc-go’s server, TLS', () => {
  let server: GrpcInteropServer;
  let connection: GrpcConnection;
  let directory: string;

  before(async function () {
    requireGo(this);
    directory = await mkdtemp(join(tmpdir(), 'connect-'));
    const { certificatePem, privateKeyPem } = createCertificate();
    const files = { certificateFile: join(directory, 'cert.pem'), keyFile: join(directory, 'key.pem') };
    await writeFile(files.certificateFile, certificatePem);
    await writeFile(files.keyFile, privateKeyPem);
    server = await startGrpcInteropServer(files);
    connection = connect(server.port, { serverCertificatePem: certificatePem });
  });
  after(async () => {
    await (connection as GrpcConnection | undefined)?.close();
    await (server as GrpcInteropServer | undefined)?.close();
    await rm(directory, { recursive: true, force: true });
  });

  for (const each of connectInteropCases) it(each.name, () => each.run(clientsOf(connection)));
});

describe('gRPC’s interop cases with Connect’s client against a grpc-go server with gzip and error details', () => {
  let server: GrpcInteropServer;
  let connection: GrpcConnection;

  before(async function () {
    requireGo(this);
    server = await startCompressingServer();
    const options = { 'grpc.default_compression_algorithm': compressionAlgorithms.gzip };
    connection = connect(server.port, undefined, options);
  });
  after(async () => {
    await (connection as GrpcConnection | undefined)?.close();
    await (server as GrpcInteropServer | undefined)?.close();
  });

  for (const each of [...connectInteropCases, statusDetails]) it(each.name, () => each.run(clientsOf(connection)));
});
