import { expect } from 'chai';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AwfSandbox } from '../../../support/awf.js';
import { projectRoot } from '../../../../packages/go-plugin/test/support/fixtures.js';
import type { ProgramRun } from '../../../../packages/go-plugin/test/support/run-program.js';

const plugins = ['--plugins-dir', `${projectRoot}test/fixtures/hostile-plugins`];
// What a terminal would obey; tab and line feed are harmless.
const controls = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202e]/u;

/** Runs a workflow of one step that calls an operation of the plugin garish. */
async function run(operation: string, ...options: readonly string[]): Promise<ProgramRun> {
  await using sandbox = await AwfSandbox.create();
  const file = join(sandbox.directory, 'w.yaml');
  const step = `{ type: operation, operation: garish.${operation}, timeout: 30s, on_success: done }`;
  await writeFile(file, `name: w\nstates: { initial: a, a: ${step}, done: { type: terminal } }\n`);
  return await sandbox.awf('run', file, ...plugins, ...options);
}

describe('What a plugin answers', () => {
  it('fails its step alone when it is nested too deep, with a whole report', async () => {
    const { stdout, exitCode } = await run('deep', '-f', 'json');
    const report = JSON.parse(stdout) as object;
    expect(report).to.have.nested.property('states.a.status', 'failed');
    expect(report).to.have.nested.property('error.code', 'EXECUTION.PLUGIN.OPERATION_FAILED');
    expect(report)
      .to.have.nested.property('error.message')
      .that.contains('garish.deep')
      .and.contains('output "junk" is nested deeper than 512 levels');
    expect(exitCode).to.equal(3);
  });

  it('is shown without what a terminal would obey, and lines stay lines', async () => {
    const { stdout, stderr } = await run('draw');
    expect(stdout).to.contain('    red\tone\n    two\\x1b[2J\\x07\n').and.not.match(controls);
    expect(stderr).to.not.match(controls);
  });

  it('is cut where it is an endless error', async () => {
    const { stdout, stderr } = await run('fail');
    expect(stdout).to.not.match(controls);
    expect(stderr).to.contain('\\x1b[2J\\rxxx').and.not.match(controls);
    expect(stderr.length).to.be.lessThan(10_000);
  });
});

describe('What a plugin says of itself and logs', () => {
  it('cannot draw on the terminal, forge a line or go on without end', async () => {
    const { stderr } = await run('draw');
    expect(stderr)
      .to.match(/^warn .*describes itself unlike its manifest/mu)
      .and.not.match(/^error/mu);
    expect(stderr).to.contain('\\x1b[2Ja\n      error fake: b').and.contain('\\u001b[2JAAA').and.not.match(controls);
    expect(stderr.length).to.be.lessThan(10_000);
  });

  it('leaves a list of operations in its rows and columns', async () => {
    await using sandbox = await AwfSandbox.create();
    const list = ['plugin', 'list', '--operations', ...plugins];
    const [text, quiet] = await Promise.all([sandbox.awf(...list), sandbox.awf(...list, '-f', 'quiet')]);
    expect(text.stdout).to.match(/^garish\.odd\\nfake {2}row +garish +- +\\x1b\[2J\\r\\x07\\u202eddd/mu);
    expect(text.stdout).to.not.match(controls);
    expect(text.stdout).to.not.match(/^fake/mu);
    expect(text.stdout.length).to.be.lessThan(20_000);
    expect(quiet.stdout.split('\n')).to.include('garish.odd\\nfake  row');
  });
});
