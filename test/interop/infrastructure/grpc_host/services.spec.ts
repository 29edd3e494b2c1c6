import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { requireGo } from '../../../../packages/go-plugin/test/support/go.js';
import { buildPeer } from '../../../../packages/go-plugin/test/support/go-plugin-peers.js';
import type { ProgramRun } from '../../../../packages/go-plugin/test/support/run-program.js';
import { AwfSandbox } from '../../../support/awf.js';

const flow = (description: string): string => `name: flow
description: ${description}
states:
  initial: a
  a:
    type: command
    command: 'true'
    timeout: 30s
    on_success: b
    on_failure: done
  b: { type: goecho.types, config: { sql: 'select {{workflow.Name}}' }, on_success: done }
  done: { type: terminal }
`;

interface Report {
  readonly valid: boolean;
  readonly issues: readonly { readonly severity: string; readonly message: string }[];
  readonly validators: readonly { readonly plugin: string; readonly error?: { readonly message: string } }[];
}

describe('Step types and validators of plugins written in Go', () => {
  let directory = '';
  let sandbox: AwfSandbox;

  before(async function () {
    requireGo(this);
    directory = await mkdtemp(join(tmpdir(), 'awf-go-'));
    for (const name of ['goecho', 'barely']) {
      const manifest = { name, version: '1.0.0', awf_version: '>=0.5.0', capabilities: ['step_types', 'validators'] };
      await mkdir(join(directory, name));
      await writeFile(join(directory, name, 'plugin.yaml'), JSON.stringify(manifest));
      await symlink(await buildPeer(`awf-plugin-${name}`), join(directory, name, `awf-plugin-${name}`));
    }
    sandbox = await AwfSandbox.create();
  });

  after(async () => {
    await sandbox[Symbol.asyncDispose]();
    await rm(directory, { recursive: true });
  });

  const awf = async (command: string, text: string, ...args: readonly string[]): Promise<ProgramRun> => {
    const file = join(sandbox.directory, 'flow.yaml');
    await writeFile(file, text);
    return sandbox.awf(command, file, '--plugins-dir', directory, ...args);
  };
  const validate = async (description: string): Promise<Report> =>
    JSON.parse((await awf('validate', flow(description), '-f', 'json')).stdout) as Report;

  it('see the fields that AWF’s SDK reads, on_success among them', async () => {
    const { issues } = await validate('tell');
    const seen = JSON.parse(issues[0]?.message ?? '') as { readonly steps: Readonly<Record<string, object>> };
    expect(seen).to.include({ name: 'flow', description: 'tell', initial: 'a' });
    expect(seen.steps.a).to.deep.equal({
      type: 'command',
      command: 'true',
      timeout: 30,
      on_success: 'b',
      on_failure: 'done',
    });
    expect(seen.steps.b).to.deep.include({
      type: 'goecho.types',
      config: { sql: 'select {{workflow.Name}}' },
      on_success: 'done',
    });
  });

  it('name a plugin that answers every question with UNIMPLEMENTED', async () => {
    const { valid, validators } = await validate('tell');
    expect(valid).to.equal(true);
    expect(validators[0]?.plugin).to.equal('barely');
    expect(validators[0]?.error?.message).to.include('plugin barely answered ValidateStep with UNIMPLEMENTED');
    expect(validators[1]).to.deep.equal({ plugin: 'goecho' });
  });

  it('bound a plugin that answers 100,000 issues', async () => {
    const { issues, validators } = await validate('flood');
    expect(issues).to.have.length(1_000);
    expect(validators[1]).to.deep.equal({ plugin: 'goecho', omitted: 99_000 });
  });

  it('run a step with settings whose expressions are evaluated', async () => {
    const { stdout, exitCode } = await awf('run', flow('plain'), '-f', 'json');
    expect(exitCode).to.equal(0);
    const { states } = JSON.parse(stdout) as { readonly states: Readonly<Record<string, { response: object }>> };
    expect(states.b?.response).to.deep.equal({
      config: { sql: 'select flow' },
      inputs: {},
      step: 'b',
      type: 'types',
    });
  });

  it('refuse a type of a plugin that promises step types and knows none', async () => {
    const { stderr, exitCode } = await awf('run', flow('plain').replace('goecho.types', 'barely.types'));
    expect(exitCode).to.equal(2);
    expect(stderr).to.include('the manifest of the plugin promises step types, and it has none');
    expect(stderr).to.include('unknown step type barely.types; its plugin offers: none');
  });
});
