import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  ChannelCredentials,
  compressionAlgorithms,
  Metadata,
  type ChannelOptions,
  type ServiceError,
} from '@grpc/grpc-js';
import { expect } from 'chai';
import { certificatePemOf, createCertificate } from '../../../src/certificate/certificate.js';
import { socketDialer } from '../../../src/net/dial.js';
import { createHttp2Channel } from '../../../src/channel/http2-channel.js';
import { TestServiceClient, UnimplementedServiceClient } from '../../support/generated/grpc_testing_grpc_pb.cjs';
import type { SimpleResponse } from '../../support/generated/grpc_testing_pb.cjs';
import { requireGo } from '../../support/go.js';
import {
  startCompressingServer,
  startGrpcInteropServer,
  type GrpcInteropServer,
} from '../../support/grpc-interop-server.js';
import { interopCases, largeRequest, type InteropClients } from '../../support/interop-cases.js';

/** Makes clients of the server at a port; with a certificate, over TLS. */
type Connect = (port: number, certificatePem: string | undefined, options?: ChannelOptions) => InteropClients;

const overOurs: Connect = (port, certificatePem, channelOptions = {}) => {
  const tls = certificatePem === undefined ? undefined : { ca: certificatePem };
  const dial = socketDialer({ network: 'tcp', address: `127.0.0.1:${port}` }, tls);
  const options = { channelOverride: createHttp2Channel({ dial, channelOptions }) };
  const insecure = ChannelCredentials.createInsecure();
  return {
    test: new TestServiceClient('localhost', insecure, options),
    unimplemented: new UnimplementedServiceClient('localhost', insecure, options),
  };
};

const overGrpcJs: Connect = (port, certificatePem, channelOptions = {}) => {
  const credentials =
    certificatePem === undefined
      ? ChannelCredentials.createInsecure()
      : ChannelCredentials.createSsl(Buffer.from(certificatePem));
  const options = {
    'grpc.enable_http_proxy': 0,
    'grpc.use_local_subchannel_pool': 1,
    'grpc.ssl_target_name_override': 'localhost',
    ...channelOptions,
  };
  const address = `127.0.0.1:${port}`;
  return {
    test: new TestServiceClient(address, credentials, options),
    unimplemented: new UnimplementedServiceClient(address, credentials, options),
  };
};

const channels: readonly (readonly [string, Connect])[] = [
  ['our channel', overOurs],
  ['grpc-js’s own channel, the control', overGrpcJs],
];

function closeAll({ test, unimplemented }: InteropClients): void {
  test.close();
  unimplemented.close();
}

for (const secured of [false, true])
  describe(`gRPC’s interop cases against grpc-go’s server, ${secured ? 'TLS' : 'plain'}`, () => {
    let server: GrpcInteropServer;
    let certificatePem: string | undefined;
    let directory: string;

    before(async function () {
      requireGo(this);
      directory = await mkdtemp(join(tmpdir(), 'interop-'));
      if (!secured) {
        server = await startGrpcInteropServer();
        return;
      }
      const certificate = createCertificate();
      certificatePem = certificatePemOf(certificate.certificateDer);
      const files = { certificateFile: join(directory, 'cert.pem'), keyFile: join(directory, 'key.pem') };
      await writeFile(files.certificateFile, certificatePem);
      await writeFile(files.keyFile, certificate.privateKeyPem);
      server = await startGrpcInteropServer(files);
    });
    after(async () => {
      await (server as GrpcInteropServer | undefined)?.close();
      await rm(directory, { recursive: true, force: true });
    });

    for (const [name, connect] of channels)
      describe(name, () => {
        let clients: InteropClients;
        before(() => {
          clients = connect(server.port, certificatePem);
        });
        after(() => closeAll(clients));

        for (const interopCase of interopCases)
          it(interopCase.name, async () => {
            await interopCase.run(clients);
          });
      });
  });

describe('gRPC’s compressed interop cases against a grpc-go server with gzip', () => {
  let server: GrpcInteropServer;
  before(async function () {
    requireGo(this);
    server = await startCompressingServer();
  });
  after(async () => {
    await (server as GrpcInteropServer | undefined)?.close();
  });

  for (const [name, connect] of channels)
    describe(name, () => {
      let clients: InteropClients;
      before(() => {
        clients = connect(server.port, undefined, {
          'grpc.default_compression_algorithm': compressionAlgorithms.gzip,
        });
      });
      after(() => closeAll(clients));

      for (const interopCase of interopCases)
        it(interopCase.name, async () => {
          await interopCase.run(clients);
        });

      it('client_compressed_unary, server_compressed_unary', async () => {
        const response = await new Promise<SimpleResponse>((resolve, reject) => {
          clients.test.unaryCall(largeRequest(), new Metadata(), (error: ServiceError | null, answer) =>
            error === null ? resolve(answer) : reject(error),
          );
        });
        expect(response.getPayload()?.getBody_asU8()).to.have.length(314159);
      });
    });
});
