import { expect } from 'chai';
import { strangersCertificateDer } from '../../support/certificates.js';
import { fixtureClient } from '../../support/fixture-client.js';
import { failure } from '../../support/go-plugin-failure.js';

describe('connecting to a plugin', () => {
  it('fails with PLUGIN_EXITED when it dies between handshake and connect', async () => {
    const client = fixtureClient('prints', [JSON.stringify('1|1|unix|/nowhere/plugin1|grpc|\n'), '4']);
    const error = await failure(client.connect(), 'PLUGIN_EXITED');
    expect(error.details.exitCode).to.equal(4);
    await failure(client.dispense('raw'), 'PLUGIN_EXITED');
    await client.kill();
  });

  it('fails with CONNECT_FAILED when nobody listens, and kills the plugin', async () => {
    const client = fixtureClient('prints', [JSON.stringify('1|1|unix|/nowhere/plugin1|grpc|\n')]);
    const error = await failure(client.connect(), 'CONNECT_FAILED');
    expect(error.message).to.match(/\/nowhere\/plugin1/);
    expect(await client.exited).to.include({ exitCode: null, exitSignal: 'SIGKILL' });
    expect(await failure(client.ping(), 'CONNECT_FAILED')).to.equal(error);
  });

  it('refuses a socket path of more than 107 bytes, naming it', async () => {
    const path = `/tmp/${'x'.repeat(120)}/plugin1`;
    const client = fixtureClient('prints', [JSON.stringify(`1|1|unix|${path}|grpc|\n`)]);
    const error = await failure(client.connect(), 'SOCKET_PATH_TOO_LONG');
    expect(error.details).to.include({ path, bytes: path.length });
    await client.exited;
  });

  it('fails in TLS if the plugin announces another program’s certificate', async () => {
    const field = strangersCertificateDer.toString('base64').replace(/=+$/, '');
    const client = fixtureClient('stranger', [field], { autoMtls: true });
    const error = await failure(client.connect(), 'CONNECT_FAILED');
    expect(error.message).to.match(/self-signed|certificate/);
    await client.exited;
  });

  it('fails with CONNECT_FAILED when the plugin closes every connection, and kills it', async () => {
    const client = fixtureClient('speaks-no-http');
    await failure(client.ping(), 'CONNECT_FAILED');
    expect(await client.exited).to.include({ exitSignal: 'SIGKILL' });
  });
});
