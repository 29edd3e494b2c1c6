import { expect } from 'chai';
import type { CliContext } from '../../../../src/app/cli/cli-context.js';
import { loadWorkflow } from '../../../../src/app/cli/load-workflow.js';
import type { Host } from '../../../../src/app/composition/create-host.js';
import { SecretMask } from '../../../../src/domain/secret-mask.js';

async function linesFor(warnings: number): Promise<readonly string[]> {
  const lines: string[] = [];
  const found = new Array(warnings).fill({ line: 2, column: 1, field: 'colour', problem: 'unknown field, ignored' });
  const host = { workflows: { load: () => Promise.resolve({ workflow: {}, warnings: found }) } } as unknown as Host;
  const context = {
    secrets: new SecretMask(),
    err: (text: string) => lines.push(text),
    errColors: { yellow: (text: string) => text },
  } as unknown as CliContext;
  await loadWorkflow('flow.yaml', host, { format: 'text' }, context);
  return lines;
}

describe('loadWorkflow()', () => {
  it('shows the first hundred warnings about a file, and counts the rest', async () => {
    const lines = await linesFor(80_000);
    expect(lines).to.have.lengthOf(101);
    expect(lines[0]).to.equal('warning flow.yaml:2:1: colour: unknown field, ignored\n');
    expect(lines[100]).to.equal('warning and 79900 more\n');
    expect(await linesFor(100)).to.have.lengthOf(100);
  });
});
