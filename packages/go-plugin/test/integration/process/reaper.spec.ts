import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Socket } from 'node:net';
import { expect } from 'chai';
import { thisPlatform } from '../../../src/platform.js';
import { Reaper } from '../../../src/process/reaper.js';
import { reaperScript } from '../../../src/process/reaper-script.js';
import { comesTrue, ends, lives } from '../../support/processes.js';

/** A shell that starts a `sleep` and waits for it; the sleep prints its pid. */
const family = 'sleep 300 & echo $!; wait';

describe('The reaper', () => {
  let folder: string;
  let children: ChildProcess[] = [];
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'reaped-'));
  });
  afterEach(async () => {
    for (const child of children) child.kill('SIGKILL');
    children = [];
    await rm(folder, { recursive: true, force: true });
  });

  async function start(script: string, env: NodeJS.ProcessEnv = {}): Promise<readonly [pid: number, printed: number]> {
    const child = spawn('/bin/sh', ['-c', script], {
      stdio: ['ignore', 'pipe', 'ignore'],
      env: { PATH: process.env['PATH'], ...env },
    });
    children.push(child);
    const [chunk] = (await once(child.stdout, 'data')) as [Buffer];
    return [child.pid!, Number(chunk)];
  }

  /** A reaper whose host is this test. `end` does what the kernel does when a host dies: it closes the link. */
  function reap(processTable: string, ...orders: readonly string[]): { end(): void; readonly gone: Promise<unknown> } {
    const args = ['-c', reaperScript, 'go-plugin-reaper', String(process.pid), processTable];
    const shell = spawn('/bin/sh', args, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'], env: {}, detached: true });
    const link = shell.stdio[3] as Socket;
    link.write(orders.map((order) => `${order}\n`).join(''));
    return { end: () => link.end(), gone: once(link.resume(), 'close') };
  }

  it('is started for the next plugin when there was no descriptor for it', async () => {
    const module = JSON.stringify(new URL('../../../src/process/reaper.js', import.meta.url).href);
    const script = `
      import { closeSync, openSync } from 'node:fs';
      import { Reaper } from ${module};
      const opened = [];
      try { for (;;) opened.push(openSync('/dev/null')); } catch {}
      const reaper = new Reaper();
      reaper.watch([${JSON.stringify(folder)}]);
      for (const fd of opened) closeSync(fd);
      setImmediate(() => { reaper.watch([]).started(process.pid); process.kill(process.pid, 'SIGKILL'); });`;
    const limited = ['-c', 'ulimit -n 64; exec "$0" "$@"', process.execPath, '--input-type=module', '-e', script];
    const child = spawn('/bin/sh', limited, { stdio: ['ignore', 'ignore', 'pipe'] });
    const [said] = await Promise.all([child.stderr.toArray(), once(child, 'exit')]);
    expect(Buffer.concat(said as Buffer[]).toString()).to.equal('');
    expect(await comesTrue(() => !existsSync(folder))).to.equal(true);
  });

  for (const [how, table] of [
    ['by the kernel’s process table', thisPlatform.processTable],
    ['by ps', ''],
  ] as const)
    it(`ends a plugin and its children, found ${how}, removes its folder, and exits`, async () => {
      const [plugin, child] = await start(family);
      const reaper = reap(table, `folder 1 ${folder}`, `plugin 1 ${plugin}`);
      reaper.end();
      await reaper.gone;
      expect([plugin, child].map(lives)).to.deep.equal([false, false]);
      expect(existsSync(folder)).to.equal(false);
    });

  it('ends what has lost its parent, and has a session of its own, by its environment', async function () {
    if (thisPlatform.processTable === '') this.skip();
    const [, daemon] = await start('setsid sleep 300 & echo $!', { PLUGIN_UNIX_SOCKET_DIR: folder });
    const reaper = reap(thisPlatform.processTable, `folder 1 ${folder}`);
    reaper.end();
    await reaper.gone;
    expect(lives(daemon)).to.equal(false);
  });

  it('leaves alone a process that is no child of the host, and plugins that were detached', async () => {
    const [own, stranger] = await start(family, { PLUGIN_UNIX_SOCKET_DIR: folder });
    const reaper = reap(
      thisPlatform.processTable,
      `plugin 1 ${stranger}`,
      `folder 2 ${folder}`,
      `plugin 2 ${own}`,
      'forget 2',
    );
    reaper.end();
    await reaper.gone;
    expect([own, stranger].map(lives)).to.deep.equal([true, true]);
    expect(existsSync(folder)).to.equal(true);
    process.kill(stranger, 'SIGKILL');
  });

  it('leaves alone a process that has got the pid of a plugin', async () => {
    const [pid, child] = await start(family);
    const table = join(folder, 'proc');
    const stat = (start: number): string => `${pid} (sh) S ${process.pid}${' 0'.repeat(17)} ${start}\n`;
    for (const name of ['self', String(pid)]) {
      mkdirSync(join(table, name), { recursive: true });
      writeFileSync(join(table, name, 'stat'), stat(1));
    }
    const removed = join(folder, 'removed');
    mkdirSync(removed);
    // The reaper opens this one after it has read the start time of the first.
    mkdirSync(join(table, '999'));
    spawnSync('mkfifo', [join(table, '999', 'stat')]);
    const reaper = reap(table, `folder 1 ${removed}`, `plugin 1 ${pid}`, 'plugin 2 999');
    await writeFile(join(table, '999', 'stat'), '');
    await rm(join(table, '999'), { recursive: true });
    writeFileSync(join(table, String(pid), 'stat'), stat(2));
    reaper.end();
    await reaper.gone;
    expect(existsSync(removed)).to.equal(false);
    expect([pid, child].map(lives)).to.deep.equal([true, true]);
    process.kill(child, 'SIGKILL');
  });

  it('ends the rest of a plugin that did not exit in good order, while the host lives', async function () {
    if (thisPlatform.processTable === '') this.skip();
    const reaper = new Reaper();
    const watched = reaper.watch([folder]);
    const [, child] = await start('sleep 300 & echo $!', { PLUGIN_UNIX_SOCKET_DIR: folder });
    watched.ended(false);
    expect(await ends(child)).to.equal(true);
  });

  it('is started again when it was killed, and does not keep this process alive', async function () {
    if (thisPlatform.processTable === '') this.skip();
    const program = `
      import { Reaper } from ${JSON.stringify(new URL('../../../src/process/reaper.js', import.meta.url))};
      new Reaper().watch([${JSON.stringify(folder)}]);
      process.on('SIGTERM', () => process.exit());
      process.stdin.once('end', () => process.exit());
      process.stdin.resume();`;
    const host = spawn(process.execPath, ['--input-type=module', '-e', program], {
      stdio: ['pipe', 'ignore', 'inherit'],
    });
    children.push(host);
    const reapers = (): readonly number[] => reapersOf(host.pid!);
    expect(await comesTrue(() => reapers().length === 1)).to.equal(true);
    const [first] = reapers();
    process.kill(first!, 'SIGKILL');
    expect(await comesTrue(() => reapers().length === 1 && reapers()[0] !== first)).to.equal(true);
    const [second] = reapers();
    host.stdin.end();
    await once(host, 'exit');
    expect(await ends(second!)).to.equal(true);
    expect(existsSync(folder)).to.equal(false);
  });
});

/** The reapers of a host, without the shell that starts one and the subshells that one starts. */
function reapersOf(host: number): readonly number[] {
  const shells = readdirSync('/proc').flatMap((name) => {
    try {
      const command = readFileSync(`/proc/${name}/cmdline`, 'latin1');
      const parent = Number(/\) \w (\d+)/.exec(readFileSync(`/proc/${name}/stat`, 'latin1'))?.[1]);
      return command.includes(`\0go-plugin-reaper\0${host}\0`) ? [{ pid: Number(name), parent }] : [];
    } catch {
      return [];
    }
  });
  const pids = [host, ...shells.map(({ pid }) => pid)];
  return shells.filter(({ pid, parent }) => !pids.includes(parent) && lives(pid)).map(({ pid }) => pid);
}
