import { expect } from 'chai';
import { join } from 'node:path';
import { projectRoot } from '../../../packages/go-plugin/test/support/fixtures.js';
import { runProgram } from '../../../packages/go-plugin/test/support/run-program.js';

const folder = join(projectRoot, 'build/test/fixtures/contract-runners');
const counts = { passed: 3, failed: 1, skipped: 1 };

async function outputOf(...args: readonly string[]): Promise<string> {
  const { stdout, stderr } = await runProgram(process.execPath, args, { cwd: folder });
  if (stdout === '') throw new Error(`it printed nothing: ${stderr}`);
  return stdout;
}

describe('A contract suite, run by a test runner', () => {
  it('counts what passes, fails and is skipped under mocha', async () => {
    const mocha = join(projectRoot, 'node_modules/mocha/bin/mocha.js');
    const output = await outputOf(mocha, '--no-config', '--reporter', 'json', 'mocha.spec.js');
    const { stats } = JSON.parse(output) as { stats: { passes: number; failures: number; pending: number } };
    expect({ passed: stats.passes, failed: stats.failures, skipped: stats.pending }).to.deep.equal(counts);
  });

  it('counts what passes, fails and is skipped under vitest', async () => {
    const vitest = join(projectRoot, 'node_modules/vitest/vitest.mjs');
    const output = await outputOf(vitest, 'run', '--root', folder, '--reporter', 'json', 'vitest.spec');
    const stats = JSON.parse(output) as Record<`num${'Passed' | 'Failed' | 'Pending'}Tests`, number>;
    expect({
      passed: stats.numPassedTests,
      failed: stats.numFailedTests,
      skipped: stats.numPendingTests,
    }).to.deep.equal(counts);
  });

  it('counts what passes, fails and is skipped under node:test', async () => {
    const output = await outputOf('--test', '--test-reporter', 'tap', 'node-test.spec.js');
    const count = (name: string): number => Number(new RegExp(`^# ${name} (\\d+)$`, 'm').exec(output)?.[1]);
    expect({ passed: count('pass'), failed: count('fail'), skipped: count('skipped') }).to.deep.equal(counts);
  });
});
