import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createCertificate } from '../../../src/certificate/certificate.js';
import { serveTest, type TestServer } from '../../../src/server/serve-test.js';
import { buildGoProgram, requireGo } from '../../support/go.js';
import { interopCases } from '../../support/interop-cases.js';
import { registerInteropService } from '../../support/interop-service.js';

const handshake = { protocolVersion: 1, magicCookieKey: 'INTEROP', magicCookieValue: 'yes' };

for (const secured of [false, true])
  describe(`grpc-go’s interop client against a service that go_plugin serves, ${secured ? 'TLS' : 'plain'}`, () => {
    let program: string;
    let server: TestServer;
    let directory: string;
    let flags: string[];

    before(async function () {
      requireGo(this);
      program = await buildGoProgram('packages/go-plugin/test/interop/go-grpc-interop', './cmd/interopclient');
      directory = await mkdtemp(join(tmpdir(), 'served-'));
      const plugins = { interop: { registerServices: registerInteropService } };
      const { certificatePem, privateKeyPem } = createCertificate();
      const tls = () => ({ cert: certificatePem, key: privateKeyPem });
      server = await serveTest({ handshake, plugins, ...(secured && { tls }) });
      const { network, address } = server.reattachConfig.address;
      const certificateFile = join(directory, 'cert.pem');
      await writeFile(certificateFile, certificatePem);
      flags = [`-address=${network === 'unix' ? `unix:${address}` : address}`];
      if (secured) flags.push(`-ca=${certificateFile}`);
    });
    after(async () => {
      await (server as TestServer | undefined)?.close();
      await rm(directory, { recursive: true, force: true });
    });

    for (const { name } of interopCases)
      it(name, async () => {
        await promisify(execFile)(program, [...flags, `-case=${name}`]);
      });
  });
