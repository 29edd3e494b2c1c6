import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect } from 'chai';
import { serveTest, type TestServer } from '../../../src/server/serve-test.js';
import { buildGoProgram, requireGo } from '../../support/go.js';
import { registerInteropService } from '../../support/interop-service.js';

describe('h2spec against a plugin on tcp', () => {
  let program: string;
  let server: TestServer;

  before(async function () {
    requireGo(this);
    program = await buildGoProgram(
      'packages/go-plugin/test/interop/go-http2',
      'github.com/summerwind/h2spec/cmd/h2spec',
    );
    server = await serveTest({
      handshake: { protocolVersion: 1, magicCookieKey: 'H2SPEC', magicCookieValue: 'yes' },
      plugins: { interop: { registerServices: registerInteropService } },
      network: 'tcp',
    });
  });
  after(() => (server as TestServer | undefined)?.close());

  it('finds nothing wrong in its 145 cases', async function () {
    this.timeout(180_000);
    const [host = '', port = ''] = server.reattachConfig.address.address.split(':');
    const run = promisify(execFile)(program, ['-h', host, '-p', port, '-o', '5']);
    const { stdout } = await run.catch((error: unknown) => error as { stdout: string });
    expect(stdout).to.match(/145 tests, 145 passed, 0 skipped, 0 failed/, stdout);
  });
});
