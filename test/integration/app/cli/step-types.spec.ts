import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { projectRoot } from '../../../../packages/go-plugin/test/support/fixtures.js';
import type { ProgramRun } from '../../../../packages/go-plugin/test/support/run-program.js';
import { AwfSandbox } from '../../../support/awf.js';
import { writePlugins } from '../../../support/plugin-folder.js';

const plugins = `${projectRoot}test/fixtures/plugins`;
const example = `${projectRoot}examples/step-types-and-validators`;

const flow = (step: string, rest = ''): string => `name: flow
plugins: { ce: contract-echo }
inputs: [{ name: who, default: me }]
states:
  initial: a
  a: { ${step}, on_success: done }
${rest}  done: { type: terminal, message: '{{states.a.Output}} {{states.a.ExitCode}}' }
`;

describe('Steps of types that plugins add', () => {
  let sandbox: AwfSandbox;

  beforeEach(async () => {
    sandbox = await AwfSandbox.create();
  });

  afterEach(() => sandbox[Symbol.asyncDispose]());

  const awf = async (command: 'run' | 'validate', text: string, ...args: readonly string[]): Promise<ProgramRun> => {
    const file = join(sandbox.directory, 'flow.yaml');
    await writeFile(file, text);
    return sandbox.awfInProcess(command, file, '--plugins-dir', plugins, ...args);
  };

  it('run, under an alias, with expressions in their settings', async () => {
    const { stdout, exitCode } = await awf('run', flow(`type: ce.echo, config: { text: 'hi {{inputs.who}}' }`));
    expect(exitCode).to.equal(0);
    expect(stdout).to.include('contract-echo.echo').and.include('hi me 0');
  });

  it('end with another exit code than 0, which on_failure and continue_on_error handle', async () => {
    const step = 'type: contract-echo.exit, config: { code: 7 }';
    const alone = await awf('run', flow(step), '-f', 'json');
    expect(alone.exitCode).to.equal(3);
    const { error } = JSON.parse(alone.stdout) as {
      readonly error: { readonly code: string; readonly message: string };
    };
    expect(error.code).to.equal('EXECUTION.PLUGIN.STEP_FAILED');
    expect(error.message).to.include('step a (contract-echo.exit) ended with exit code 7');
    const handled = await awf(
      'run',
      flow(`${step}, on_failure: b`, `  b: { type: terminal, message: 'code {{states.a.ExitCode}}' }\n`),
    );
    expect(handled.exitCode).to.equal(0);
    expect(handled.stdout).to.include('code 7');
    expect((await awf('run', flow(`${step}, continue_on_error: true`))).exitCode).to.equal(0);
  });

  it('fail when they take longer than their timeout, or throw, and the plugin lives on', async () => {
    const late = await awf('run', flow('type: ce.sleep, config: { ms: 60000 }, timeout: 100ms'));
    expect(late.exitCode).to.equal(3);
    expect(late.stderr).to.include('plugin contract-echo did not answer sleep within 100 ms');
    const thrown = await awf(
      'run',
      flow(
        `type: ce.throw, config: { message: 'no luck' }, on_failure: b`,
        `  b: { type: ce.echo, config: { text: on }, on_success: done }\n`,
      ),
    );
    expect(thrown.exitCode, thrown.stderr).to.equal(0);
    expect(thrown.stdout).to.include('execute step: no luck');
  });

  it('are refused before the first step where there is no such type, with a guess at what was meant', async () => {
    for (const command of ['run', 'validate'] as const) {
      const { stderr, exitCode } = await awf(command, flow('type: ce.ecoh'));
      expect(exitCode).to.equal(2);
      expect(stderr).to.include('error WORKFLOW.VALIDATION.UNKNOWN_STEP_TYPE');
      expect(stderr).to.include('flow.yaml:6:14: step a: unknown step type contract-echo.ecoh; its plugin offers:');
      expect(stderr).to.include('did you mean contract-echo.echo?');
    }
    const { stderr, exitCode } = await awf('run', flow('type: contract-ecoh.echo'));
    expect(exitCode).to.equal(1);
    expect(stderr).to.include('plugin contract-ecoh is not installed').and.include('did you mean contract-echo?');
  });

  it('are refused before the first step where the settings do not fit, each setting with its place', async () => {
    const { stderr, exitCode } = await awf('run', flow('type: ce.echo, config: { txt: x, prefix: 1 }'));
    expect(exitCode).to.equal(1);
    expect(stderr).to.include('step a (contract-echo.echo): invalid settings');
    for (const problem of ['txt: is not a setting of this type of step; did you mean text?', 'text: is required'])
      expect(stderr).to.include(problem);
    expect(stderr).to.include('flow.yaml:6:41: prefix: must be a string, is an integer');
  });

  it('are refused with --skip-plugins, with the way out', async () => {
    const { stderr, exitCode } = await awf('run', flow('type: ce.echo, config: { text: a }'), '--skip-plugins');
    expect(exitCode).to.equal(3);
    expect(stderr).to.include('external plugins are not available here').and.include('Leave out --skip-plugins.');
  });

  it('are refused where their plugin promises none, or has none', async () => {
    const folder = await writePlugins(
      sandbox.directory,
      { name: 'shy', capabilities: ['operations'], body: `return { stepTypes: { it: { handler: () => ({}) } } };` },
      { name: 'empty', capabilities: ['step_types'], body: 'return {};' },
    );
    for (const name of ['shy', 'empty']) {
      const file = join(sandbox.directory, 'flow.yaml');
      await writeFile(file, flow(`type: ${name}.it`));
      const { stderr, exitCode } = await sandbox.awfInProcess('run', file, '--plugins-dir', folder);
      expect(exitCode).to.equal(2);
      expect(stderr).to.include(`unknown step type ${name}.it; its plugin offers: none`);
    }
  });

  it('are listed with their settings', async () => {
    const list = (...args: readonly string[]) =>
      sandbox.awfInProcess('plugin', 'list', '--plugins-dir', `${example}/plugins`, ...args);
    expect((await list('--step-types')).stdout).to.equal(
      'STEP TYPE     PLUGIN  CONFIG            DESCRIPTION\n' +
        'tables.count  tables  table, at_least?  Counts the rows of a table\n',
    );
    const details = JSON.parse((await list('--details', '-f', 'json')).stdout) as readonly { readonly type: string }[];
    expect(details.filter(({ type }) => type !== 'operation')).to.deep.equal([
      { type: 'step_type', name: 'tables.count', plugin: 'tables' },
      { type: 'validator', name: 'house-rules', plugin: 'house-rules' },
    ]);
    expect((await list('--validators', '-f', 'quiet')).stdout).to.equal('house-rules\n');
    const both = await list('--step-types', '--validators');
    expect(both.exitCode).to.equal(1);
    expect(both.stderr).to.include("option '--step-types' cannot be used with option '--validators'");
  });

  it('are not listed as usable when their plugin is disabled', async () => {
    const folder = ['--plugins-dir', `${example}/plugins`];
    for (const name of ['tables', 'house-rules']) await sandbox.awfInProcess('plugin', 'disable', name, ...folder);
    const details = await sandbox.awfInProcess('plugin', 'list', '--details', ...folder);
    expect(details.stdout).to.not.match(/tables|house-rules/u);
    expect(details.stderr).to.include('tables is disabled');
    expect((await sandbox.awfInProcess('plugin', 'list', '--validators', ...folder)).stderr).to.include(
      'house-rules is disabled, so it checks no workflows',
    );
  });

  it('work in the example, whose validator warns', async () => {
    const args = ['run', `${example}/count-users.yaml`, '--plugins-dir', `${example}/plugins`];
    const { stdout, stderr, exitCode } = await sandbox.awfInProcess(...args);
    expect(exitCode).to.equal(0);
    expect(stdout).to.include('3 rows, ada first');
    expect(stderr).to.include('step tell: timeout: it may take forever: set a timeout (house-rules)');
    const empty = await sandbox.awfInProcess(...args, '-i', 'table=orders');
    expect(empty.exitCode).to.equal(3);
    expect(empty.stderr).to.include('there is nobody in orders');
  });
});
