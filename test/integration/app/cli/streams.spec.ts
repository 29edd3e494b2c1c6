import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { text } from 'node:stream/consumers';
import { expect } from 'chai';
import { awfBinary, AwfSandbox, workflowFixture } from '../../../support/awf.js';
import { ends } from '../../../../packages/go-plugin/test/support/processes.js';
import { runProgram } from '../../../../packages/go-plugin/test/support/run-program.js';

/** Runs `awf` by way of a shell, which connects its streams. */
const shell = (sandbox: AwfSandbox, line: string) =>
  runProgram('bash', ['-c', line], { cwd: sandbox.directory, env: { ...sandbox.env, AWF: awfBinary } });

describe('awf and its output', () => {
  for (const [what, command] of [
    ['text', 'error'],
    ['json', 'error -f json'],
    ['help', '--help'],
  ] as const)
    it(`reports that ${what} could not be written to a full disk, and ends with 4`, async function () {
      if (!existsSync('/dev/full')) this.skip();
      await using sandbox = await AwfSandbox.create();
      const { stderr, exitCode } = await shell(sandbox, `"$AWF" ${command} >/dev/full`);
      expect(stderr).to.match(/^error SYSTEM\.IO\.WRITE_FAILED\n {2}stdout could not be written\n/u);
      expect(stderr).to.contain('caused by: ENOSPC').and.not.contain('    at ');
      expect(exitCode).to.equal(4);
    });

  it('continues a workflow whose output is lost', async function () {
    if (!existsSync('/dev/full')) this.skip();
    await using sandbox = await AwfSandbox.create();
    const { stdout } = await shell(sandbox, `"$AWF" run ${workflowFixture('marks')} >/dev/full; echo $?; cat mark`);
    expect(stdout).to.equal('4\nreached\n');
  });

  it('notices that a file took only a part of its output', async () => {
    await using sandbox = await AwfSandbox.create();
    const { stderr, exitCode } = await shell(sandbox, 'ulimit -f 1; "$AWF" error >out');
    expect(stderr).to.contain('SYSTEM.IO.WRITE_FAILED').and.contain('EFBIG');
    expect(exitCode).to.equal(4);
  });

  it('keeps its exit status if stderr is full', async function () {
    if (!existsSync('/dev/full')) this.skip();
    await using sandbox = await AwfSandbox.create();
    expect((await shell(sandbox, '"$AWF" run none.yaml 2>/dev/full')).exitCode).to.equal(1);
  });

  it('does not report that its reader closed the pipe', async () => {
    await using sandbox = await AwfSandbox.create();
    const { stdout, stderr } = await shell(sandbox, '"$AWF" error | head -n 1; echo "${PIPESTATUS[0]}"');
    expect(stdout).to.match(/^USER\.INPUT\.MISSING_FILE .*\n0\n$/u);
    expect(stderr).to.equal('');
  });
});

describe('awf in a directory that has been deleted', () => {
  const inDeleted = async (sandbox: AwfSandbox, args: string) => {
    await mkdir(join(sandbox.directory, 'gone'));
    return shell(sandbox, `cd gone && rmdir ../gone && "$AWF" ${args}`);
  };

  it('says so, in text and in json', async () => {
    await using sandbox = await AwfSandbox.create();
    const run = await inDeleted(sandbox, `run ${workflowFixture('odd')} -f quiet`);
    expect(run.stderr).to.match(
      /^error USER\.INPUT\.MISSING_FILE\n {2}the current directory does not exist any more\n/u,
    );
    expect(run.exitCode).to.equal(1);
    const list = await inDeleted(sandbox, 'plugin list -f json');
    expect(JSON.parse(list.stdout)).to.have.nested.property('error.code', 'USER.INPUT.MISSING_FILE');
    expect(list.stderr).to.equal('');
  });

  it('runs commands that need no directory', async () => {
    await using sandbox = await AwfSandbox.create();
    expect((await inDeleted(sandbox, '--version')).exitCode).to.equal(0);
    expect((await inDeleted(sandbox, `validate ${workflowFixture('odd')}`)).exitCode).to.equal(0);
  });
});

/** Resolves when a process handles SIGHUP, which `awf` does last; Node itself handles SIGINT from its start. */
async function handlesInterrupts(pid: number): Promise<void> {
  const caught = async (): Promise<boolean> => {
    const status = await readFile(`/proc/${pid}/status`, 'utf8');
    return (BigInt(`0x${/^SigCgt:\s*([0-9a-f]+)$/mu.exec(status)?.[1] ?? '0'}`) & 1n) !== 0n;
  };
  while (!(await caught())) await delay(5);
}

describe('awf with a defect', () => {
  it('ends with 4 and says what happened, in text and in json', async () => {
    await using sandbox = await AwfSandbox.create();
    const defect = `process.on('newListener', (name) => name === 'uncaughtException' && setImmediate(() => { throw new Error('out of order'); }));`;
    const env = { ...sandbox.env, NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(defect)}` };
    const options = { cwd: sandbox.directory, env };
    // It does not end before the error comes.
    const run = ['run', workflowFixture('stubborn')];
    const [people, machines] = await Promise.all([
      runProgram(awfBinary, run, options),
      runProgram(awfBinary, [...run, '-f', 'json'], options),
    ]);
    expect(people.stderr).to.match(/^error SYSTEM\.INTERNAL\.UNMAPPED\n {2}unexpected: out of order\n/u);
    expect(people.exitCode).to.equal(4);
    expect(JSON.parse(machines.stdout)).to.have.nested.property('error.code', 'SYSTEM.INTERNAL.UNMAPPED');
    expect(machines.exitCode).to.equal(4);
  });
});

describe('awf, interrupted before it reads its workflow', () => {
  it('does not read it, and reports the cancellation', async () => {
    await using sandbox = await AwfSandbox.create();
    const pipe = join(sandbox.directory, 'flow.yaml');
    // Nobody writes to it: a thread that opened it would hold the process for ever.
    await runProgram('mkfifo', [pipe]);
    const atOnce = `process.on('newListener', (name) => name === 'SIGHUP' && queueMicrotask(() => process.emit('SIGINT')));`;
    const env = { ...sandbox.env, NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(atOnce)}` };
    const { stdout, exitCode } = await runProgram(awfBinary, ['run', pipe, '-f', 'json'], { env });
    const result: unknown = JSON.parse(stdout);
    expect(result).to.deep.include({ workflow: pipe, status: 'canceled', states: {} });
    expect(result).to.have.nested.property('error.code', 'EXECUTION.WORKFLOW.CANCELED');
    expect(exitCode).to.equal(130);
  });
});

describe('awf, interrupted twice', () => {
  it('reports as after one signal, and leaves no command behind', async () => {
    await using sandbox = await AwfSandbox.create();
    await runProgram('mkfifo', [sandbox.mark]);
    const args = ['run', workflowFixture('stubborn'), '-f', 'json'];
    const child = spawn(awfBinary, args, { cwd: sandbox.directory, env: { ...process.env, ...sandbox.env } });
    const ended = once(child, 'close') as Promise<[number | null, NodeJS.Signals | null]>;
    const output = text(child.stdout);
    const command = Number(await readFile(sandbox.mark, 'utf8'));
    const again = setInterval(() => child.kill('SIGINT'), 100);
    const [exitCode, signal] = await ended;
    clearInterval(again);
    expect(exitCode ?? signal).to.be.oneOf([130, 'SIGINT']);
    const result: unknown = JSON.parse(await output);
    expect(result).to.deep.include({ workflow: 'stubborn', status: 'canceled' });
    expect(result).to.have.nested.property('error.message', 'workflow stubborn was canceled');
    expect(result).to.have.nested.property('states.a.output', 'one');
    expect(result).to.have.nested.property('states.b.error.code', 'EXECUTION.COMMAND.CANCELED');
    expect(await ends(command)).to.equal(true);
  });

  it('ends at once and still prints one json object, also if a thread never ends', async function () {
    if (process.platform !== 'linux') this.skip();
    await using sandbox = await AwfSandbox.create();
    const pipe = join(sandbox.directory, 'flow.yaml');
    // Nobody writes to it, so the thread that opens it cannot be ended.
    await runProgram('mkfifo', [pipe]);
    const child = spawn(awfBinary, ['run', pipe, '-f', 'json'], { env: { ...process.env, ...sandbox.env } });
    const ended = once(child, 'close') as Promise<[number | null, NodeJS.Signals | null]>;
    const output = text(child.stdout);
    await handlesInterrupts(child.pid ?? 0);
    const again = setInterval(() => child.kill('SIGINT'), 100);
    const [exitCode, signal] = await ended;
    clearInterval(again);
    expect(exitCode ?? signal).to.be.oneOf([130, 'SIGINT']);
    const result: unknown = JSON.parse(await output);
    expect(result).to.deep.include({ workflow: pipe, status: 'canceled', states: {} });
    expect(result).to.have.nested.property('error.code', 'EXECUTION.WORKFLOW.CANCELED');
  });
});
