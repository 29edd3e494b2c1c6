import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { PluginClientOptions } from '../../../src/client/options.js';
import { fixtureClient } from '../../support/fixture-client.js';
import { pluginFixture, projectRoot } from '../../support/fixtures.js';
import { failure } from '../../support/go-plugin-failure.js';

interface Told {
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  readonly stdin?: string;
}

describe('The environment of a plugin', () => {
  let directory: string;
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'told-'));
  });
  afterEach(async () => {
    for (const name of ['HOST_ONLY', 'BOTH', 'PLUGIN_CLIENT_CERT', 'NODE_OPTIONS'])
      Reflect.deleteProperty(process.env, name);
    await rm(directory, { recursive: true });
  });

  async function told(options: Partial<PluginClientOptions>, ...args: readonly string[]): Promise<Told> {
    const file = join(directory, 'told.json');
    const client = fixtureClient('tells-environment', [file, ...args], options);
    await failure(client.start(), 'EXITED_BEFORE_HANDSHAKE');
    return JSON.parse(await readFile(file, 'utf8')) as Told;
  }

  it('combines the environments of the host, the user and the protocol; later ones override [H13]', async () => {
    Object.assign(process.env, { HOST_ONLY: 'host', BOTH: 'host' });
    const { env } = await told({ env: { BOTH: 'user', PLUGIN_MIN_PORT: '1' }, autoMtls: true });
    expect(env).to.include({
      HOST_ONLY: 'host',
      BOTH: 'user',
      FIXTURE: 'fixture',
      PLUGIN_MIN_PORT: '10000',
      PLUGIN_MAX_PORT: '25000',
      PLUGIN_PROTOCOL_VERSIONS: '1',
    });
    expect(env['PLUGIN_CLIENT_CERT']).to.match(/^-----BEGIN CERTIFICATE-----\n[^-]+-----END CERTIFICATE-----\n$/);
    expect(env['PLUGIN_UNIX_SOCKET_DIR']).to.match(/plugin-dir/);
    expect(env).to.not.have.any.keys('PLUGIN_MULTIPLEX_GRPC', 'PLUGIN_UNIX_SOCKET_GROUP');
  });

  it('does not contain harmful inherited variables [H15]', async () => {
    Object.assign(process.env, { PLUGIN_CLIENT_CERT: 'stale', NODE_OPTIONS: '--no-warnings' });
    const { env } = await told({});
    expect(env).to.not.have.any.keys('PLUGIN_CLIENT_CERT', 'NODE_OPTIONS');
  });

  it('does not contain the environment of the host when that is skipped [H14]', async () => {
    process.env['HOST_ONLY'] = 'host';
    const { env } = await told({ skipHostEnv: true, env: { MINE: '1' } });
    expect(env).to.include({ MINE: '1', FIXTURE: 'fixture' });
    expect(env).to.not.have.any.keys('HOST_ONLY', 'PATH', 'TMPDIR');
  });

  it('has the socket directory of the user’s choice', async () => {
    const { env } = await told({ env: { PLUGIN_UNIX_SOCKET_DIR: directory } });
    expect(env['PLUGIN_UNIX_SOCKET_DIR']).to.equal(directory);
  });

  it('has the working directory that was asked for', async () => {
    const { cwd } = await told({ cwd: directory });
    expect(cwd).to.equal(directory);
  });

  it('has an empty stdin if that is the policy', async () => {
    expect((await told({ stdin: 'ignore' }, 'stdin')).stdin).to.equal('');
  });

  it('has the stdin of the host by default [H16]', async () => {
    const file = join(directory, 'told.json');
    const script = `
      import { PluginClient } from ${JSON.stringify(`${projectRoot}build/packages/go-plugin/src/index.js`)};
      const client = new PluginClient({
        handshake: { protocolVersion: 1, magicCookieKey: 'FIXTURE', magicCookieValue: 'fixture' },
        plugins: { raw: {} },
        command: process.execPath,
        args: ${JSON.stringify([pluginFixture('tells-environment'), file, 'stdin'])},
      });
      await client.start().catch(() => undefined);`;
    spawnSync(process.execPath, ['--input-type=module', '-e', script], { input: 'hello' });
    expect((JSON.parse(await readFile(file, 'utf8')) as Told).stdin).to.equal('hello');
  });
});
