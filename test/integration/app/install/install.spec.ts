import { chmod, chown, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import type { ProgramRun } from '../../../../packages/go-plugin/test/support/run-program.js';
import { pluginEntries, tarGz, zip } from '../../../support/archives.js';
import { AwfSandbox, listedPlugin } from '../../../support/awf.js';

const json = ({ stdout }: ProgramRun): unknown => JSON.parse(stdout);

describe('awf plugin install', () => {
  let sandbox: AwfSandbox;

  beforeEach(async () => (sandbox = await AwfSandbox.create()));
  afterEach(() => sandbox[Symbol.asyncDispose]());

  const at = (...parts: readonly string[]): string => join(sandbox.directory, ...parts);
  const installed = (...parts: readonly string[]): string => at('data', 'awf', 'plugins', ...parts);

  async function archive(name: string, version: string, file = 'plugin.tar.gz'): Promise<string> {
    const entries = pluginEntries(name, version);
    await writeFile(at(file), file.endsWith('.zip') ? zip(entries) : tarGz(entries));
    return at(file);
  }

  it('installs from a .tar.gz file, a .zip file and a folder, and records what it has installed', async () => {
    const source = at('source');
    await mkdir(source);
    for (const { path, content = '', mode } of pluginEntries('folder'))
      await writeFile(join(source, path), content, { mode });
    for (const [name, path] of [
      ['tar', await archive('tar', '1.0.0')],
      ['zip', await archive('zip', '1.0.0', 'plugin.zip')],
      ['folder', source],
    ] as const) {
      const { stdout, stderr, exitCode } = await sandbox.awf('plugin', 'install', path);
      expect({ stdout, stderr, exitCode }).to.deep.equal({
        stdout: `Plugin "${name}" installed successfully (version 1.0.0)\n`,
        stderr: '',
        exitCode: 0,
      });
    }
    const states = JSON.parse(await readFile(installed('plugins.json'), 'utf8')) as Record<string, unknown>;
    expect(states.tar).to.have.nested.property('source_data.version', '1.0.0');
    expect(states.tar)
      .to.have.property('checksum')
      .that.matches(/^[0-9a-f]{64}$/u);
    const list = await sandbox.awf('plugin', 'list', '-f', 'quiet');
    expect(list.stdout).to.equal('github\nhttp\nnotify\nfolder\ntar\nzip\n');
    const verified = await sandbox.awf('plugin', 'verify');
    expect(verified.stdout).to.match(/^folder {24} {2}PASS {2}[0-9a-f]{64}\n/u);
    expect(verified.exitCode).to.equal(0);
    expect(await readdir(installed('.installing'))).to.deep.equal([]);
  });

  it('replaces a version with --force only, and keeps switch and configuration', async () => {
    await sandbox.awf('plugin', 'install', await archive('echo', '1.0.0'));
    await sandbox.awf('plugin', 'disable', 'echo');
    const refused = await sandbox.awf('plugin', 'install', await archive('echo', '2.0.0'), '-f', 'json');
    expect(json(refused)).to.have.nested.property('error.code', 'USER.INPUT.PLUGIN_INSTALLED');
    expect(refused.exitCode).to.equal(1);
    const replaced = await sandbox.awf('plugin', 'install', at('plugin.tar.gz'), '--force', '-f', 'json');
    expect(json(replaced)).to.include({ name: 'echo', version: '2.0.0', replaced: '1.0.0' });
    const list = await sandbox.awf('plugin', 'list', '-f', 'json');
    expect(listedPlugin(list.stdout, 'echo')).to.include({ name: 'echo', version: '2.0.0', enabled: false });
  });

  it('leaves the installed version as it is when the new one cannot be installed', async () => {
    await sandbox.awf('plugin', 'install', await archive('echo', '1.0.0'));
    const before = await readFile(installed('plugins.json'), 'utf8');
    for (const [entries, code] of [
      [[...pluginEntries('echo', '2.0.0'), { path: '../out' }], 'USER.VALIDATION.ARCHIVE_INVALID'],
      [[pluginEntries('echo', 'no version')[0]!, pluginEntries('echo')[1]!], 'USER.VALIDATION.MANIFEST_INVALID'],
      [[pluginEntries('echo', '2.0.0')[0]!], 'SYSTEM.IO.PLUGIN_BINARY_NOT_FOUND'],
      [[pluginEntries('echo', '2.0.0')[1]!], 'USER.VALIDATION.ARCHIVE_INVALID'],
    ] as const) {
      await writeFile(at('bad.tar.gz'), tarGz(entries));
      const run = await sandbox.awf('plugin', 'install', at('bad.tar.gz'), '--force', '-f', 'json');
      expect(json(run)).to.have.nested.property('error.code', code);
      expect(await readFile(installed('plugins.json'), 'utf8')).to.equal(before);
      expect(await readdir(installed('.installing'))).to.deep.equal([]);
    }
    expect((await sandbox.awf('plugin', 'verify')).stdout).to.match(/PASS/u);
  });

  it('replaces no folder that is not a plugin, though it has the name of one', async () => {
    await mkdir(installed('echo', '.git'), { recursive: true });
    const run = await sandbox.awf('plugin', 'install', await archive('echo', '1.0.0'), '--force', '-f', 'json');
    expect(json(run)).to.have.nested.property('error.code', 'SYSTEM.IO.WRITE_FAILED');
    expect(json(run)).to.have.nested.property('error.message').that.includes('is not a plugin');
    expect(await readdir(installed('echo'))).to.deep.equal(['.git']);
  });

  it('installs the folder that it installs into, without what it writes there', async () => {
    const project = at('project');
    await mkdir(join(project, '.awf', 'plugins'), { recursive: true });
    for (const { path, content = '', mode } of pluginEntries('own'))
      await writeFile(join(project, path), content, { mode });
    const run = await sandbox.awf('plugin', 'install', project, '--plugins-dir', join(project, '.awf', 'plugins'));
    expect(run).to.include({ stderr: '', exitCode: 0 });
    expect(await readdir(join(project, '.awf', 'plugins', 'own', '.awf', 'plugins'))).to.deep.equal([]);
  });

  it('finds the plugin in the one folder at the top of an archive', async () => {
    const entries = pluginEntries('echo').map((entry) => ({ ...entry, path: `package/${entry.path}` }));
    await writeFile(at('plugin.tar.gz'), tarGz(entries));
    expect((await sandbox.awf('plugin', 'install', at('plugin.tar.gz'))).exitCode).to.equal(0);
    expect((await readdir(installed('echo'))).sort()).to.deep.equal(['awf-plugin-echo', 'plugin.yaml']);
  });

  it('installs two plugins at once, and one plugin twice at once', async () => {
    const [a, b] = [await archive('a', '1.0.0', 'a.tar.gz'), await archive('b', '1.0.0', 'b.tar.gz')];
    const again = ['--force', '-f', 'json'];
    const runs = await Promise.all([a, b, a, b].map((path) => sandbox.awf('plugin', 'install', path, ...again)));
    expect(runs.map(({ exitCode }) => exitCode)).to.deep.equal([0, 0, 0, 0]);
    expect((await sandbox.awf('plugin', 'verify')).exitCode).to.equal(0);
    expect(await readdir(installed('.installing'))).to.deep.equal([]);
  });

  it('shows names from an archive escaped', async () => {
    await writeFile(at('a.tar.gz'), tarGz([{ path: 'a\u001b]0;title\u0007\u202e\nb' }]));
    const { stderr } = await sandbox.awf('plugin', 'install', at('a.tar.gz'));
    expect(stderr).to.match(/a\\x1b\]0;title\\x07\\u202e/u);
    expect(stderr).not.to.match(/[\u001b\u0007\u202e]/u);
  });

  it('shows names of files as JSON without a character that acts on a terminal', async () => {
    const name = 'a\u007f\u009b\u200b\u2028\u202e\u2066';
    const run = await sandbox.awf('plugin', 'install', at(name), '-f', 'json');
    expect(run.stdout).to.match(/^[\u0020-\u007e]*\n$/u);
    expect(json(run)).to.have.nested.property('error.message').that.includes(name);
  });

  it('says that two plugins have the same name, and which one is used', async () => {
    await sandbox.awf('plugin', 'install', await archive('echo', '1.0.0'));
    const own = at('.awf', 'plugins', 'mine');
    await mkdir(own, { recursive: true });
    await writeFile(join(own, 'plugin.yaml'), pluginEntries('echo', '3.0.0')[0]!.content!);
    const { stdout, stderr } = await sandbox.awf('plugin', 'list', '-f', 'json');
    expect(listedPlugin(stdout, 'echo')).to.deep.include({ version: '3.0.0', hides: [installed('echo')] });
    expect(stderr).to.include(`two plugins have the same name; the first one is used plugin=echo used=${own}`);
  });

  it('removes a plugin and what is known about it, or keeps its data', async () => {
    const path = await archive('echo', '1.0.0');
    for (const [flags, left] of [
      [[], {}],
      [['--keep-data'], { echo: { enabled: true } }],
    ] as const) {
      await sandbox.awf('plugin', 'install', path);
      const { stdout, exitCode } = await sandbox.awf('plugin', 'remove', 'echo', ...flags);
      expect({ stdout, exitCode }).to.deep.equal({ stdout: 'Plugin "echo" removed\n', exitCode: 0 });
      expect(JSON.parse(await readFile(installed('plugins.json'), 'utf8'))).to.deep.equal(left);
      expect((await readdir(installed())).sort()).to.deep.equal(['.installing', 'plugins.json']);
    }
    const unknown = await sandbox.awf('plugin', 'remove', 'echo', '-f', 'json');
    expect(json(unknown)).to.have.nested.property('error.code', 'USER.INPUT.PLUGIN_NOT_FOUND');
  });
});

describe('A plugin that was installed', () => {
  let sandbox: AwfSandbox;
  const installed = (...parts: readonly string[]): string =>
    join(sandbox.directory, 'data', 'awf', 'plugins', 'marker', ...parts);
  /** What `awf` says about a start. The program only leaves a mark, so that no start succeeds. */
  const started = async (...flags: readonly string[]): Promise<string> => {
    const run = await sandbox.awf('run', join(sandbox.directory, 'flow.yaml'), '-f', 'json', ...flags);
    return (json(run) as { readonly error: { readonly code: string } }).error.code;
  };
  const marked = async (): Promise<boolean> => (await readdir(sandbox.directory)).includes('mark');

  beforeEach(async () => {
    sandbox = await AwfSandbox.create();
    const entries = [
      ...pluginEntries('marker', '1.0.0', '#!/bin/sh\n. "${0%/*}/lib/code.sh"\n'),
      { path: 'lib/code.sh', content: 'touch "$MARK"\nexit 1\n' },
    ];
    await writeFile(join(sandbox.directory, 'marker.tar.gz'), tarGz(entries));
    await sandbox.awf('plugin', 'install', join(sandbox.directory, 'marker.tar.gz'));
    const flow =
      'name: flow\nstates:\n  initial: a\n  a: {type: operation, operation: marker.x, on_success: z}\n  z: {type: terminal}\n';
    await writeFile(join(sandbox.directory, 'flow.yaml'), flow);
  });
  afterEach(() => sandbox[Symbol.asyncDispose]());

  it('is started as long as nobody has changed it', async () => {
    expect(await started()).to.equal('EXECUTION.PLUGIN.CRASHED');
    expect(await marked()).to.equal(true);
  });

  for (const file of ['awf-plugin-marker', 'plugin.yaml', 'lib/code.sh', 'new-file'])
    it(`is not started when ${file} was changed`, async () => {
      // Now the hashes of all files are known.
      await started();
      await rm(join(sandbox.directory, 'mark'));
      await writeFile(installed(file), '# changed\n', { flag: 'a' });
      expect(await started()).to.equal('EXECUTION.PLUGIN.CHECKSUM_MISMATCH');
      expect(await marked()).to.equal(false);
      const verified = await sandbox.awf('plugin', 'verify', 'marker');
      expect(verified.stdout).to.match(/^marker {24} {2}FAIL {2}expected=\S+ actual=\S+\n$/u);
      expect(verified.exitCode).to.equal(1);
      expect((await sandbox.awf('plugin', 'verify', '--update')).stdout).to.match(
        /^marker +UPDATED {2}[0-9a-f]{64}\n$/u,
      );
      expect(await started()).to.equal('EXECUTION.PLUGIN.CRASHED');
    });

  it('is not started when others may write to a part of it, or above it, unless that is allowed', async function () {
    if (process.platform === 'win32') this.skip();
    for (const path of [installed('lib', 'code.sh'), installed('lib'), installed('plugin.yaml'), installed()]) {
      await chmod(path, 0o777);
      expect(await started(), path).to.equal('SYSTEM.IO.PLUGIN_INSECURE');
      expect(await marked()).to.equal(false);
      const allowed = await sandbox.awf('run', join(sandbox.directory, 'flow.yaml'), '--allow-insecure');
      expect(allowed.stderr).to.match(/warn {2}.*not safe from other users: .* can be changed by every user/u);
      expect(await marked()).to.equal(true);
      await rm(join(sandbox.directory, 'mark'));
      await chmod(path, 0o755);
    }
  });

  it('is not started when its states could be changed by others', async function () {
    if (process.platform === 'win32') this.skip();
    await chmod(installed('..', 'plugins.json'), 0o666);
    expect(await started()).to.equal('USER.VALIDATION.PLUGIN_STATE');
    expect(await started('--allow-insecure')).to.equal('EXECUTION.PLUGIN.CRASHED');
  });

  it('is not started with settings of the project that others could change', async function () {
    if (process.platform === 'win32') this.skip();
    const settings = join(sandbox.directory, '.awf', 'config.yaml');
    await mkdir(join(sandbox.directory, '.awf'));
    await writeFile(settings, 'plugins: { marker: { sandbox: { env_values: { BASH_ENV: /theirs } } } }\n');
    await chmod(settings, 0o666);
    expect(await started()).to.equal('SYSTEM.IO.READ_FAILED');
    expect(await started('--config', settings)).to.equal('SYSTEM.IO.READ_FAILED');
    expect(await marked()).to.equal(false);
    const { stderr } = await sandbox.awf('run', join(sandbox.directory, 'flow.yaml'));
    expect(stderr).to.match(/config\.yaml could not be read: it can be changed by every user[^]*--allow-insecure/u);
    const allowed = await sandbox.awf('run', join(sandbox.directory, 'flow.yaml'), '--allow-insecure');
    expect(allowed.stderr).to.match(/warn {2}.*config\.yaml is not safe from other users/u);
    expect(await marked()).to.equal(true);
  });

  it('is not started when it belongs to another user', async function () {
    if (process.getuid?.() !== 0) this.skip();
    await chown(installed('awf-plugin-marker'), 65_534, 65_534);
    expect(await started()).to.equal('SYSTEM.IO.PLUGIN_INSECURE');
  });

  it('says of a plugin that nothing is recorded about that its checksum is missing', async () => {
    await sandbox.plugin('plain', { script: '#!/bin/sh\n' });
    const { stdout, exitCode } = await sandbox.awf(
      'plugin',
      'verify',
      '--plugins-dir',
      join(sandbox.directory, 'plugins'),
    );
    expect({ stdout, exitCode }).to.deep.equal({ stdout: `${'plain'.padEnd(30)}  MISSING\n`, exitCode: 1 });
  });
});
