import { chmod, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import type { ProgramRun } from '../../../../packages/go-plugin/test/support/run-program.js';
import { pluginEntries, tarGz } from '../../../support/archives.js';
import { AwfSandbox, workflowFixture } from '../../../support/awf.js';
import { TestSigner } from '../../../support/signers.js';

const json = ({ stdout }: ProgramRun): unknown => JSON.parse(stdout);

describe('The lock of a project', () => {
  let sandbox: AwfSandbox;
  let lock: string;

  beforeEach(async () => {
    sandbox = await AwfSandbox.create();
    await mkdir(at('.awf'));
    lock = at('.awf', 'plugins.lock');
  });
  afterEach(() => sandbox[Symbol.asyncDispose]());

  const at = (...parts: readonly string[]): string => join(sandbox.directory, ...parts);
  const archive = (name: string, version: string): Promise<void> =>
    writeFile(at(`${name}.tar.gz`), tarGz(pluginEntries(name, version)));
  const code = async (expected: string, ...args: readonly string[]): Promise<void> => {
    const run = await sandbox.awf(...args, '-f', 'json');
    expect(json(run), run.stdout).to.have.nested.property('error.code', expected);
    expect(run.exitCode).not.to.equal(0);
  };

  it('is written by an install, obeyed by the next, and loses what is removed', async () => {
    await archive('echo', '1.0.0');
    await sandbox.awf('plugin', 'install', './echo.tar.gz');
    const written = await readFile(lock, 'utf8');
    expect(written).to.include('    source: "./echo.tar.gz"\n    version: "1.0.0"\n');

    await rm(at('data'), { recursive: true });
    const again = await sandbox.awf('plugin', 'install', '--frozen', '-f', 'json');
    expect(json(again)).to.have.nested.property('[0].version', '1.0.0');
    expect((await sandbox.awf('plugin', 'install', '--frozen')).stdout).to.include('is installed as the lock says');

    await archive('echo', '2.0.0');
    await rm(at('data'), { recursive: true });
    await code('EXECUTION.PLUGIN.LOCK_MISMATCH', 'plugin', 'install', '--frozen');
    await code('EXECUTION.PLUGIN.LOCK_MISMATCH', 'plugin', 'install', './other', '--frozen');
    expect(await readFile(lock, 'utf8')).to.equal(written);

    await sandbox.awf('plugin', 'install', './echo.tar.gz', '--no-lock');
    const verified = await sandbox.awf('plugin', 'verify');
    expect(verified.stdout).to.match(
      /FAIL {2}not as in the lock: it has another version {2}expected=1.0.0 actual=2.0.0/u,
    );
    expect(verified.exitCode).to.equal(1);

    await sandbox.awf('plugin', 'remove', 'echo');
    expect(await readFile(lock, 'utf8')).to.match(/\nplugins: \{\}\n$/u);
  });

  it('that was damaged stops every command that uses it, and is left as it is', async () => {
    await archive('echo', '1.0.0');
    await sandbox.awf('plugin', 'install', './echo.tar.gz');
    const broken = (await readFile(lock, 'utf8')).replace('  echo:', '<<<<<<< \u001b[2J\n  echo:');
    await writeFile(lock, broken);
    for (const args of [['install'], ['install', './echo.tar.gz', '--force'], ['remove', 'echo']])
      await code('USER.VALIDATION.LOCK_INVALID', 'plugin', ...args);
    const shown = await sandbox.awf('plugin', 'install', '--frozen');
    expect(shown.stderr).to.match(/plugins.lock:4:/u);
    expect(shown.stderr).not.to.include('\u001b');
    expect((await sandbox.awf('plugin', 'verify')).exitCode).to.equal(1);
    expect(await readFile(lock, 'utf8')).to.equal(broken);
  });

  it('decides with --frozen which plugins a run may start', async () => {
    const run = async (...more: readonly string[]): Promise<string> =>
      (await sandbox.awf('run', workflowFixture('uses-plugin'), '-f', 'json', ...more)).stdout;
    await archive('it', '1.0.0');
    await sandbox.awf('plugin', 'install', './it.tar.gz');
    const kept = await readFile(lock, 'utf8');
    // The program of the archive is not a plugin that answers, but it is started.
    expect(await run('--frozen')).to.match(/EXECUTION.PLUGIN.(?:CRASHED|HANDSHAKE_INVALID)/u);

    await chmod(lock, 0o666);
    expect(await run('--frozen')).to.match(/SYSTEM.IO.READ_FAILED.*it can be changed by every user/u);
    expect(await run('--frozen', '--allow-insecure')).to.match(/EXECUTION.PLUGIN.(?:CRASHED|HANDSHAKE_INVALID)/u);
    await chmod(lock, 0o644);

    await writeFile(lock, kept.replace(/h1:..../u, 'h1:AAAA'));
    expect(await run()).to.match(/EXECUTION.PLUGIN.(?:CRASHED|HANDSHAKE_INVALID)/u);
    expect(await run('--frozen')).to.match(/EXECUTION.PLUGIN.LOCK_MISMATCH.*its content is another one/u);
    await writeFile(lock, kept.replace('  it:', '  other:'));
    expect(await run('--frozen')).to.match(/EXECUTION.PLUGIN.LOCK_MISMATCH.*it is not in there/u);
    await rm(lock);
    expect(await run('--frozen')).to.include('USER.INPUT.MISSING_FILE');
  });

  it('is not written outside a project', async () => {
    await rm(at('.awf'), { recursive: true });
    await archive('echo', '1.0.0');
    await sandbox.awf('plugin', 'install', './echo.tar.gz');
    await code('USER.INPUT.INVALID_FORMAT', 'plugin', 'install', '--frozen');
    await code('USER.INPUT.INVALID_FORMAT', 'plugin', 'install');
  });
});

describe('awf plugin trust', () => {
  let sandbox: AwfSandbox;

  beforeEach(async () => (sandbox = await AwfSandbox.create()));
  afterEach(() => sandbox[Symbol.asyncDispose]());

  it('trusts a key, lists keys, and trusts one no longer', async () => {
    const [first, second] = [TestSigner.minisign(), new TestSigner()];
    await writeFile(join(sandbox.directory, 'key.pem'), second.pem);
    const added = await sandbox.awf('plugin', 'trust', 'Ann/Echo', first.text);
    expect(added.stdout).to.equal(`Releases of ann/echo must be signed by ${first.text} from now on\n`);
    expect((await sandbox.awf('plugin', 'trust', 'ann/echo', './key.pem')).exitCode).to.equal(0);
    const listed = await sandbox.awf('plugin', 'trust', '-f', 'json');
    expect(json(listed)).to.have.nested.property('[1].key', second.text);
    const removed = await sandbox.awf('plugin', 'trust', 'ann/echo', first.text, '--remove');
    expect(removed.stdout).to.equal(`Removed ${first.text} for ann/echo\n`);
    expect((await sandbox.awf('plugin', 'trust')).stdout).to.match(/^SOURCE {4}KEY.*\nann\/echo {2}[\w+/]{43}= {2}20/u);
  });

  it('refuses what is not a key, and a file with keys that others can change', async () => {
    const run = await sandbox.awf('plugin', 'trust', 'ann/echo', 'RW\u202e\u001b[2J');
    expect(run.stderr).to.include('KEY is not a public key');
    expect(run.stderr).not.to.match(/[\u001b\u202e]/u);
    await sandbox.awf('plugin', 'trust', 'ann/echo', new TestSigner().text);
    await chmod(join(sandbox.directory, 'data', 'awf', 'plugins', 'trusted-keys.json'), 0o666);
    const refused = await sandbox.awf('plugin', 'trust');
    expect(refused.stderr).to.match(/SYSTEM.IO.READ_FAILED[^]*it can be changed by every user/u);
    expect(refused.exitCode).to.equal(4);
    const warned = await sandbox.awf('plugin', 'trust', '--allow-insecure');
    expect(warned.stderr).to.include('is not safe from other users');
    expect(warned.stdout).to.include('ann/echo');
  });
});
