import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect } from 'chai';
import { forgeCertificate } from '../../../../packages/go-plugin/test/support/forged-certificates.js';
import { pluginEntries, tarGz } from '../../../support/archives.js';
import { AwfSandbox } from '../../../support/awf.js';
import { LocalProxy } from '../../../support/local-proxy.js';
import { checksumLine } from '../../../support/release-server.js';

const workflow = `name: far
states:
  initial: fetch
  fetch:
    type: operation
    operation: http.request
    inputs: { method: GET, url: 'https://plugins.test/text' }
    on_success: done
  done: { type: terminal, message: '{{states.fetch.Response.body}}' }
`;

const archive = tarGz(pluginEntries('hello', '1.0.0'));
const files = new Map<string, Buffer>([
  ['/text', Buffer.from('from afar')],
  ['/hello.tar.gz', archive],
  ['/checksums.txt', Buffer.from(checksumLine('hello.tar.gz', archive))],
]);

describe('awf behind a proxy', () => {
  let base: AwfSandbox;
  let sandbox: AwfSandbox;
  let server: Server;
  let proxy: LocalProxy;

  beforeEach(async () => {
    base = await AwfSandbox.create();
    const { certificatePem: cert, privateKeyPem: key } = forgeCertificate({ san: 'plugins.test' });
    server = createServer({ cert, key }, ({ url = '' }, response) => {
      const bytes = files.get(url);
      response.writeHead(bytes === undefined ? 404 : 200).end(bytes);
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    // Nobody but the proxy knows this name.
    proxy = await LocalProxy.start({ names: new Map([['plugins.test:443', (server.address() as AddressInfo).port]]) });
    const authorities = join(base.directory, 'authorities.pem');
    await writeFile(authorities, cert);
    sandbox = base.with({
      HTTPS_PROXY: proxy.url,
      NO_PROXY: '',
      no_proxy: '',
      NODE_EXTRA_CA_CERTS: authorities,
      XDG_CACHE_HOME: join(base.directory, 'cache'),
    });
  });
  afterEach(async () => {
    await proxy[Symbol.asyncDispose]();
    server.close();
    server.closeAllConnections();
    await base[Symbol.asyncDispose]();
  });

  it('sends requests of workflows through it, with TLS up to the server', async () => {
    const flow = join(base.directory, 'far.yaml');
    await writeFile(flow, workflow);
    const { stdout, stderr } = await sandbox.awf('run', flow);
    expect(stderr).to.equal('');
    expect(stdout).to.contain('from afar');
    expect(proxy.seen.map(({ method, target }) => `${method} ${target}`)).to.deep.equal(['CONNECT plugins.test:443']);
  });

  it('downloads plugins through it', async () => {
    const { stdout, stderr } = await sandbox.awf('plugin', 'install', 'https://plugins.test/hello.tar.gz');
    expect({ stdout, stderr }).to.deep.equal({
      stdout: 'Plugin "hello" installed successfully (version 1.0.0)\n',
      stderr: '',
    });
    expect(new Set(proxy.seen.map(({ target }) => target))).to.deep.equal(new Set(['plugins.test:443']));
  });

  it('asks a server without it that NO_PROXY names', async () => {
    const direct = sandbox.with({ HTTPS_PROXY: proxy.url, NO_PROXY: '.test' });
    const { stderr, exitCode } = await direct.awf('plugin', 'install', 'https://plugins.test/hello.tar.gz');
    expect(exitCode).to.equal(4);
    expect(stderr).to.contain('plugins.test');
    expect(proxy.seen).to.deep.equal([]);
  });
});
