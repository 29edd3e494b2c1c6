import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import type { ProgramRun } from '../../../../packages/go-plugin/test/support/run-program.js';
import { goPlatform, platformText } from '../../../../src/domain/plugin/platform.js';
import { pluginEntries, tarGz } from '../../../support/archives.js';
import { AwfSandbox, listedPlugin } from '../../../support/awf.js';
import { checksumLine, ReleaseServer } from '../../../support/release-server.js';

const json = ({ stdout }: ProgramRun): unknown => JSON.parse(stdout);
const platform = platformText(goPlatform(process.platform, process.arch));

/** A plugin as GitHub's release of it has it. */
const files = (name: string, version: string): Readonly<Record<string, Buffer>> => ({
  [`${name}_${version}_${platform}.tar.gz`]: tarGz(pluginEntries(name, version)),
  [`${name}_${version}_plan9_mips.tar.gz`]: Buffer.from('of another platform'),
});

describe('awf plugin install, from a server', () => {
  let base: AwfSandbox;
  let sandbox: AwfSandbox;
  let server: ReleaseServer;

  beforeEach(async () => {
    base = await AwfSandbox.create();
    server = await ReleaseServer.start();
    sandbox = base.with({
      GITHUB_API_URL: server.url,
      GITHUB_TOKEN: '',
      GH_TOKEN: '',
      HOME: base.directory,
      XDG_CACHE_HOME: join(base.directory, 'cache'),
      npm_config_registry: server.url,
    });
  });
  afterEach(async () => {
    await server[Symbol.asyncDispose]();
    await base[Symbol.asyncDispose]();
  });

  const origin = async (name: string): Promise<unknown> => {
    const path = join(base.directory, 'data', 'awf', 'plugins', 'plugins.json');
    const states = JSON.parse(await readFile(path, 'utf8')) as Record<string, { readonly source_data?: unknown }>;
    return states[name]?.source_data;
  };

  it('installs from GitHub, updates within the range, and records both', async () => {
    server.release('owner/awf-plugin-echo', 'v1.0.0', files('echo', '1.0.0'));
    const { stdout, stderr } = await sandbox.awf('plugin', 'install', 'owner/awf-plugin-echo@^1.0.0');
    expect({ stdout, stderr }).to.deep.equal({
      stdout: 'Plugin "echo" installed successfully (version 1.0.0)\n',
      stderr: '',
    });
    expect(await origin('echo')).to.include({
      repository: 'owner/awf-plugin-echo',
      version: '1.0.0',
      wanted: '^1.0.0',
    });
    server.release('owner/awf-plugin-echo', 'v1.1.0', files('echo', '1.1.0'));
    server.release('owner/awf-plugin-echo', 'v2.0.0', files('echo', '2.0.0'));
    const outdated = await sandbox.awf('plugin', 'outdated', '-f', 'json');
    expect(outdated.exitCode).to.equal(1);
    expect(json(outdated)).to.deep.equal([
      {
        name: 'echo',
        status: 'outdated',
        version: '1.0.0',
        latest: '1.1.0',
        wanted: '^1.0.0',
        source: 'owner/awf-plugin-echo',
      },
    ]);
    expect((await sandbox.awf('plugin', 'update', 'echo')).stdout).to.equal(
      'Updated plugin "echo" from 1.0.0 to 1.1.0\n',
    );
    expect(await origin('echo')).to.include({ version: '1.1.0', wanted: '^1.0.0' });
    expect((await sandbox.awf('plugin', 'update', '--all')).stdout).to.equal(
      'Plugin "echo" is already up to date (version 1.1.0)\n',
    );
    expect((await sandbox.awf('plugin', 'verify')).stdout).to.match(/^echo +PASS/u);
    expect(await sandbox.awf('plugin', 'outdated')).to.include({ stdout: 'No newer versions\n', exitCode: 0 });
    const listed = await sandbox.awf('plugin', 'list', '-f', 'json');
    expect(listedPlugin(listed.stdout, 'echo')).to.include({ source: 'owner/awf-plugin-echo' });
    expect((await sandbox.awf('plugin', 'list')).stdout).to.match(/\necho +external .* owner\/awf-plugin-echo\n/u);
  });

  it('installs from npm and from a URL, and again offline', async () => {
    const packed = pluginEntries('npm').map((entry) => ({ ...entry, path: `package/${entry.path}` }));
    server.package('@me/plugin', '1.0.0', tarGz(packed), { hasInstallScript: true });
    const run = await sandbox.awf('plugin', 'install', 'npm:@me/plugin');
    expect(run.stdout).to.equal('Plugin "npm" installed successfully (version 1.0.0)\n');
    expect(run.stderr).to.match(/its install scripts are not run/u);
    const archive = tarGz(pluginEntries('url'));
    server.file('/a/url.tar.gz', archive);
    server.file('/a/checksums.txt', checksumLine('url.tar.gz', archive));
    const url = `${server.url}/a/url.tar.gz`;
    expect(json(await sandbox.awf('plugin', 'install', url, '-f', 'json'))).to.include({
      name: 'url',
      version: '1.0.0',
    });
    await server[Symbol.asyncDispose]();
    for (const source of ['npm:@me/plugin', url])
      expect((await sandbox.awf('plugin', 'install', source, '--force', '--offline')).exitCode).to.equal(0);
    const other = await sandbox.awf('plugin', 'install', 'npm:other', '--offline', '-f', 'json');
    expect(json(other)).to.have.nested.property('error.code', 'SYSTEM.NETWORK.OFFLINE');
    expect(other.exitCode).to.equal(4);
    server = await ReleaseServer.start();
  });

  it('leaves the old version when an update is not what it must be', async () => {
    server.release('owner/echo', '1.0.0', files('echo', '1.0.0'));
    await sandbox.awf('plugin', 'install', 'owner/echo');
    const good = files('echo', '1.1.0');
    const [name = ''] = Object.keys(good);
    const bad: readonly (readonly [string, Readonly<Record<string, Buffer>>, string | undefined])[] = [
      ['EXECUTION.PLUGIN.CHECKSUM_MISMATCH', good, `${'0'.repeat(64)}  ${name}\n`],
      ['USER.INPUT.PLUGIN_SOURCE', good, `${'0'.repeat(64)}  other\n`],
      ['USER.INPUT.PLUGIN_SOURCE', { 'echo_plan9_mips.tar.gz': Buffer.from('a') }, `${'0'.repeat(64)}  other\n`],
      ['USER.VALIDATION.ARCHIVE_INVALID', { [name]: tarGz([{ path: '../out' }]) }, undefined],
      ['USER.VALIDATION.ARCHIVE_INVALID', { [name]: tarGz(pluginEntries('other', '1.1.0')) }, undefined],
    ];
    for (const [index, [code, assets, checksums]] of bad.entries()) {
      const usual = Object.entries(assets).map(([file, bytes]) => checksumLine(file, bytes));
      server.release('owner/echo', `1.1.${index}`, assets, { checksums: checksums ?? usual.join('') });
      const run = await sandbox.awf('plugin', 'update', 'echo', '-f', 'json');
      expect(json(run)).to.have.nested.property('error.code', code);
    }
    expect((await sandbox.awf('plugin', 'verify')).stdout).to.match(/^echo +PASS/u);
    expect(await origin('echo')).to.include({ version: '1.0.0' });
    expect((await readdir(join(base.directory, 'data', 'awf', 'plugins'))).sort()).to.deep.equal([
      '.installing',
      'echo',
      'plugins.json',
    ]);
  });

  it('updates every plugin that it can, and says which it cannot', async () => {
    for (const name of ['a', 'b']) {
      server.release(`owner/${name}`, '1.0.0', files(name, '1.0.0'));
      await sandbox.awf('plugin', 'install', `owner/${name}`);
    }
    const local = join(base.directory, 'c.tar.gz');
    await writeFile(local, tarGz(pluginEntries('c')));
    await sandbox.awf('plugin', 'install', local);
    server.release('owner/b', '1.1.0', files('b', '1.1.0'));
    server.answer('/repos/owner/a/releases', (_, response) => void response.writeHead(500).end());
    const run = await sandbox.awf('plugin', 'update', '--all', '-f', 'json');
    const results = json(run) as readonly { readonly name: string; readonly status: string }[];
    expect(results.map(({ name, status }) => `${name} ${status}`)).to.deep.equal(['a failed', 'b updated', 'c local']);
    expect(run.exitCode).to.equal(4);
    const alone = await sandbox.awf('plugin', 'update', 'c', '-f', 'json');
    expect(json(alone)).to.have.nested.property('error.code', 'USER.INPUT.PLUGIN_SOURCE');
  });

  it('finds plugins at GitHub', async () => {
    server.listings.push({ full_name: 'a/awf-plugin-jira', description: 'Issues\u001b[2J', stargazers_count: 3 });
    server.listings.push({ full_name: 'b/awf-plugin-mail', description: null, stargazers_count: 7 });
    const found = await sandbox.awf('plugin', 'search');
    expect(found.stdout).to.equal(
      'NAME               STARS  DESCRIPTION\nb/awf-plugin-mail  7\na/awf-plugin-jira  3      Issues\\x1b[2J\n',
    );
    expect(json(await sandbox.awf('plugin', 'search', 'jira', '-f', 'json'))).to.deep.equal([
      { full_name: 'a/awf-plugin-jira', description: 'Issues\u001b[2J', stargazers_count: 3 },
    ]);
    expect((await sandbox.awf('plugin', 'search', 'nothing', 'of', 'this')).stdout).to.equal('No plugins found\n');
  });

  it('says what may be meant by a name of two parts', async () => {
    await base.plugin('echo', {});
    const run = await sandbox.awf('plugin', 'install', 'plugins/echo');
    expect(run.stderr)
      .to.match(/no such repository/u)
      .and.to.match(/awf plugin install \.\/plugins\/echo/u);
    expect(run.exitCode).to.equal(1);
  });
});
