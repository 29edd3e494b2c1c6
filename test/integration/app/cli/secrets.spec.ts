import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect } from 'chai';
import { projectRoot } from '../../../../packages/go-plugin/test/support/fixtures.js';
import { AwfSandbox, manifestOf } from '../../../support/awf.js';

/**
 * A setting by reference, a variable and an input that AWF takes for secrets by their names, an input of the workflow that is declared as one, an
 * input of an operation and a setting of a step that are.
 */
const canaries = {
  setting: 'c4n4ry"of setting',
  variable: 'c4n4ry-of-variable',
  named: 'c4n4ry-of-name',
  declared: 'c4n4ry-of-declaration',
  input: 'c4n4ry-of-input',
  step: 'c4n4ry-of-step',
};

/** A plugin that tells its secret in every way that it has. */
const program = `#!/usr/bin/env node
import { operation, serve, stepType, success } from ${JSON.stringify(pathToFileURL(join(projectRoot, 'dist/sdk.js')).href)};
const tell = operation({
  handler({ config: { key }, log, progress }) {
    log.warn('the key is ' + key, { key, deep: [{ key }] });
    process.stderr.write('raw ' + key + '\\n');
    progress(0.5, 'with ' + key);
    const base64 = Buffer.from('user:' + key).toString('base64');
    return success({ output: 'x'.repeat(495) + key, json: JSON.stringify({ key }), base64, [key]: 1 });
  },
});
const open = operation({
  inputs: { pass: { type: 'string', secret: true } },
  handler({ inputs: { pass }, log, progress }) {
    log.warn('the pass is ' + pass, { pass });
    progress(1, 'with ' + pass);
    return success({ output: 'opened with ' + pass, pass });
  },
});
const enter = stepType({
  config: { word: { type: 'string', secret: true } },
  handler: ({ config: { word }, log }) => (log.warn('the word is ' + word), { output: 'entered with ' + word, data: { word } }),
});
const fail = operation({
  inputs: { pass: { type: 'string', secret: true } },
  handler({ config: { key }, inputs: { pass } }) { throw new Error('refused with ' + key + ' and ' + pass); },
});
await serve({ name: 'keeper', version: '1.0.0', operations: { tell, open, fail }, stepTypes: { enter } });
`;

const workflow = `name: leak
inputs:
  - { name: password, required: true }
  - { name: pin, required: true, secret: true }
states:
  initial: tell
  tell: { type: operation, operation: keeper.tell, on_success: show }
  show: { type: step, command: 'echo "$API_KEY_OF_TEST"; echo {{inputs.password}} {{inputs.pin}} >&2', on_success: open }
  open: { type: operation, operation: keeper.open, inputs: { pass: '{{env.PASS}}' }, on_success: enter }
  enter: { type: keeper.enter, config: { word: '{{env.WORD}}' }, on_success: fail }
  fail: { type: operation, operation: keeper.fail, inputs: { pass: '{{env.PASS}}' }, on_success: done }
  done: { type: terminal }
`;

async function run(...options: readonly string[]) {
  const sandbox = await AwfSandbox.create();
  const manifest = `${manifestOf('keeper').replace('[operations]', '[operations, step_types]')}config: { key: { type: string, secret: true, required: true } }\n`;
  const plugins = await sandbox.plugin('keeper', { manifest, script: program });
  await writeFile(join(plugins, 'keeper', 'package.json'), '{"type":"module"}');
  const flow = join(sandbox.directory, 'flow.yaml');
  await writeFile(flow, workflow);
  const env = {
    KEEPER: canaries.setting,
    API_KEY_OF_TEST: canaries.variable,
    PASS: canaries.input,
    WORD: canaries.step,
  };
  const inputs = ['-i', `password=${canaries.named}`, '-i', `pin=${canaries.declared}`];
  const args = ['run', flow, '--plugins-dir', plugins, '-c', 'keeper.key=env:KEEPER', ...inputs, ...options];
  const { stdout, stderr, exitCode } = await sandbox.with(env).awf(...args);
  return { sandbox, stdout, stderr, exitCode };
}

/** Pieces of all secrets, also of those in base64. */
const traces = ['c4n4ry', Buffer.from('user:c4n4ry').toString('base64').slice(8, -4)];

async function filesWithTraces(folder: string): Promise<readonly string[]> {
  const found: string[] = [];
  for (const name of await readdir(folder, { recursive: true })) {
    const path = join(folder, name);
    if (!(await stat(path)).isFile()) continue;
    const content = await readFile(path, 'latin1');
    if (traces.some((trace) => content.includes(trace))) found.push(name);
  }
  return found;
}

describe('awf run with secrets', () => {
  it('shows none in text, in the log, in progress and in errors, and writes none to a file', async () => {
    const { sandbox: made, stdout, stderr, exitCode } = await run('--verbose');
    await using sandbox = made;
    expect(exitCode).to.equal(3);
    expect(stdout).to.contain('x***');
    for (const text of ['opened with ***', 'entered with ***']) expect(stdout).to.contain(text);
    const logged = ['the key is ***', 'raw ***', 'the pass is ***', 'the word is ***', 'refused with *** and ***'];
    for (const text of logged) expect(stderr).to.contain(text);
    for (const trace of traces) expect(stdout + stderr).not.to.contain(trace);
    expect(await filesWithTraces(sandbox.directory)).to.deep.equal([]);
  });

  it('shows none in JSON, which stays valid', async () => {
    const { sandbox: made, stdout, stderr } = await run('-f', 'json');
    await using sandbox = made;
    const { states, error } = JSON.parse(stdout) as {
      readonly states: Readonly<Record<string, { readonly response: object; readonly output: string }>>;
      readonly error: { readonly message: string };
    };
    expect(states.tell?.response).to.include({ json: '{"key":"***"}', '***': 1 });
    expect(states.show?.output).to.equal('***');
    expect(states.open).to.deep.include({ output: 'opened with ***' });
    expect(states.enter?.response).to.deep.equal({ word: '***' });
    expect(error.message).to.contain('refused with *** and ***');
    for (const trace of traces) expect(stdout + stderr).not.to.contain(trace);
    expect(await filesWithTraces(sandbox.directory)).to.deep.equal([]);
  });
});

describe('Commands that start plugins', () => {
  it('show no part of a secret in the last words of a plugin, wherever the text is cut', async () => {
    await using sandbox = await AwfSandbox.create();
    const script = `#!/bin/sh\nprintf '%01970d%s\\n' 0 "$TOKEN_OF_TEST" >&2\nexit 3\n`;
    const plugins = await sandbox.plugin('leaky', { script });
    const awf = sandbox.with({ TOKEN_OF_TEST: 'c4n4ry-of-a-token-that-is-long-enough' });
    for (const args of [
      ['list', '--operations'],
      ['list', '--details'],
      ['doctor', 'leaky'],
    ]) {
      const { stdout, stderr } = await awf.awf('plugin', ...args, '--plugins-dir', plugins);
      expect(stdout + stderr, args.join(' '))
        .to.contain('0***')
        .and.not.contain('c4n4ry');
    }
  });
});
