import { expect } from 'chai';
import { execFileSync } from 'node:child_process';
import { mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { YamlWorkflowSource } from '../../../../src/infrastructure/workflow_file/yaml-workflow-source.js';
import { rejection } from '../../../../packages/go-plugin/test/support/rejection.js';

describe('YamlWorkflowSource', () => {
  const source = new YamlWorkflowSource();
  let root: string;

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'awf-workflows-'));
  });

  afterEach(() => rm(root, { recursive: true }));

  it('reads nothing if the signal is already aborted', async () => {
    const path = join(root, 'flow.yaml');
    await writeFile(path, 'name: f\nstates: { initial: a, a: { type: terminal } }\n');
    const error = await rejection(source.load(path, { signal: AbortSignal.abort('too late') }));
    expect(error).to.include({ code: 'EXECUTION.WORKFLOW.CANCELED', cause: 'too late' });
    expect((await source.load(path)).workflow.name).to.equal('f');
  });

  it('waits for a pipe that nobody writes to, but not longer than its limit', async () => {
    const pipe = join(root, 'pipe');
    execFileSync('mkfifo', [pipe]);
    try {
      expect(await rejection(source.load(pipe, { timeoutMs: 5 }))).to.have.property('code', 'SYSTEM.IO.TIMEOUT');
      const controller = new AbortController();
      const load = rejection(source.load(pipe, { signal: controller.signal }));
      controller.abort('enough');
      expect(await load).to.include({ code: 'EXECUTION.WORKFLOW.CANCELED', cause: 'enough' });
    } finally {
      // Lets go of the threads that wait for a writer.
      await (await open(pipe, 'r+')).close();
    }
  });

  it('reads at most one mebibyte', async () => {
    const path = join(root, 'large.yaml');
    await writeFile(path, `name: f\n${'#'.repeat(1024 * 1024)}`);
    expect(await rejection(source.load(path)))
      .to.have.property('message')
      .that.matches(/larger than 1048576 bytes/u);
  });
});
