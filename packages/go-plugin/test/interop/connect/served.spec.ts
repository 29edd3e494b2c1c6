import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { addConnectRoutes } from '../../../src/connect/connect-routes.js';
import { serveTest, type TestServer } from '../../../src/server/serve-test.js';
import { connectInteropCases, statusDetails } from '../../support/connect-interop-cases.js';
import { interopRoutes } from '../../support/connect-interop-routes.js';
import { buildGoProgram, requireGo } from '../../support/go.js';

const handshake = { protocolVersion: 1, magicCookieKey: 'INTEROP', magicCookieValue: 'yes' };

describe('grpc-go’s interop client against Connect routes that a plugin serves', () => {
  let program: string;
  let server: TestServer;
  let address: string;

  before(async function () {
    requireGo(this);
    program = await buildGoProgram('packages/go-plugin/test/interop/go-grpc-interop', './cmd/interopclient');
    const interop = {
      registerServices: (registrar: Parameters<typeof addConnectRoutes>[0]) =>
        addConnectRoutes(registrar, interopRoutes),
    };
    server = await serveTest({ handshake, plugins: { interop } });
    const { network, address: path } = server.reattachConfig.address;
    address = network === 'unix' ? `unix:${path}` : path;
  });
  after(async () => {
    await (server as TestServer | undefined)?.close();
  });

  for (const { name } of [...connectInteropCases, statusDetails])
    it(name, async () => {
      await promisify(execFile)(program, [`-address=${address}`, `-case=${name}`]);
    });
});
