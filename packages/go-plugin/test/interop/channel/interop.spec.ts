import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compressionAlgorithms, Metadata, type ServiceError } from '@grpc/grpc-js';
import { expect } from 'chai';
import { createCertificate } from '../../../src/certificate/certificate.js';
import type { SimpleResponse } from '../../support/generated/grpc_testing_pb.cjs';
import { requireGo } from '../../support/go.js';
import {
  startCompressingServer,
  startGrpcInteropServer,
  type GrpcInteropServer,
} from '../../support/grpc-interop-server.js';
import { interopCases, largeRequest, type InteropClients } from '../../support/interop-cases.js';
import { closeInteropClients, interopChannels, type InteropTls } from '../../support/interop-channels.js';

for (const secured of [false, true])
  describe(`gRPC’s interop cases against grpc-go’s server, ${secured ? 'TLS' : 'plain'}`, () => {
    let server: GrpcInteropServer;
    let tls: InteropTls | undefined;
    let directory: string;

    before(async function () {
      requireGo(this);
      directory = await mkdtemp(join(tmpdir(), 'interop-'));
      if (!secured) {
        server = await startGrpcInteropServer();
        return;
      }
      const { certificatePem, privateKeyPem } = createCertificate();
      tls = { serverCertificatePem: certificatePem };
      const files = { certificateFile: join(directory, 'cert.pem'), keyFile: join(directory, 'key.pem') };
      await writeFile(files.certificateFile, certificatePem);
      await writeFile(files.keyFile, privateKeyPem);
      server = await startGrpcInteropServer(files);
    });
    after(async () => {
      await (server as GrpcInteropServer | undefined)?.close();
      await rm(directory, { recursive: true, force: true });
    });

    for (const [name, connect] of interopChannels)
      describe(name, () => {
        let clients: InteropClients;
        before(() => {
          clients = connect(server.port, tls);
        });
        after(() => closeInteropClients(clients));

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

  for (const [name, connect] of interopChannels)
    describe(name, () => {
      let clients: InteropClients;
      before(() => {
        clients = connect(server.port, undefined, {
          'grpc.default_compression_algorithm': compressionAlgorithms.gzip,
        });
      });
      after(() => closeInteropClients(clients));

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
