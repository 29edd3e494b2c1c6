import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import { expect } from 'chai';
import { projectRoot } from '../../../packages/go-plugin/test/support/fixtures.js';
import { runProgram } from '../../../packages/go-plugin/test/support/run-program.js';
import { awfBinary, AwfSandbox } from '../../support/awf.js';

/** What npm would install, and where it is in this repository. */
const packages = { 'awf-plugin-sdk': 'packages/sdk', esbuild: 'node_modules/esbuild', yaml: 'node_modules/yaml' };

describe('examples/newcomer/newcomer.sh', () => {
  it('goes from an empty folder to a plugin that is installed from its own archive, run, verified and removed', async () => {
    await using sandbox = await AwfSandbox.create();
    const modules = join(sandbox.directory, 'modules');
    await mkdir(modules);
    for (const [name, path] of Object.entries(packages)) await symlink(join(projectRoot, path), join(modules, name));
    const folder = join(sandbox.directory, 'empty');
    await mkdir(folder);
    await writeFile(join(sandbox.directory, 'sdk.tgz'), '');
    const script = join(projectRoot, 'examples/newcomer/newcomer.sh');
    const { stdout, stderr, exitCode } = await runProgram(script, ['js'], {
      cwd: folder,
      env: {
        ...sandbox.env,
        PATH: `${dirname(awfBinary)}${delimiter}${process.env.PATH ?? ''}`,
        AWF_SDK: join(sandbox.directory, 'sdk.tgz'),
        INSTALL: `ln -s ${modules} node_modules`,
      },
    });
    expect(exitCode, stdout + stderr).to.equal(0);
    for (const line of [
      'Plugin "hello" created in hello',
      'Plugin "hello" installed successfully (version 0.1.0)',
      '    Hello, Ada!',
      'Plugin "hello" removed',
    ])
      expect(stdout).to.include(`${line}\n`);
    expect(stdout)
      .to.match(/^# fail 0$|fail 0$/mu)
      .and.to.match(/^hello {25} {2}PASS {2}[0-9a-f]{64}$/mu);
    const left = await sandbox.awf('plugin', 'list', '-f', 'quiet');
    expect(left.stdout.split('\n')).to.not.include('hello');
  });
});
