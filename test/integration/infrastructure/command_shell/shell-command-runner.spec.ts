import { getEventListeners } from 'node:events';
import { readFile, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { expect } from 'chai';
import sinon from 'sinon';
import { ShellCommandRunner } from '../../../../src/infrastructure/command_shell/shell-command-runner.js';
import { shellQuote } from '../../../../src/domain/workflow/template-functions.js';
import { AwfError } from '../../../../src/domain/errors/awf-error.js';
import type { CommandResult } from '../../../../src/ports/command-runner.js';
import type { CallOptions } from '../../../../src/ports/call-options.js';
import { ends, lives } from '../../../../packages/go-plugin/test/support/processes.js';

const env = { PATH: process.env.PATH, GREETING: 'hi' };
const runnerUrl = new URL('../../../../src/infrastructure/command_shell/shell-command-runner.js', import.meta.url).href;
const killGraceMs = 100;
const runner = new ShellCommandRunner({ outputLimitBytes: 1_000, killGraceMs });
const run = (command: string, options?: CallOptions, cwd = '/'): Promise<CommandResult> =>
  runner.run({ step: 's', command, cwd, env }, options);

async function failureOf(promise: Promise<unknown>): Promise<AwfError> {
  const error: unknown = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!AwfError.is(error)) throw new Error('it did not fail as expected', { cause: error });
  return error;
}

describe('ShellCommandRunner', () => {
  it('captures both outputs and the exit code', async () => {
    expect(await run('echo out; echo err >&2; exit 7')).to.deep.equal({
      exitCode: 7,
      stdout: 'out\n',
      stderr: 'err\n',
      truncated: false,
    });
  });

  it('gives commands outputs that they can open by path', async () => {
    const { stdout, stderr } = await run('echo one > /dev/stderr && echo two | tee /dev/stdout');
    expect({ stdout, stderr }).to.deep.equal({ stdout: 'two\ntwo\n', stderr: 'one\n' });
  });

  it('runs in the given directory with the given environment alone', async () => {
    const { stdout } = await run('pwd; echo "$GREETING"; echo "${HOME:-none}"', {}, '/tmp');
    expect(stdout).to.equal('/tmp\nhi\nnone\n');
  });

  it('gives commands an empty stdin', async () => {
    expect((await run('cat; echo end')).stdout).to.equal('end\n');
  });

  it('passes every text that was quoted with escape unchanged', async () => {
    const texts = ["it's", '$(touch /tmp/x) `id` $HOME', 'a\nb', '"\\"', "''", '-n', '', '; rm -rf /', '*', 'é漢\t!'];
    const { stdout } = await run(`printf '%s\\0' ${texts.map(shellQuote).join(' ')}`);
    expect(stdout.split('\0').slice(0, -1)).to.deep.equal(texts);
  });

  it('counts a signal as shells do', async () => {
    expect((await run('kill -TERM $$')).exitCode).to.equal(143);
  });

  it('keeps only its limit of an endless output', async () => {
    const { stdout, truncated } = await run('head -c 5000000 /dev/zero | tr "\\0" x');
    expect(stdout).to.have.length(1_000);
    expect(truncated).to.equal(true);
  });

  it('does not wait for what a command leaves in the background', async () => {
    const { stdout } = await run('sleep 30 & echo $!');
    const pid = Number(stdout);
    expect(lives(pid)).to.equal(true);
    process.kill(pid, 'SIGKILL');
  });

  it('ends all that a command started when its time is up', async () => {
    const fifo = (await run('dir=$(mktemp -d); mkfifo "$dir/pids"; echo "$dir/pids"')).stdout.trim();
    const clock = sinon.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      // One that ends when it is asked to, and one that does not.
      const sleepers = 'sleep 60 3>&- & echo $! >&3; trap "" TERM; sleep 61 3>&- & echo $! >&3';
      const running = failureOf(run(`exec 3>${fifo}; ${sleepers}; exec 3>&-; wait`, { timeoutMs: 300 }));
      const pids = (await readFile(fifo, 'utf8')).trim().split('\n').map(Number);
      expect(pids).to.have.length(2);
      await clock.tickAsync(300);
      await clock.tickAsync(killGraceMs);
      const error = await running;
      expect(error.code).to.equal('EXECUTION.COMMAND.TIMEOUT');
      expect(error.message).to.contain('300 ms');
      clock.restore();
      for (const pid of pids) expect(await ends(pid)).to.equal(true);
    } finally {
      clock.restore();
      await rm(dirname(fifo), { recursive: true });
    }
  });

  it('ends a command that is canceled', async () => {
    const controller = new AbortController();
    const fifo = (await run('dir=$(mktemp -d); mkfifo "$dir/up"; echo "$dir/up"')).stdout.trim();
    const running = failureOf(run(`echo up > ${fifo}; sleep 60`, { signal: controller.signal }));
    // Reading the pipe resolves when the command has written to it, so it is in its sleep then.
    await readFile(fifo);
    controller.abort();
    expect((await running).code).to.equal('EXECUTION.COMMAND.CANCELED');
    await rm(dirname(fifo), { recursive: true });
  });

  it('starts nothing when it is canceled beforehand', async () => {
    const error = await failureOf(run('echo', { signal: AbortSignal.abort() }));
    expect(error.code).to.equal('EXECUTION.COMMAND.CANCELED');
  });

  it('names a directory that it cannot work in, the step, and why', async () => {
    const error = await failureOf(run('echo', {}, '/does/not/exist'));
    expect(error.code).to.equal('SYSTEM.IO.READ_FAILED');
    expect(error.message).to.equal('step s: the command cannot work in the folder /does/not/exist: it does not exist');
    const file = await failureOf(run('echo', {}, process.execPath));
    expect(file.message).to.contain(`${process.execPath}: it is not a folder`);
  });

  it('ends a command that the system does not start with 126, and says why without quoting it', async () => {
    const tooLong = await run(`: ${'x'.repeat(4_000_000)}`);
    expect(tooLong).to.include({ exitCode: 126, stdout: '' });
    expect(tooLong.stderr).to.equal('the command, or its environment, is longer than the system allows\n');
    const secret = await run('echo my-secret\0');
    expect(secret.exitCode).to.equal(126);
    expect(secret.stderr).to.contain('NUL').and.not.contain('my-secret');
  });

  it('names a shell that cannot be executed', async () => {
    const odd = new ShellCommandRunner({ shell: '/dev/null' });
    const error = await failureOf(odd.run({ step: 'build', command: 'true', cwd: '/', env }));
    expect(error.code).to.equal('EXECUTION.COMMAND.NOT_STARTED');
    expect(error.details).to.deep.equal({ step: 'build', reason: 'the shell may not be executed' });
    expect(error.cause).to.have.property('code', 'EACCES');
  });

  it('fails the step, however few file descriptors are free', async () => {
    // A process of its own: the one of the tests needs its descriptors.
    const program = `
      import fs from 'node:fs';
      import { ShellCommandRunner } from ${JSON.stringify(runnerUrl)};
      process.on('uncaughtException', (error) => console.log('uncaught', error.message));
      const runner = new ShellCommandRunner();
      const run = () => runner.run({ step: 's', command: 'echo hi', cwd: '/', env: process.env });
      await run();
      for (let free = 0; free <= 12; free += 1) {
        const held = [];
        try { for (;;) held.push(fs.openSync('/dev/null', 'r')); } catch {}
        for (let i = 0; i < free; i += 1) fs.closeSync(held.pop());
        const outcome = await run().then(({ stdout }) => stdout.trim(), ({ code }) => code);
        for (const file of held) fs.closeSync(file);
        console.log(outcome);
      }`;
    const command = `ulimit -n 64; exec ${shellQuote(process.execPath)} --input-type=module -e ${shellQuote(program)}`;
    const { stdout, stderr } = await new ShellCommandRunner().run({ step: 's', command, cwd: '/', env });
    const outcomes = stdout.trim().split('\n');
    expect(outcomes, stderr).to.have.length(13);
    expect(outcomes[0]).to.equal('EXECUTION.COMMAND.NOT_STARTED');
    expect(outcomes.at(-1)).to.equal('hi');
    for (const outcome of outcomes) expect(outcome).to.be.oneOf(['EXECUTION.COMMAND.NOT_STARTED', 'hi']);
  });

  it('cuts an output that is too long between two characters', async () => {
    const { stdout, truncated } = await run(
      "i=0; while [ $i -lt 400 ]; do printf '😀'; i=$((i+1)); done; printf y",
      {},
      '/',
    );
    expect(truncated).to.equal(true);
    expect(stdout).to.equal('😀'.repeat(250));
    const odd = await run("printf x; i=0; while [ $i -lt 400 ]; do printf '😀'; i=$((i+1)); done", {}, '/');
    expect(odd.stdout).to.equal(`x${'😀'.repeat(249)}`);
  });

  it('treats a timeout beyond the range of Node’s timers as no limit', async () => {
    for (const timeoutMs of [2 ** 31, Infinity])
      expect((await run('sleep 0.05; echo done', { timeoutMs })).stdout, String(timeoutMs)).to.equal('done\n');
  });

  it('leaves no listener on the signal of a command that has ended', async () => {
    const controller = new AbortController();
    for (let i = 0; i < 20; i++) await run(':', { signal: controller.signal });
    expect(getEventListeners(controller.signal, 'abort')).to.have.length(0);
  });
});
