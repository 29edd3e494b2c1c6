import { expect } from 'chai';
import { projectRoot } from '../../../packages/go-plugin/test/support/fixtures.js';
import { runProgram } from '../../../packages/go-plugin/test/support/run-program.js';

const run = (name: string) => runProgram(process.execPath, [`${projectRoot}build/examples/embedding/${name}.js`]);

describe('The examples of embedding', () => {
  it('call operations and run workflows, and a closed host refuses', async () => {
    expect(await run('embed')).to.deep.equal({
      stdout: [
        'hello Ann',
        'greet: hello Ann',
        'count: would run wc -c <<< "hello Ann"',
        'completed',
        'AwfError: execute: the host is closed',
        '',
      ].join('\n'),
      stderr: '',
      exitCode: 0,
    });
  });

  it('test a workflow with fakes', async () => {
    const { stdout, exitCode } = await run('swap-a-fake');
    expect(stdout).to.match(/pass 2/u);
    expect(exitCode).to.equal(0);
  });
});
