import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect } from 'chai';
import { awfBinary, AwfSandbox } from '../../../support/awf.js';
import { writePlugins } from '../../../support/plugin-folder.js';

const talker = {
  name: 'talker',
  capabilities: ['operations'],
  body: `
    console.error('plain at the start');
    const talk = sdk.operation({ inputs: { key: { type: 'string' } }, handler: ({ inputs, log }) => {
      console.error('plain ' + inputs.key);
      log.info('talked', { key: inputs.key });
      return sdk.success({ output: 'done' });
    } });
    return { operations: { talk } };`,
};

const workflow = `
name: talk
version: 1.0.0
inputs:
  - { name: key, type: string, secret: true, default: canary-in-the-log }
states:
  initial: a
  a: { type: operation, operation: talker.talk, inputs: { key: '{{inputs.key}}' }, on_success: b }
  b: { type: terminal }
`;

describe('awf plugin logs', () => {
  let sandbox: AwfSandbox;
  let run: readonly string[];

  beforeEach(async () => {
    sandbox = await AwfSandbox.create();
    const plugins = await writePlugins(sandbox.directory, talker);
    const file = join(sandbox.directory, 'talk.yaml');
    await writeFile(file, workflow);
    run = ['run', file, '--plugins-dir', plugins];
  });
  afterEach(() => sandbox[Symbol.asyncDispose]());

  it('shows what a plugin logged in earlier runs, with secrets masked in the files already', async () => {
    const { stderr } = await sandbox.awf(...run);
    expect(stderr).to.equal('');
    await sandbox.awf(...run, '--verbose');
    const text = await sandbox.awf('plugin', 'logs', 'talker');
    expect(text.stdout.match(/^\d{4}-\d\d-\d\dT\S+Z {2}info {2}talker: talked key=\S+$/gmu)).to.have.length(2);
    expect(text.stdout.match(/debug talker: plain at the start$/gmu)).to.have.length(2);
    expect(text.stdout.match(/info {2}talker: plain \*\*\*$/gmu)).to.have.length(1);
    const chosen = ['--level', 'info', '--lines', '2', '--since', '1h', '-f', 'json'];
    const json = await sandbox.awf('plugin', 'logs', ...chosen);
    const entries = json.stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>);
    expect(entries.map(({ message }) => message)).to.have.members(['talked', 'plain ***']);
    expect(entries.find(({ message }) => message === 'talked')).to.deep.include({
      plugin: 'talker',
      fields: { key: '***' },
    });
    const folder = join(sandbox.directory, 'data/awf/logs/plugins/talker');
    const files = await readdir(folder);
    expect(files).to.have.length(2);
    for (const file of files) expect(await readFile(join(folder, file), 'utf8')).not.to.include('canary-in-the-log');
  });

  it('follows what is logged until Ctrl-C, which is not a failure', async () => {
    const env = { ...process.env, ...sandbox.env };
    const child = spawn(awfBinary, ['plugin', 'logs', 'talker', '--follow', '-f', 'json'], {
      cwd: sandbox.directory,
      env,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const lines = createInterface(child.stdout);
    const first = once(lines, 'line') as Promise<[string]>;
    await sandbox.awf(...run);
    expect(JSON.parse((await first)[0])).to.include({ plugin: 'talker' });
    const exit = once(child, 'exit') as Promise<[number | null]>;
    child.kill('SIGINT');
    expect((await exit)[0]).to.equal(0);
  });

  it('explains what it cannot show', async () => {
    const none = await sandbox.awf('plugin', 'logs');
    expect(none).to.deep.include({ stdout: '', stderr: 'nothing has been logged\n', exitCode: 0 });
    const stranger = await sandbox.awf('plugin', 'logs', 'nobody');
    expect(stranger.stderr).to.match(/nobody: no plugin of this name has logged anything; these have: none/u);
    expect(stranger.exitCode).to.equal(1);
    for (const args of [
      ['--since', 'soon'],
      ['--lines', 'x'],
      ['--level', 'loud'],
    ])
      expect((await sandbox.awf('plugin', 'logs', ...args)).exitCode, args.join(' ')).to.equal(1);
  });

  it('lets a run succeed when its log cannot be kept', async () => {
    await mkdir(join(sandbox.directory, 'data/awf'), { recursive: true });
    await writeFile(join(sandbox.directory, 'data/awf/logs'), '');
    const { stderr, exitCode } = await sandbox.awf(...run);
    expect({ stderr, exitCode }).to.deep.equal({ stderr: '', exitCode: 0 });
  });
});
