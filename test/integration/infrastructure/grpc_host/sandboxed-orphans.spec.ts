import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { projectRoot } from '../../../../packages/go-plugin/test/support/fixtures.js';
import { ends } from '../../../../packages/go-plugin/test/support/processes.js';
import { awfBinary, AwfSandbox } from '../../../support/awf.js';
import { whyNot } from '../../../support/greedy.js';

const flow = `name: spin
states:
  initial: spin
  spin: { type: operation, operation: greedy.greed, inputs: { what: time }, on_success: done }
  done: { type: terminal }
`;

/** The processes with this text in their environment. */
const marked = (mark: string): readonly number[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/u.test(name))
    .filter((pid) => {
      try {
        return readFileSync(`/proc/${pid}/environ`, 'utf8').includes(mark);
      } catch {
        return false;
      }
    })
    .map(Number);

describe('A busy plugin in namespaces of its own', () => {
  it('ends with its host, when that is killed', async function () {
    this.timeout(60_000);
    const limits = { readOnly: true, network: false };
    const reason = process.platform === 'linux' ? await whyNot(limits) : 'only Linux has namespaces';
    if (reason !== undefined) {
      process.stdout.write(`      skipped: ${reason}\n`);
      this.skip();
    }
    await using sandbox = await AwfSandbox.create();
    const mark = `GREEDY_MARK=${randomUUID()}`;
    const [name = '', value = ''] = mark.split('=');
    const greedy = { sandbox: { read_only: true, network: false, env_values: { [name]: value } } };
    await writeFile(join(sandbox.directory, 'settings.yaml'), JSON.stringify({ plugins: { greedy } }));
    await writeFile(join(sandbox.directory, 'flow.yaml'), flow);
    const plugins = join(projectRoot, 'test/fixtures/greedy-plugins');
    const args = ['run', 'flow.yaml', '--config', 'settings.yaml', '--plugins-dir', plugins];
    const env = { ...process.env, ...sandbox.env };
    const host = spawn(awfBinary, args, { cwd: sandbox.directory, env, stdio: ['ignore', 'pipe', 'ignore'] });
    for await (const text of host.stdout) if (String(text).includes('ready')) break;
    const pids = marked(mark);
    host.kill('SIGKILL');
    expect(pids).not.to.deep.equal([]);
    for (const pid of pids) expect(await ends(pid), String(pid)).to.equal(true);
  });
});
