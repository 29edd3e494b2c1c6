import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { AwfSandbox, manifestOf } from '../../../support/awf.js';

const config = `config:
  greeting: { type: string, default: hello, description: What to begin with }
  retries: { type: integer }
  token: { type: string, secret: true }
`;

/** A sandbox with a plugin that has settings, and a project that gives one. Its program is never started. */
async function project() {
  const sandbox = await AwfSandbox.create();
  const plugins = await sandbox.plugin('echo', { manifest: manifestOf('echo') + config, script: '#!/bin/sh\n' });
  await mkdir(join(sandbox.directory, '.awf'));
  await writeFile(
    join(sandbox.directory, '.awf/config.yaml'),
    'plugins: { echo: { config: { retries: 2, token: canary-in-file } } }',
  );
  return {
    sandbox,
    awf: (...args: readonly string[]) =>
      sandbox.awfInProcess('--plugins-dir', plugins, 'plugin', 'config', 'echo', ...args),
    stored: async () =>
      (
        JSON.parse(await readFile(join(sandbox.directory, 'data/awf/plugins/plugins.json'), 'utf8')) as {
          readonly echo: { readonly config: object };
        }
      ).echo.config,
    [Symbol.asyncDispose]: () => sandbox[Symbol.asyncDispose](),
  };
}

describe('awf plugin config', () => {
  it('shows where each value is from, and never the value of a secret', async () => {
    await using here = await project();
    const { stdout, stderr, exitCode } = await here.awf();
    expect(stdout.split('\n').map((line) => line.trimEnd())).to.deep.equal([
      'KEY       VALUE  FROM         TYPE     REQUIRED  DEFAULT  DESCRIPTION',
      'greeting  hello  the default  string   no        hello    What to begin with',
      'retries   2      the project  integer  no        -',
      'token     ***    the project  secret   no        -',
      '',
    ]);
    expect(stderr).to.equal('problem token is a secret, which is given by reference: env:NAME or file:PATH\n');
    expect(exitCode).to.equal(0);
  });

  it('stores a value with its type, gives it, and takes it away', async () => {
    await using here = await project();
    expect(await here.awf('set', 'retries', '5')).to.include({ exitCode: 0, stdout: 'Set retries of plugin "echo"\n' });
    expect(await here.stored()).to.deep.equal({ retries: 5 });
    expect(await here.awf('get', 'retries')).to.include({ exitCode: 0, stdout: '5\n' });
    const json = JSON.parse((await here.awf('-f', 'json')).stdout) as { readonly settings: readonly object[] };
    expect(json.settings[1]).to.include({ key: 'retries', value: 5, source: 'stored', type: 'integer' });
    const unset = 'Unset retries of plugin "echo"; its value is from the project now\n';
    expect(await here.awf('unset', 'retries')).to.include({ exitCode: 0, stdout: unset });
    expect(await here.stored()).to.deep.equal({});
  });

  it('refuses a secret in plain text, stores nothing, and repeats it nowhere', async () => {
    await using here = await project();
    const refused = await here.awf('set', 'token', 'canary');
    expect(refused.exitCode).to.equal(1);
    expect(refused.stderr).to.contain('token: is a secret, which is given by reference');
    expect(refused.stdout + refused.stderr).not.to.contain('canary');
    expect(await here.awf('set', 'token', 'env:ECHO_TOKEN')).to.include({ exitCode: 0 });
    expect(await here.stored()).to.deep.equal({ token: 'env:ECHO_TOKEN' });
  });

  it('refuses what is no action, and repeats no value', async () => {
    await using here = await project();
    const refused = await here.awf('put', 'token', 'canary', '-f', 'json');
    expect(refused.exitCode).to.equal(1);
    expect(refused.stdout).to.contain('USER.INPUT.INVALID_FORMAT').and.not.to.contain('canary');
  });

  it('says what an action lacks, and what it must not have', async () => {
    await using here = await project();
    for (const [args, problem] of [
      [['get'], 'expected the name of a setting after get'],
      [['set', 'retries'], 'expected a value after set KEY'],
      [['unset', 'retries', '5'], 'expected nothing after unset KEY'],
      [['get', 'retrys'], 'did you mean retries?'],
    ] as const) {
      const { stderr, exitCode } = await here.awf(...args);
      expect(stderr, args.join(' ')).to.contain(problem);
      expect(exitCode, args.join(' ')).to.equal(1);
    }
  });

  it('gives JSON, or names alone', async () => {
    await using here = await project();
    const json = async (...args: readonly string[]): Promise<unknown> =>
      JSON.parse((await here.awf(...args, '-f', 'json')).stdout);
    expect(await json('set', 'retries', '7')).to.deep.equal({ plugin: 'echo', key: 'retries', value: 7 });
    expect(await json('get', 'retries'))
      .to.include({ value: 7, source: 'stored' })
      .and.to.deep.include({
        hides: ['project'],
      });
    expect((await here.awf()).stdout).to.contain('plugins.json, not the project');
    expect(await json('unset', 'retries')).to.deep.equal({ plugin: 'echo', key: 'retries', source: 'project' });
    expect((await here.awf('-f', 'quiet')).stdout).to.equal('greeting\nretries\ntoken\n');
  });

  it('takes any setting for a plugin that declares none, and warns of a secret that is stored as it is', async () => {
    await using sandbox = await AwfSandbox.create();
    const plugins = await sandbox.plugin('free', { manifest: manifestOf('free'), script: '#!/bin/sh\n' });
    const awf = (...args: readonly string[]) =>
      sandbox.awfInProcess('--plugins-dir', plugins, 'plugin', 'config', 'free', ...args);
    expect((await awf()).stdout).to.equal('The plugin "free" declares no settings, so it takes any. None is set.\n');
    expect((await awf('get', 'colour')).stderr).to.contain('has no value');
    const { stderr } = await awf('set', 'API_KEY', 'canary');
    expect(stderr).to.contain('looks like a secret and is stored as it is').and.not.to.contain('canary');
    expect((await awf('set', 'API_KEY', '${FREE_KEY}')).stderr).to.equal('');
    expect((await awf()).stdout).to.contain('${FREE_KEY}');
    expect((await awf('unset', 'API_KEY')).stdout).to.contain('it has no value now');
  });
});

describe('awf run -c', () => {
  it('refuses a setting that a plugin does not have before anything starts, and repeats no value', async () => {
    await using here = await project();
    const flow = join(here.sandbox.directory, 'flow.yaml');
    await writeFile(flow, 'name: f\nstates:\n  initial: a\n  a: { type: terminal }\n');
    const run = (setting: string) =>
      here.sandbox.awf('run', flow, '--plugins-dir', join(here.sandbox.directory, 'plugins'), '-c', setting);
    const unknown = await run('echo.retires=canary');
    expect(unknown.stderr).to.contain('retires: is not a setting of this plugin; did you mean retries?');
    expect(unknown.stdout + unknown.stderr).not.to.contain('canary');
    expect((await run('ehco.retries=1')).stderr).to.contain('USER.INPUT.PLUGIN_NOT_FOUND');
    expect(await run('echo.retries=1')).to.include({ exitCode: 0 });
  });
});
