import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { leaveMemoryOutOfCoreDumps } from '../../../../src/app/cli/core-dumps.js';
import { AwfSandbox } from '../../../support/awf.js';

const flow = `name: dumps
states:
  initial: look
  look: { type: step, command: cat /proc/self/coredump_filter, on_success: done }
  done: { type: terminal }
`;

describe('A core dump of awf, and of what it starts', () => {
  it('has no memory in it', async function () {
    if (!existsSync('/proc/self/coredump_filter')) this.skip();
    await using sandbox = await AwfSandbox.create();
    const file = join(sandbox.directory, 'flow.yaml');
    await writeFile(file, flow);
    const { stdout } = await sandbox.awf('run', file, '-f', 'json');
    const { states } = JSON.parse(stdout) as { readonly states: { readonly look: { readonly output: string } } };
    expect(Number(states.look.output)).to.equal(0);
  });

  it('is as the system has it where the filter cannot be set', () => {
    expect(() => leaveMemoryOutOfCoreDumps('/nowhere/filter')).not.to.throw();
  });
});
