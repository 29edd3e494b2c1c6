import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { expect } from 'chai';
import { awfBinary, AwfSandbox, examplePlugins, workflowFixture } from '../../../support/awf.js';
import { projectRoot } from '../../../../packages/go-plugin/test/support/fixtures.js';
import { runProgram } from '../../../../packages/go-plugin/test/support/run-program.js';

const fixturePlugins = `${projectRoot}test/fixtures/plugins`;
const hello = `${projectRoot}examples/workflows/hello.yaml`;

describe('awf run', () => {
  it('finds an input that an operation does not take before the first step', async () => {
    await using sandbox = await AwfSandbox.create();
    const args = ['run', workflowFixture('misspelt-input'), '--plugins-dir', fixturePlugins];
    const { stderr, exitCode } = await sandbox.awf(...args);
    expect(stderr).to.match(/misspelt-input\.yaml:12:7: txet: .*did you mean text\?/u);
    expect(exitCode).to.equal(1);
    expect(existsSync(sandbox.mark)).to.equal(false);
  });

  it('follows on_failure for an input that turns out invalid during the run', async () => {
    await using sandbox = await AwfSandbox.create();
    const args = ['run', workflowFixture('wrong-input-at-run-time'), '--plugins-dir', fixturePlugins];
    const { stderr, exitCode } = await sandbox.awf(...args);
    expect(stderr).to.match(/rolled back: operation contract-echo\.echo: invalid inputs: text: must be a string/u);
    expect(exitCode).to.equal(3);
    expect(existsSync(sandbox.mark)).to.equal(true);
  });

  it('runs the demo through the echo plugin and shows each step', async () => {
    await using sandbox = await AwfSandbox.create();
    const { stdout, stderr, exitCode } = await sandbox.awf(
      'run',
      hello,
      '--plugins-dir',
      examplePlugins,
      '-i',
      "name=it's",
    );
    expect(stdout).to.match(/^hello {2}Greets/u);
    expect(stdout).to.match(/✓ greet +echo\.echo +[\d.]+ m?s\n {4}Hello, it's!\n/u);
    expect(stdout).to.match(/✓ count +command +[\d.]+ m?s\n {4}12\n/u);
    expect(stdout).to.match(/✓ completed in [\d.]+ m?s\n$/u);
    expect(stderr).to.equal('');
    expect(exitCode).to.equal(0);
  });

  it('prints one json object', async () => {
    await using sandbox = await AwfSandbox.create();
    const { stdout, stderr, exitCode } = await sandbox.awf('-f', 'json', 'run', hello, '--plugins-dir', examplePlugins);
    const result = JSON.parse(stdout) as {
      readonly workflow: string;
      readonly status: string;
      readonly states: Readonly<
        Record<string, { readonly status: string; readonly output: string; readonly response: unknown }>
      >;
      readonly error?: unknown;
    };
    expect(result.workflow).to.equal('hello');
    expect(result.status).to.equal('completed');
    expect(Object.keys(result.states)).to.deep.equal(['greet', 'count', 'repeat', 'done']);
    expect(result.states.greet).to.deep.include({
      status: 'completed',
      output: 'Hello, world!',
      response: { output: 'Hello, world!', text: 'Hello, world!' },
    });
    expect(result).to.not.have.property('error');
    expect(stderr).to.equal('');
    expect(exitCode).to.equal(0);
  });

  it('prints nothing on success with -f quiet, and only the error on failure', async () => {
    await using sandbox = await AwfSandbox.create();
    const [good, bad] = await Promise.all([
      sandbox.awf('run', workflowFixture('odd'), '-f', 'quiet'),
      sandbox.awf('run', workflowFixture('failing-command'), '-f', 'quiet'),
    ]);
    expect(good).to.deep.equal({ exitCode: 0, stdout: '', stderr: '' });
    expect(bad.stdout).to.equal('');
    expect(bad.stderr).to.contain('EXECUTION.COMMAND.FAILED');
  });

  it('shows a failed step as failed, with what it wrote, and why it ended', async () => {
    await using sandbox = await AwfSandbox.create();
    const { stdout, stderr, exitCode } = await sandbox.awf('run', workflowFixture('failing-command'));
    expect(stdout).to.match(/✗ a +command .*\n {4}so far\n✗ failed in/u);
    expect(stderr).to.contain('step a: the command exited with code 7').and.contain('so bad');
    expect(exitCode).to.equal(3);
  });

  it('ends with 3 and its message in a state of failure', async () => {
    await using sandbox = await AwfSandbox.create();
    const { stdout, exitCode } = await sandbox.awf('run', workflowFixture('failure-state'), '-f', 'json');
    expect(JSON.parse(stdout)).to.have.nested.property('error.code', 'EXECUTION.WORKFLOW.FAILED');
    expect(stdout).to.contain('it had to be: 1');
    expect(exitCode).to.equal(3);
  });

  it('converts inputs to their types', async () => {
    await using sandbox = await AwfSandbox.create();
    const { stdout } = await sandbox.awf(
      'run',
      workflowFixture('typed-inputs'),
      '-i',
      'count=07',
      '-i',
      'loud=true',
      '-f',
      'json',
    );
    expect(JSON.parse(stdout)).to.have.nested.property('states.a.output', '7 true');
  });

  it('warns of fields that it ignores, with the line', async () => {
    await using sandbox = await AwfSandbox.create();
    const { stderr, exitCode } = await sandbox.awf('run', workflowFixture('odd'));
    expect(stderr).to.match(/^warning .*odd\.yaml:2:1: colour: unknown field, ignored\n$/u);
    expect(exitCode).to.equal(0);
  });

  it('escapes control characters of outputs', async () => {
    await using sandbox = await AwfSandbox.create();
    const { stdout } = await sandbox.awf('run', workflowFixture('odd'));
    expect(stdout).to.contain('plain').and.contain('evil title').and.not.contain('\u001b').and.not.contain('\u0007');
  });

  it('shows the log of a plugin with --verbose', async () => {
    await using sandbox = await AwfSandbox.create();
    const { stderr } = await sandbox.awf('run', hello, '--plugins-dir', examplePlugins, '--verbose');
    expect(stderr).to.match(/info +\S*echo: echoing .*length=13/u);
  });

  it('writes no colours into a pipe, unless FORCE_COLOR is set', async () => {
    await using sandbox = await AwfSandbox.create();
    const run = ['run', workflowFixture('odd')];
    const [plain, forced] = await Promise.all([
      sandbox.awf(...run),
      runProgram(awfBinary, run, { cwd: sandbox.directory, env: { ...sandbox.env, FORCE_COLOR: '1' } }),
    ]);
    expect(plain.stdout).to.not.contain('\u001b[');
    expect(forced.stdout).to.contain('\u001b[32m✓');
  });

  it('ends with 0 if its reader closes the pipe', async () => {
    await using sandbox = await AwfSandbox.create();
    const pipeline = `${awfBinary} run ${workflowFixture('odd')} | true; echo "\${PIPESTATUS[0]}"`;
    const { stdout, stderr } = await runProgram('bash', ['-c', pipeline], { cwd: sandbox.directory, env: sandbox.env });
    expect(stdout).to.equal('0\n');
    expect(stderr).to.match(/^warning [^\n]*\n$/u);
  });
});

/** A plugin that fails outside of its handler. */
const uncaught = `#!/usr/bin/env node
import(${JSON.stringify(`${projectRoot}dist/sdk.js`)}).then(({ operation, serve }) => {
  const handler = () => new Promise(() => setImmediate(() => { throw new Error('not caught'); }));
  return serve({ name: 'it', version: '1.0.0', operations: { do: operation({ handler }) } });
});
`;

describe('awf run with a plugin in trouble', () => {
  const fixtures = `${projectRoot}test/fixtures/plugins`;
  for (const [what, workflow, code, message] of [
    [
      'dies in the middle of a call',
      'plugin-crash',
      'EXECUTION.PLUGIN.CRASHED',
      /contract-echo exited with code 3 .*crashing on request/su,
    ],
    ['says no', 'plugin-fail', 'EXECUTION.PLUGIN.OPERATION_FAILED', /operation contract-echo\.fail failed: no luck/u],
    ['is too slow', 'plugin-sleep', 'EXECUTION.PLUGIN.CALL_TIMEOUT', /did not answer .*within 150 ms/u],
  ] as const)
    it(`ends with 3 and the reason when the plugin ${what}`, async () => {
      await using sandbox = await AwfSandbox.create();
      const run = ['run', workflowFixture(workflow), '--plugins-dir', fixtures];
      const [text, json] = await Promise.all([sandbox.awf(...run), sandbox.awf(...run, '-f', 'json')]);
      expect(text.stderr).to.contain(`error ${code}\n`).and.match(message);
      expect(text.exitCode).to.equal(3);
      const result = JSON.parse(json.stdout) as { readonly error: { readonly message: string } };
      expect(result).to.have.nested.property('error.code', code);
      expect(result).to.have.nested.property('states.a.error.code', code);
      expect(result.error.message).to.match(message);
      expect(json.exitCode).to.equal(3);
    });

  it('does not start a plugin whose entry in plugins.json cannot be read, and says what to do', async () => {
    await using sandbox = await AwfSandbox.create();
    const plugins = await sandbox.plugin('contract-echo', { script: `#!/bin/sh\ntouch ${sandbox.mark}\n` });
    const run = ['run', workflowFixture('plugin-fail'), '--plugins-dir', plugins];
    for (const [state, problem] of [
      ['{"contract-echo":{"enabled":false', 'the text ends too early'],
      ['{"contract-echo":{"enabled":true,"checksum":123}}', 'checksum: must be a string'],
      ['{"contract-echo":{"enabled":"false"}}', 'enabled: must be true or false'],
    ] as const) {
      const path = await sandbox.writeState(state);
      const { stderr, exitCode } = await sandbox.awf(...run);
      expect(stderr).to.contain('error USER.VALIDATION.PLUGIN_STATE\n').and.contain(path).and.contain(problem);
      expect(stderr).to.match(/\n {2}Correct this file\.\n/u);
      expect(exitCode).to.equal(1);
    }
    expect(existsSync(sandbox.mark)).to.equal(false);
  });

  it('shows an error that nobody caught in a plugin once', async () => {
    await using sandbox = await AwfSandbox.create();
    const folder = await sandbox.plugin('it', { script: uncaught });
    const { stderr } = await sandbox.awf('run', workflowFixture('uses-plugin'), '--plugins-dir', folder);
    expect(stderr.match(/not caught/gu)).to.have.length(1);
    expect(stderr).to.match(/plugin it exited with code 1 during \w+\n {2}Report it/u);
  });

  it('shows the last words of a plugin that crashed once, and the log of its SDK as text', async () => {
    await using sandbox = await AwfSandbox.create();
    const { stderr } = await sandbox.awf('run', workflowFixture('plugin-crash'), '--plugins-dir', fixtures);
    expect(stderr.match(/last lines of its stderr/gu)).to.have.length(1);
    expect(stderr).to.match(
      /^ {2}warn {2}the plugin has ended by itself plugin=contract-echo how="exited with code 3"$/mu,
    );
    expect(stderr).to.not.contain('"@level"');
  });

  it('lets on_failure handle a crash, and starts the plugin again for the next call', async () => {
    await using sandbox = await AwfSandbox.create();
    const run = ['run', workflowFixture('plugin-trouble'), '--plugins-dir', fixtures, '-f', 'json'];
    const { stdout, exitCode } = await sandbox.awf(...run);
    expect(JSON.parse(stdout)).to.have.nested.property('states.again.output', 'after failed');
    expect(exitCode).to.equal(0);
  });
});

describe('awf run, interrupted', () => {
  for (const [signal, status] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)
    it(`cancels the workflow on ${signal}, says so and ends with ${status}`, async () => {
      await using sandbox = await AwfSandbox.create();
      await runProgram('mkfifo', [sandbox.mark]);
      const args = ['run', workflowFixture('hangs'), '--plugins-dir', examplePlugins, '-f', 'json'];
      const child = spawn(awfBinary, args, { cwd: sandbox.directory, env: { ...process.env, ...sandbox.env } });
      const ended = once(child, 'close');
      const output = text(child.stdout);
      // The second step writes to the pipe, so the plugin runs and the command hangs when this resolves.
      await readFile(sandbox.mark);
      child.kill(signal);
      const [exitCode] = (await ended) as [number | null];
      expect(exitCode).to.equal(status);
      const result: unknown = JSON.parse(await output);
      expect(result).to.have.nested.property('error.code', 'EXECUTION.WORKFLOW.CANCELED');
      expect(result).to.have.nested.property('states.a.status', 'completed');
      expect(result).to.have.nested.property('states.b.error.code', 'EXECUTION.COMMAND.CANCELED');
      // The plugin's process would be a child of nobody here; that nothing of it is left is seen by its socket, which leaks.ts looks for.
    });
});
