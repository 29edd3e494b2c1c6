import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import type { ProgramRun } from '../../../../packages/go-plugin/test/support/run-program.js';
import { AwfSandbox } from '../../../support/awf.js';
import { writePlugins, type ScriptedPlugin } from '../../../support/plugin-folder.js';

const workflow = `name: flow
description: A flow
states:
  initial: a
  a: { type: command, command: 'touch "$MARK"', on_success: done }
  done: { type: terminal }
`;

const validator = (name: string, body: string): ScriptedPlugin => ({
  name,
  capabilities: ['validators'],
  description: `The rules of ${name}`,
  body: `return { validator: { ${body} } };`,
});

const strict = validator(
  'strict',
  `validateStep: ({ steps }, name) => name === 'a' ? [
    { message: 'no ' + steps[name].type, field: 'type' },
    { severity: 'warning', message: 'set a timeout', field: 'timeout' },
  ] : [],
  validateWorkflow: () => [{ severity: 'info', message: 'give it a version' }],`,
);
const mild = validator('mild', `validateWorkflow: () => [{ severity: 'warning', message: 'hm' }]`);
const throwing = validator('throwing', `validateWorkflow: () => { throw new Error('cannot judge'); }`);
const hanging = validator('hanging', `validateStep: () => new Promise(() => undefined)`);
const flooding = validator(
  'flooding',
  `validateWorkflow: () => [
    ...Array.from({ length: 100_000 }, (_, index) => ({ severity: 'info', message: 'issue ' + index })),
    { message: 'the last is an error' },
  ]`,
);

interface Report {
  readonly valid?: boolean;
  readonly status?: string;
  readonly errors?: readonly string[];
  readonly issues?: readonly { readonly severity: string; readonly message: string; readonly plugin: string }[];
  readonly validators?: readonly { readonly plugin: string; readonly omitted?: number; readonly error?: object }[];
  readonly error?: { readonly code: string };
}

describe('Validators of plugins', () => {
  let sandbox: AwfSandbox;
  let file: string;

  beforeEach(async () => {
    sandbox = await AwfSandbox.create();
    file = join(sandbox.directory, 'flow.yaml');
    await writeFile(file, workflow);
  });

  afterEach(() => sandbox[Symbol.asyncDispose]());

  const withPlugins = async (
    plugins: readonly ScriptedPlugin[],
    command: 'run' | 'validate',
    ...args: readonly string[]
  ): Promise<ProgramRun> => {
    const folder = await writePlugins(sandbox.directory, ...plugins);
    return sandbox.awf(command, file, '--plugins-dir', folder, ...args);
  };

  const reportOf = ({ stdout }: ProgramRun): Report => JSON.parse(stdout) as Report;

  it('refuse a workflow for an error with AWF’s status, and show warnings and notes with their place', async () => {
    const { stdout, stderr, exitCode } = await withPlugins([strict], 'validate');
    expect(exitCode).to.equal(2);
    expect(stdout).to.equal('');
    expect(stderr).to.equal(
      `warning ${file}:5:3: step a: timeout: set a timeout (strict)
info ${file}:3:1: give it a version (strict)
error WORKFLOW.VALIDATION.PLUGIN_REJECTED
  ${file}:5:3: step a: type: no command (strict)
  Correct the workflow, or leave validators out with --skip-validators.
`,
    );
  });

  it('are asked before the first step of a run', async () => {
    const { stderr, exitCode } = await withPlugins([strict], 'run');
    expect(exitCode).to.equal(2);
    expect(stderr).to.include('step a: type: no command (strict)');
    expect(existsSync(sandbox.mark)).to.equal(false);
  });

  it('do not refuse a workflow for a warning', async () => {
    for (const command of ['run', 'validate'] as const) {
      const { stderr, exitCode } = await withPlugins([mild], command);
      expect(exitCode).to.equal(0);
      expect(stderr).to.include(`warning ${file}:3:1: hm (mild)`);
    }
  });

  it('are in the JSON with all that they found', async () => {
    const invalid = reportOf(await withPlugins([strict, mild], 'validate', '-f', 'json'));
    expect(invalid).to.include({ valid: false });
    expect(invalid.errors).to.deep.equal([`${file}:5:3: step a: type: no command (strict)`]);
    expect(invalid.issues?.map(({ severity, plugin }) => `${plugin} ${severity}`)).to.deep.equal([
      'mild warning',
      'strict info',
      'strict error',
      'strict warning',
    ]);
    expect(invalid.validators).to.deep.equal([{ plugin: 'mild' }, { plugin: 'strict' }]);
    const run = reportOf(await withPlugins([strict, mild], 'run', '-f', 'json'));
    expect(run).to.include({ status: 'failed' });
    expect(run.issues).to.deep.equal(invalid.issues);
    expect(run.error?.code).to.equal('WORKFLOW.VALIDATION.PLUGIN_REJECTED');
  });

  it('that throw or hang are named, and the others count', async () => {
    const begin = performance.now();
    const run = await withPlugins([throwing, hanging, mild], 'validate', '--validator-timeout', '300ms');
    expect(run.exitCode).to.equal(0);
    expect(run.stderr).to.include(
      'the validator throwing has not checked everything: plugin throwing answered ValidateWorkflow with UNKNOWN: validate workflow: cannot judge',
    );
    expect(run.stderr).to.include(
      'the validator hanging has not checked everything: plugin hanging did not answer ValidateStep within 300 ms',
    );
    expect(run.stderr).to.include('hm (mild)');
    expect(performance.now() - begin).to.be.lessThan(60_000);
  });

  it('that find 100,000 issues are bounded, and no error is lost', async () => {
    const report = reportOf(await withPlugins([flooding], 'validate', '-f', 'json', '--validator-timeout', '1m'));
    expect(report.valid).to.equal(false);
    expect(report.issues).to.have.length(1_000);
    expect(report.issues?.[0]).to.include({ severity: 'error', message: 'the last is an error' });
    expect(report.validators).to.deep.equal([{ plugin: 'flooding', omitted: 99_001 }]);
  });

  it('are left out on request', async () => {
    for (const flag of ['--skip-validators', '--skip-plugins'])
      for (const command of ['run', 'validate'] as const)
        expect((await withPlugins([strict], command, flag)).exitCode, `${command} ${flag}`).to.equal(0);
  });

  it('are not asked where their manifest does not promise any', async () => {
    const { exitCode } = await withPlugins([{ ...strict, capabilities: ['operations'] }], 'validate');
    expect(exitCode).to.equal(0);
  });

  it('take a time limit above 0', async () => {
    const { stderr, exitCode } = await sandbox.awf('validate', file, '--validator-timeout', '0');
    expect(exitCode).to.equal(1);
    expect(stderr).to.include('expected a duration above 0');
  });
});
