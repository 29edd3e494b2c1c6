import { chmod, mkdir, readdir, readFile, symlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { runProgram, type ProgramRun } from '../../../../packages/go-plugin/test/support/run-program.js';
import { elfHeader } from '../../../support/archive-subjects.js';
import { pluginEntries } from '../../../support/archives.js';
import { AwfSandbox } from '../../../support/awf.js';

const json = ({ stdout }: ProgramRun): unknown => JSON.parse(stdout);

describe('awf plugin pack', () => {
  let sandbox: AwfSandbox;

  beforeEach(async () => (sandbox = await AwfSandbox.create()));
  afterEach(() => sandbox[Symbol.asyncDispose]());

  const at = (...parts: readonly string[]): string => join(sandbox.directory, ...parts);

  async function plugin(name: string, program?: string): Promise<string> {
    await mkdir(at(name, 'lib', 'a'.repeat(90), 'b'.repeat(90)), { recursive: true });
    for (const { path, content = '', mode } of pluginEntries(name, '1.0.0', program))
      await writeFile(at(name, path), content, { mode });
    await writeFile(at(name, 'lib', 'a'.repeat(90), 'b'.repeat(90), `${'ü'.repeat(60)}.js`), '1');
    return at(name);
  }

  it('makes archives that awf plugin install takes, and that sha256sum finds right', async () => {
    await plugin('hello');
    const packed = await sandbox.awf('plugin', 'pack', 'hello');
    const names = ['linux_amd64', 'linux_arm64', 'darwin_amd64', 'darwin_arm64'];
    const files = names.map((platform) => `release/hello_1.0.0_${platform}.tar.gz`);
    const lines = [...files, 'release/checksums.txt'].map((file) => `  ${file}\n`).join('');
    expect(packed.stdout).to.equal(`Plugin "hello" packed (version 1.0.0)\n${lines}`);
    expect(packed).to.include({ stderr: '', exitCode: 0 });
    const checked = await runProgram('sha256sum', ['--check', '--strict', 'checksums.txt'], { cwd: at('release') });
    expect(checked.exitCode).to.equal(0);
    const listed = await runProgram('tar', ['-tvzf', files[0]!], { cwd: sandbox.directory });
    expect(listed.stdout).to.match(/^-rwxr-xr-x 0\/0 .* 1970-01-01 00:00 awf-plugin-hello\n/mu);
    const installed = await sandbox.awf('plugin', 'install', files[0]!);
    expect(installed.stdout).to.equal('Plugin "hello" installed successfully (version 1.0.0)\n');
    expect(await readdir(at('data', 'awf', 'plugins', 'hello'), { recursive: true })).to.deep.equal(
      await readdir(at('hello'), { recursive: true }),
    );
  });

  it('makes the same bytes later, elsewhere, and of files with other times and modes', async () => {
    await plugin('hello');
    await sandbox.awf('plugin', 'pack', 'hello', '--output', 'first');
    await utimes(at('hello', 'plugin.yaml'), 1, 1);
    await chmod(at('hello', 'plugin.yaml'), 0o600);
    await chmod(at('hello', 'awf-plugin-hello'), 0o700);
    const second = await sandbox.awf('plugin', 'pack', at('hello'), '--output', 'second', '-f', 'json');
    const { archives } = json(second) as { readonly archives: readonly { readonly path: string }[] };
    const [, name = ''] = /([^/]+)$/u.exec(archives[0]!.path) ?? [];
    expect(await readFile(at('first', name))).to.deep.equal(await readFile(at('second', name)));
  });

  it('builds a project as its plugin.build.yaml says, and packs what comes out', async () => {
    await plugin('hello');
    await mkdir(at('project'));
    const build = 'command: mkdir -p dist && rm -rf dist/hello && cp -r ../hello dist/hello\noutput: dist/hello\n';
    await writeFile(at('project', 'plugin.build.yaml'), build);
    const run = await sandbox.awf('plugin', 'pack', 'project', '--platform', 'linux_amd64', '-f', 'quiet');
    expect(run.stdout).to.equal('project/release/hello_1.0.0_linux_amd64.tar.gz\nproject/release/checksums.txt\n');
    await writeFile(at('project', 'plugin.build.yaml'), 'command: echo no; exit 3\noutput: dist/hello\n');
    const failed = await sandbox.awf('plugin', 'pack', 'project', '-f', 'json');
    expect(json(failed)).to.have.nested.property('error.code', 'EXECUTION.PLUGIN.BUILD_FAILED');
    expect(failed.exitCode).to.equal(3);
    expect((await sandbox.awf('plugin', 'pack', 'project', '--no-build')).exitCode).to.equal(0);
  });

  it('names the archive of a program after the platform that it is for', async () => {
    await plugin('hello');
    await writeFile(at('hello', 'awf-plugin-hello'), elfHeader(0xb7));
    const run = await sandbox.awf('plugin', 'pack', 'hello', '-f', 'quiet');
    expect(run.stdout).to.match(/^release\/hello_1\.0\.0_linux_arm64\.tar\.gz\n/u);
  });

  it('refuses what an install would refuse, and writes nothing', async () => {
    const refused = async (code: string): Promise<void> => {
      const run = await sandbox.awf('plugin', 'pack', 'hello', '-f', 'json');
      expect(json(run), code).to.have.nested.property('error.code', code);
      expect(await readdir(sandbox.directory)).to.not.include('release');
    };
    await plugin('hello');
    await symlink('/etc/passwd', at('hello', 'link'));
    await refused('USER.VALIDATION.ARCHIVE_INVALID');
    await plugin('other');
    await runProgram('rm', ['-r', 'hello/link', 'hello/plugin.yaml'], { cwd: sandbox.directory });
    await refused('USER.VALIDATION.ARCHIVE_INVALID');
    await writeFile(at('hello', 'plugin.yaml'), 'name: hello\n');
    await refused('USER.VALIDATION.MANIFEST_INVALID');
    await runProgram('rm', ['hello/awf-plugin-hello'], { cwd: sandbox.directory });
    await refused('SYSTEM.IO.PLUGIN_BINARY_NOT_FOUND');
  });

  it('says what is wrong with its options, and that a temp folder cannot be used', async () => {
    await plugin('hello');
    for (const [flags, code, text] of [
      [['--output', 'hello/release'], 'USER.INPUT.INVALID_FORMAT', 'is a part of the plugin'],
      [['--platform', 'linux'], 'USER.INPUT.INVALID_FORMAT', 'such as linux_amd64'],
    ] as const) {
      const run = await sandbox.awf('plugin', 'pack', 'hello', ...flags, '-f', 'json');
      expect(json(run)).to.have.nested.property('error.code', code);
      expect(json(run)).to.have.nested.property('error.message').that.includes(text);
    }
    const run = await sandbox.with({ TMPDIR: '/nowhere' }).awf('plugin', 'pack', 'hello');
    expect(run.stderr).to.include('SYSTEM.IO.WRITE_FAILED').and.to.include('Set TMPDIR to a folder');
  });
});
