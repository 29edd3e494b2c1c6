import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { projectRoot } from '../../../packages/go-plugin/test/support/fixtures.js';
import { runProgram, type ProgramRun } from '../../../packages/go-plugin/test/support/run-program.js';

/** One test of a run, as the reporter notes it. */
interface Result {
  readonly state: 'passed' | 'failed' | 'skipped';
  readonly title: string;
  readonly file: string;
}

// Not in one literal, or they would count as rows that these tests show.
const row = (...ids: readonly string[]): string => `[${ids.join(', ')}]`;
const ours = 'test/integration/client/x.spec.js';
const theirs = 'test/interop/client/x.spec.js';

describe('The parity table', () => {
  let directory: string;
  before(async () => {
    directory = await mkdtemp(join(tmpdir(), 'parity-'));
  });
  after(() => rm(directory, { recursive: true }));

  async function tableOf(results: readonly Result[]): Promise<ProgramRun> {
    const file = join(directory, 'results.json');
    await writeFile(file, JSON.stringify(results));
    return runProgram(process.execPath, [join(projectRoot, 'tools/parity.mjs'), '--print', file]);
  }
  const line = ({ stdout }: ProgramRun, id: string): string | undefined =>
    stdout.split('\n').find((text) => text.startsWith(`| ${id} |`));

  it('names the test that shows a row, with its peer; one with a real go-plugin before one without', async () => {
    const table = await tableOf([
      { state: 'passed', title: `does it alone ${row('H01')}`, file: ours },
      { state: 'passed', title: `does it with Go ${row('H01', 'H02')}`, file: theirs },
    ]);
    expect(line(table, 'H01')).to.match(
      /\| shown \| `test\/interop\/client\/x\.spec\.ts`: does it with Go \(and 1 more\) \| .*go-plugin v1\.8\.0.*ours/,
    );
    expect(line(table, 'H02')).to.match(/\| shown \| .* \| go-plugin v1\.8\.0 \|/);
  });

  it('says where no test passes: none there, skipped, or failed', async () => {
    const table = await tableOf([
      { state: 'skipped', title: `is skipped ${row('H02')}`, file: theirs },
      { state: 'passed', title: `passes ${row('H03')}`, file: ours },
      { state: 'failed', title: `fails ${row('H03')}`, file: theirs },
    ]);
    expect(line(table, 'H01')).to.match(/\*\*no passing test\*\*/);
    expect(line(table, 'H02')).to.match(/\*\*no passing test\*\*/);
    expect(line(table, 'H03')).to.match(/\*\*fails\*\*/);
  });

  it('fails over a row that does not exist', async () => {
    const run = await tableOf([{ state: 'passed', title: `passes ${row('T28')}`, file: ours }]);
    expect(run.exitCode).to.equal(1);
    expect(run.stderr).to.include('tests name rows that do not exist: T28');
  });
});
