import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { awfBinary, AwfSandbox, examplePlugins, listedPlugin, workflowFixture } from '../../../support/awf.js';
import { projectRoot } from '../../../../packages/go-plugin/test/support/fixtures.js';
import { runProgram } from '../../../../packages/go-plugin/test/support/run-program.js';

const hello = `${projectRoot}examples/workflows/hello.yaml`;

describe('awf plugin', () => {
  it('lists plugins without starting them', async () => {
    await using sandbox = await AwfSandbox.create();
    await sandbox.plugin('broken', { script: '#!/bin/sh\ntouch "$MARK"\n' });
    const folder = await sandbox.plugin('wrong', { manifest: 'name: wrong\n' });
    const { stdout, stderr, exitCode } = await sandbox.awfInProcess('plugin', 'list', '--plugins-dir', folder);
    expect(stdout).to.match(/^NAME +TYPE +VERSION +STATUS +ENABLED +CAPABILITIES +SOURCE\n/u);
    expect(stdout).to.match(/\nbroken +external +1\.0\.0 +discovered +yes +operations +-\n/u);
    expect(stdout).to.match(/\nwrong +external .*failed/u);
    expect(stderr).to.match(/failed wrong: \S*plugin\.yaml: invalid plugin manifest: /u);
    expect(exitCode).to.equal(0);
  });

  it('lists plugins as json', async () => {
    await using sandbox = await AwfSandbox.create();
    const { stdout } = await sandbox.awfInProcess('plugin', 'list', '--plugins-dir', examplePlugins, '-f', 'json');
    expect(listedPlugin(stdout, 'echo')).to.deep.include({
      name: 'echo',
      type: 'external',
      version: '1.0.0',
      status: 'discovered',
      enabled: true,
      capabilities: ['operations'],
    });
  });

  it('lists operations, in both formats', async () => {
    await using sandbox = await AwfSandbox.create();
    const list = ['plugin', 'list', '--operations', '--plugins-dir', examplePlugins];
    const [text, json] = await Promise.all([
      sandbox.awfInProcess(...list),
      sandbox.awfInProcess(...list, '-f', 'json'),
    ]);
    expect(text.stdout).to.match(/echo\.echo +echo +text, prefix\? +Gives its text back\n/u);
    expect(listedPlugin(json.stdout, 'echo')).to.have.property('operations').that.deep.equals(['echo.echo']);
  });

  it('finds plugins where AWF_PLUGINS_PATH says', async () => {
    await using sandbox = await AwfSandbox.create();
    const env = { ...sandbox.env, AWF_PLUGINS_PATH: examplePlugins };
    const { stdout } = await runProgram(awfBinary, ['plugin', 'list', '-f', 'quiet'], { cwd: sandbox.directory, env });
    expect(stdout).to.equal('github\nhttp\nnotify\necho\n');
  });

  it('disables and enables a plugin', async () => {
    await using sandbox = await AwfSandbox.create();
    const at = ['--plugins-dir', examplePlugins];
    const off = await sandbox.awfInProcess('plugin', 'disable', 'echo', ...at);
    expect(off.stdout).to.equal('Plugin "echo" disabled\n');
    const run = await sandbox.awfInProcess('run', hello, ...at, '-f', 'json');
    expect(JSON.parse(run.stdout)).to.have.nested.property('error.code', 'EXECUTION.PLUGIN.DISABLED');
    expect(run.exitCode).to.equal(3);
    const validate = await sandbox.awfInProcess('validate', hello, ...at);
    expect(validate.stderr).to.contain(`Enable it: awf plugin enable echo --plugins-dir ${examplePlugins}\n`);
    expect(validate.exitCode).to.equal(3);
    const list = await sandbox.awfInProcess('plugin', 'list', ...at, '-f', 'json');
    expect(listedPlugin(list.stdout, 'echo')).to.deep.include({ status: 'disabled', enabled: false });
    const on = await sandbox.awfInProcess('plugin', 'enable', 'awf-plugin-echo', ...at, '-f', 'json');
    expect(JSON.parse(on.stdout)).to.deep.equal({ name: 'echo', enabled: true });
    expect((await sandbox.awfInProcess('run', hello, ...at)).exitCode).to.equal(0);
  });

  it('shows a plugin that does not start once, and ends with the status of its error, when operations are listed', async () => {
    await using sandbox = await AwfSandbox.create();
    const folder = await sandbox.plugin('it', { script: '#!/no/such/interpreter\n' });
    const list = ['plugin', 'list', '--operations', '--plugins-dir', folder];
    const [text, json] = await Promise.all([
      sandbox.awfInProcess(...list),
      sandbox.awfInProcess(...list, '-f', 'json'),
    ]);
    expect(text.stderr).to.match(
      /^failed it: .*its interpreter \/no\/such\/interpreter does not exist.*\n {2}Install .*\n$/u,
    );
    expect(text.exitCode).to.equal(4);
    expect(listedPlugin(json.stdout, 'it')).to.have.nested.property('error.code', 'SYSTEM.IO.PLUGIN_NOT_EXECUTABLE');
    expect(json.exitCode).to.equal(4);
  });

  it('lists the built-in plugins, and switches them', async () => {
    await using sandbox = await AwfSandbox.create();
    const off = await sandbox.awf('plugin', 'disable', 'http');
    expect(off.stdout).to.equal('Plugin "http" disabled\n');
    const [list, operations, validate] = await Promise.all([
      sandbox.awf('plugin', 'list'),
      sandbox.awf('plugin', 'list', '--operations', '-f', 'quiet'),
      sandbox.awf('validate', workflowFixture('built-ins')),
    ]);
    expect(list.stdout).to.match(/^github +builtin +\S+ +builtin +yes +operations +-$/mu);
    expect(list.stdout).to.match(/^http +builtin +\S+ +builtin +no +operations +-$/mu);
    expect(operations.stdout.split('\n')).to.include('notify.send').and.not.include('http.request');
    expect(validate.stderr).to.contain('plugin http is disabled').and.contain('awf plugin enable http');
    expect((await sandbox.awf('plugin', 'enable', 'http')).exitCode).to.equal(0);
    expect((await sandbox.awf('validate', workflowFixture('built-ins'))).exitCode).to.equal(0);
  });

  it('says that a file is not a folder of plugins', async () => {
    await using sandbox = await AwfSandbox.create();
    const { stderr, exitCode } = await sandbox.awfInProcess('plugin', 'list', '--plugins-dir', workflowFixture('odd'));
    expect(stderr).to.match(/odd\.yaml is a file, not a folder/u);
    expect(exitCode).to.equal(1);
  });

  it('ends with an error if its state cannot be stored', async function () {
    if (process.platform !== 'linux') this.skip();
    await using sandbox = await AwfSandbox.create();
    const env = { ...sandbox.env, XDG_DATA_HOME: '/proc/no-such' };
    const args = ['plugin', 'disable', 'echo', '--plugins-dir', examplePlugins, '-f', 'json'];
    const { stdout, exitCode } = await runProgram(awfBinary, args, { cwd: sandbox.directory, env });
    expect(JSON.parse(stdout)).to.have.nested.property('error.code', 'SYSTEM.IO.WRITE_FAILED');
    expect(JSON.parse(stdout)).to.have.nested.property('error.cause.code', 'ENOENT');
    expect(exitCode).to.equal(4);
  });

  it('does not enable a plugin that is not installed', async () => {
    await using sandbox = await AwfSandbox.create();
    const { stderr, exitCode } = await sandbox.awfInProcess(
      'plugin',
      'enable',
      'bogus',
      '--plugins-dir',
      examplePlugins,
    );
    expect(stderr).to.contain('USER.INPUT.PLUGIN_NOT_FOUND').and.contain('installed: echo');
    expect(exitCode).to.equal(1);
  });
});

describe('awf validate', () => {
  it('says that a workflow is valid', async () => {
    await using sandbox = await AwfSandbox.create();
    const [text, json] = await Promise.all([
      sandbox.awf('validate', hello),
      sandbox.awf('validate', hello, '-f', 'json'),
    ]);
    const stderr = 'note its operations and their inputs were not checked; --plugins-dir does that\n';
    expect(text).to.deep.equal({ exitCode: 0, stdout: "Workflow 'hello' is valid\n", stderr });
    const verdict = { valid: true, workflow: 'hello', warnings: [], operationsChecked: false };
    expect(JSON.parse(json.stdout)).to.deep.equal(verdict);
  });

  it('says what is wrong with one, and where', async () => {
    await using sandbox = await AwfSandbox.create();
    const { stdout, exitCode } = await sandbox.awf('validate', workflowFixture('no-terminal'), '-f', 'json');
    const result = JSON.parse(stdout) as { readonly valid: boolean; readonly errors: readonly string[] };
    expect(result.valid).to.equal(false);
    expect(result.errors[0]).to.match(/no-terminal\.yaml:2:1: there is no terminal state/u);
    expect(result.errors[1]).to.match(/lead in a circle/u);
    expect(exitCode).to.equal(2);
  });

  it('checks the inputs of built-in operations without a folder of plugins', async () => {
    await using sandbox = await AwfSandbox.create();
    const [right, wrong] = await Promise.all([
      sandbox.awf('validate', workflowFixture('built-ins'), '-f', 'json'),
      sandbox.awf('validate', workflowFixture('built-ins-misspelt')),
    ]);
    expect(JSON.parse(right.stdout)).to.include({ valid: true, operationsChecked: true });
    expect(wrong.stderr).to.match(/built-ins-misspelt\.yaml:\d+:\d+: metod: .*did you mean method\?/u);
    expect(wrong.exitCode).to.equal(1);
  });

  it('asks the plugins in --plugins-dir which inputs their operations take', async () => {
    await using sandbox = await AwfSandbox.create();
    const args = ['validate', workflowFixture('misspelt-input')];
    expect((await sandbox.awf(...args)).exitCode).to.equal(0);
    const { stderr, exitCode } = await sandbox.awf(...args, '--plugins-dir', `${projectRoot}test/fixtures/plugins`);
    expect(stderr).to.match(/misspelt-input\.yaml:12:7: txet: .*did you mean text\?/u);
    expect(exitCode).to.equal(1);
    expect(existsSync(sandbox.mark)).to.equal(false);
  });
});

describe('awf error', () => {
  it('says what a code means, and what all with a prefix do', async () => {
    await using sandbox = await AwfSandbox.create();
    const [one, some] = await Promise.all([
      sandbox.awfInProcess('error', 'EXECUTION.PLUGIN.CRASHED'),
      sandbox.awfInProcess('error', 'workflow.validation', '-f', 'json'),
    ]);
    expect(one.stdout).to.match(/^EXECUTION\.PLUGIN\.CRASHED {2}exit status 3\n {2}The process of a plugin ended/u);
    const entries = JSON.parse(some.stdout) as readonly { readonly code: string; readonly exitStatus: number }[];
    expect(entries.length).to.be.greaterThan(2);
    for (const entry of entries) expect(entry).to.include({ exitStatus: 2 });
  });

  it('suggests a similar code for an unknown one', async () => {
    await using sandbox = await AwfSandbox.create();
    const { stderr, exitCode } = await sandbox.awfInProcess('error', 'EXECUTION.PLUGIN.CRASH');
    expect(stderr).to.contain('did you mean EXECUTION.PLUGIN.CRASHED?');
    expect(exitCode).to.equal(1);
  });
});

describe('awf', () => {
  it('prints its version and its help to stdout', async () => {
    await using sandbox = await AwfSandbox.create();
    const [version, help] = await Promise.all([sandbox.awf('--version'), sandbox.awf('--help')]);
    expect(version.stdout).to.match(/^\d+\.\d+\.\d+\n$/u);
    expect(version.exitCode).to.equal(0);
    expect(help.stdout)
      .to.match(/run \[options\] <file>/u)
      .and.contain('Exit status:');
    expect(help.exitCode).to.equal(0);
  });

  it('loads what speaks to plugins when it starts one, and not before', async () => {
    await using sandbox = await AwfSandbox.create();
    const spy = join(sandbox.directory, 'spy.cjs');
    await writeFile(
      spy,
      "process.on('exit', () => console.error(['tls', 'http2'].filter((name) => process.moduleLoadList.includes(`NativeModule ${name}`))))",
    );
    const loadedBy = async (...args: readonly string[]): Promise<string> => {
      const options = { cwd: sandbox.directory, env: sandbox.env };
      return (await runProgram(process.execPath, ['--require', spy, awfBinary, ...args], options)).stderr;
    };
    expect(await loadedBy('--help')).to.equal('[]\n');
    expect(await loadedBy('validate', hello, '-f', 'quiet')).to.equal('[]\n');
    expect(await loadedBy('plugin', 'list', '--plugins-dir', examplePlugins)).to.equal('[]\n');
    expect(await loadedBy('plugin', 'list', '--operations', '--plugins-dir', examplePlugins)).to.equal("[ 'tls' ]\n");
  });

  it('shows its help where a command is missing, and an error in json', async () => {
    await using sandbox = await AwfSandbox.create();
    for (const args of [[], ['plugin']]) {
      const [people, machines] = await Promise.all([sandbox.awf(...args), sandbox.awf(...args, '-f', 'json')]);
      expect(people.stderr).to.match(/^Usage: awf/u);
      expect(people).to.include({ stdout: '', exitCode: 1 });
      expect(JSON.parse(machines.stdout)).to.have.nested.property(
        'error.message',
        'command line: a command is missing',
      );
      expect(machines).to.include({ stderr: '', exitCode: 1 });
    }
  });

  it('shows the help of a command, also of one below another', async () => {
    await using sandbox = await AwfSandbox.create();
    for (const names of [[], ['run'], ['plugin'], ['plugin', 'install'], ['plugins', 'ls']]) {
      const [asked, option] = await Promise.all([sandbox.awf('help', ...names), sandbox.awf(...names, '--help')]);
      expect(asked.stdout, names.join(' ')).to.equal(option.stdout);
      expect(asked, names.join(' ')).to.include({ stderr: '', exitCode: 0 });
    }
    const { stderr, exitCode } = await sandbox.awf('help', 'plugin', 'instal');
    expect(stderr).to.contain("unknown command 'plugin instal'");
    expect(exitCode).to.equal(1);
  });

  it('shows no empty defaults', async () => {
    await using sandbox = await AwfSandbox.create();
    expect((await sandbox.awf('run', '--help')).stdout)
      .to.contain('may be repeated')
      .and.not.contain('[]');
  });

  for (const [what, args, problem] of [
    ['an unknown command', ['rum', 'x.yaml'], /unknown command 'rum' \(Did you mean run\?\)/u],
    ['an unknown option', ['run', 'x.yaml', '--colour'], /unknown option '--colour'/u],
    ['a missing argument', ['run'], /missing required argument 'file'/u],
    ['an input without a value', ['run', 'x.yaml', '-i', 'name'], /'name' is invalid\. expected name=value/u],
  ] as const)
    it(`refuses ${what} with status 1, in text and in json`, async () => {
      await using sandbox = await AwfSandbox.create();
      const [text, json] = await Promise.all([sandbox.awf(...args), sandbox.awf(...args, '-f', 'json')]);
      expect(text.stderr).to.match(problem);
      expect(text.stdout).to.equal('');
      expect(text.exitCode).to.equal(1);
      const { error } = JSON.parse(json.stdout) as {
        readonly error: { readonly code: string; readonly message: string };
      };
      expect(error.code).to.equal('USER.INPUT.INVALID_FORMAT');
      expect(error.message).to.match(problem);
      expect(json.exitCode).to.equal(1);
    });
});
