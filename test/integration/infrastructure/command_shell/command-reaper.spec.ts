import { execFileSync, spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { expect } from 'chai';
import { CommandReaper } from '../../../../src/infrastructure/command_shell/command-reaper.js';
import { ends, lives } from '../../../../packages/go-plugin/test/support/processes.js';
import { ownFolder } from '../../../support/contract-subjects.js';

const runnerUrl = new URL('../../../../src/infrastructure/command_shell/shell-command-runner.js', import.meta.url).href;

describe('The commands of a host', () => {
  let folder: Awaited<ReturnType<typeof ownFolder>>;

  before(function () {
    if (process.platform === 'win32') this.skip();
  });
  beforeEach(async () => (folder = await ownFolder()));
  afterEach(() => folder.close());

  const pipe = (name: string): string => {
    const path = join(folder.root, name);
    execFileSync('mkfifo', [path]);
    return path;
  };
  const pidsIn = async (path: string): Promise<readonly number[]> =>
    (await readFile(path, 'utf8')).trim().split('\n').map(Number);

  /** A host that runs commands, one after the other, and answers what it reads. */
  function host(...commands: readonly string[]): ChildProcessByStdio<Writable, Readable, null> {
    const program = `
      process.stdin.pipe(process.stdout);
      import { ShellCommandRunner } from ${JSON.stringify(runnerUrl)};
      const runner = new ShellCommandRunner({ shell: '/bin/sh' });
      for (const command of ${JSON.stringify(commands)}) await runner.run({ step: 's', command, cwd: '/', env: process.env });`;
    return spawn(process.execPath, ['--input-type=module', '-e', program], { stdio: ['pipe', 'pipe', 'ignore'] });
  }

  /** A command may tell of itself before its host has gone on from starting it. When the host answers, it has. */
  async function kill(running: ReturnType<typeof host>): Promise<void> {
    running.stdin.write('?');
    await once(running.stdout, 'data');
    running.kill('SIGKILL');
  }

  it('end with all that they started when the host is killed, also those that ignore SIGTERM', async () => {
    const told = pipe('told');
    const killed = host('true', `trap '' TERM; sleep 60 & { echo $$; echo $!; } > ${told}; wait; sleep 60`);
    const pids = await pidsIn(told);
    await kill(killed);
    expect(await Promise.all(pids.map((pid) => ends(pid)))).to.deep.equal([true, true]);
  });

  it('leave behind what they started in the background, as long as they have ended themselves', async () => {
    const [left, told] = [pipe('left'), pipe('told')];
    const killed = host(`sleep 60 >/dev/null 2>&1 & echo $! > ${left}`, `echo $$ > ${told}; sleep 60`);
    const [daemon] = await pidsIn(left);
    const [last] = await pidsIn(told);
    await kill(killed);
    if (daemon === undefined || last === undefined) throw new Error('no pids');
    expect(await ends(last)).to.equal(true);
    expect(lives(daemon)).to.equal(true);
    process.kill(daemon, 'SIGKILL');
  });

  it('end with the reaper that is closed', async () => {
    const command = spawn('sleep', ['60'], { detached: true, stdio: 'ignore' });
    const ended = once(command, 'exit');
    const reaper = new CommandReaper();
    reaper.watch(command.pid ?? 0);
    reaper.close();
    expect(await ended).to.deep.equal([null, 'SIGTERM']);
  });
});
