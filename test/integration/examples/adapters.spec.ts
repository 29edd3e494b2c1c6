import { expect } from 'chai';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pluginStateStoreClauses } from '../../../src/contract/index.js';
import { projectRoot } from '../../../packages/go-plugin/test/support/fixtures.js';
import { runProgram } from '../../../packages/go-plugin/test/support/run-program.js';

const example = join(projectRoot, 'build/examples/adapters/folder-state-store');

describe('The example of an adapter', () => {
  it('keeps every clause of its contract suite, under node:test', async () => {
    const spec = join(example, 'folder-state-store.spec.js');
    const { stdout } = await runProgram(process.execPath, ['--test', '--test-reporter', 'tap', spec]);
    expect(stdout).to.match(new RegExp(`^# pass ${pluginStateStoreClauses.length}$`, 'm'));
    expect(stdout).to.match(/^# fail 0$/m);
    expect(stdout).to.match(/^# skipped 0$/m);
  });

  it('decides in a host which plugins may start', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'awf-adapter-'));
    const run = await runProgram(process.execPath, [join(example, 'host.js'), folder], { cwd: projectRoot });
    expect(run).to.deep.include({ exitCode: 0, stdout: 'echo is disabled\n', stderr: '' });
    expect(JSON.parse(await readFile(join(folder, 'echo.json'), 'utf8'))).to.include({ enabled: false });
    await rm(folder, { recursive: true });
  });
});
