import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient } from '@connectrpc/connect';
import { compressionAlgorithms, type ChannelOptions } from '@grpc/grpc-js';
import { certificatePemOf, createCertificate } from '../../../src/certificate/certificate.js';
import { createHttp2Channel } from '../../../src/channel/http2-channel.js';
import { createGrpcTransport } from '../../../src/connect/grpc-transport.js';
import { createGrpcConnection } from '../../../src/grpc/grpc-connection.js';
import { socketDialer } from '../../../src/net/dial.js';
import type { GrpcConnection } from '../../../src/plugin-set.js';
import { connectInteropCases, statusDetails, type ConnectInteropClients } from '../../support/connect-interop-cases.js';
import { requireGo } from '../../support/go.js';
import {
  startCompressingServer,
  startGrpcInteropServer,
  type GrpcInteropServer,
} from '../../support/grpc-interop-server.js';
import { TestService, UnimplementedService } from '../proto/generated/grpc_testing_pb.js';

function connect(port: number, ca: string | undefined, channelOptions: ChannelOptions): GrpcConnection {
  const dial = socketDialer({ network: 'tcp', address: `127.0.0.1:${port}` }, ca === undefined ? undefined : { ca });
  return createGrpcConnection(createHttp2Channel({ dial, channelOptions }));
}

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
    const { certificateDer, privateKeyPem } = createCertificate();
    const files = { certificateFile: join(directory, 'cert.pem'), keyFile: join(directory, 'key.pem') };
    await writeFile(files.certificateFile, certificatePemOf(certificateDer));
    await writeFile(files.keyFile, privateKeyPem);
    server = await startGrpcInteropServer(files);
    connection = connect(server.port, certificatePemOf(certificateDer), {});
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
