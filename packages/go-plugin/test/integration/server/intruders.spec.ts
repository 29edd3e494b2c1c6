import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { createCertificate, type Certificate } from '../../../src/certificate/certificate.js';
import { pluginServer } from '../../support/fixtures.js';
import { PluginProgram } from '../../support/plugin-program.js';

describe('A plugin with AutoMTLS as OpenSSL sees it', () => {
  const host = createCertificate();
  let directory = '';
  let program: PluginProgram | undefined;
  let address: string;

  before(async function () {
    if (spawnSync('openssl', ['version']).status !== 0) {
      process.stderr.write('skipped: no openssl on this machine\n');
      this.skip();
    }
    directory = mkdtempSync(join(tmpdir(), 'intruders-'));
    program = new PluginProgram([process.execPath, pluginServer('settable')], {
      TEST_PLUGIN: 'test',
      TMPDIR: directory,
      PLUGIN_CLIENT_CERT: host.certificatePem,
    });
    address = await program.address();
  });
  after(async () => {
    await program?.[Symbol.asyncDispose]();
    if (directory !== '') rmSync(directory, { recursive: true });
  });

  /** Runs s_client until the connection has ended, or until it has stood long enough to be told so by the first bytes of HTTP/2. */
  async function connect(identity: Certificate | undefined, ...args: readonly string[]): Promise<string> {
    const own = identity === undefined ? [] : identityFiles(identity);
    const client = spawn('openssl', ['s_client', '-unix', address, '-servername', 'localhost', ...own, ...args]);
    let text = '';
    client.stdin.on('error', () => undefined);
    client.stdin.write('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0');
    for (const stream of [client.stdout, client.stderr]) {
      stream.on('data', (data: Buffer) => {
        text += data.toString('latin1');
        // A SETTINGS frame: the plugin talks to us.
        if (text.includes('\0\0\0\x04\x01\0\0\0\0')) client.kill();
      });
    }
    await once(client, 'close');
    return text;
  }

  function identityFiles(identity: Certificate): readonly string[] {
    const cert = join(directory, 'client.pem');
    const key = join(directory, 'client.key');
    writeFileSync(cert, identity.certificatePem);
    writeFileSync(key, identity.privateKeyPem, { mode: 0o600 });
    return ['-cert', cert, '-key', key];
  }

  const served = '\0\0\0\x04\x01\0\0\0\0';

  it('serves the host, over TLS 1.3 with ALPN h2 [T06]', async () => {
    const text = await connect(host, '-alpn', 'h2');
    expect(text).to.include('ALPN protocol: h2');
    expect(text).to.match(/TLSv1\.3/);
    expect(text).to.include(served);
  });

  it('serves the host over TLS 1.2 [T06]', async () => {
    expect(await connect(host, '-alpn', 'h2', '-tls1_2')).to.include(served);
  });

  it('refuses TLS 1.1 [T06]', async () => {
    expect(await connect(host, '-alpn', 'h2', '-tls1_1', '-cipher', 'ALL:@SECLEVEL=0')).to.not.include(served);
  });

  it('refuses the host without ALPN, and with another protocol [T06]', async () => {
    expect(await connect(host)).to.not.include(served);
    expect(await connect(host, '-alpn', 'http/1.1')).to.not.include(served);
  });

  it('refuses a client without a certificate, and one with a stranger’s [T03]', async () => {
    expect(await connect(undefined, '-alpn', 'h2')).to.not.include(served);
    expect(await connect(createCertificate(), '-alpn', 'h2')).to.not.include(served);
  });

  it('reports every refusal to its host', async () => {
    await connect(createCertificate(), '-alpn', 'h2');
    await program?.until(() => /connection refused.*client certificate/.test(program?.stderr ?? ''));
  });
});
