import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, statSync, symlinkSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { makeSocketDir } from '../../../src/client/socket-dir.js';
import { thisPlatform } from '../../../src/platform.js';
import { formatHostRecord, removeHostRecord } from '../../../src/process/host-record.js';
import { failure } from '../../support/go-plugin-failure.js';
import { makePrivateFolder, sweepFolders } from '../../../src/process/private-folder.js';

describe('The folders that a host makes for its plugins', () => {
  let parent: string;
  beforeEach(async () => {
    parent = await mkdtemp(join(tmpdir(), 'parent-'));
  });
  afterEach(() => rm(parent, { recursive: true }));

  /** A folder as a host with this identity has left it. */
  async function leftBy(change: object): Promise<string> {
    const folder = join(parent, `plugin-dir${Math.random().toString(36).slice(2, 8)}`);
    mkdirSync(join(folder, 'inner'), { recursive: true });
    const self = await thisPlatform.identify(process.pid);
    if (self !== undefined) symlinkSync(formatHostRecord({ ...self, ...change }), join(folder, 'host'));
    return folder;
  }

  const deadPid = (): number => spawnSync('true').pid;

  it('are removed once their host is dead', async () => {
    const folder = await leftBy({ pid: deadPid() });
    await sweepFolders(parent);
    expect(existsSync(folder)).to.equal(false);
  });

  it('are removed if another process has the pid of their host by now', async () => {
    const folder = await leftBy({ start: '1' });
    await sweepFolders(parent);
    expect(existsSync(folder)).to.equal(false);
  });

  it('stay while their host lives', async () => {
    const folder = await makePrivateFolder({ parent, kind: 'sockets', endsWithHost: true });
    await sweepFolders(parent);
    expect(existsSync(folder)).to.equal(true);
  });

  it('stay if they are of another container, where pids mean other processes', async () => {
    const folder = await leftBy({ pid: deadPid(), space: 'another machine or container' });
    await sweepFolders(parent);
    expect(existsSync(folder)).to.equal(true);
  });

  it('stay if a plugin is to outlive its host', async () => {
    const detached = await leftBy({ pid: deadPid() });
    removeHostRecord(detached);
    const optedOut = await makePrivateFolder({ parent, kind: 'sockets', endsWithHost: false });
    await sweepFolders(parent);
    expect([detached, optedOut].map((folder) => existsSync(folder))).to.deep.equal([true, true]);
  });

  it('are not followed when they are links, and what has another name stays', async () => {
    const folder = await leftBy({ pid: deadPid() });
    const target = join(parent, 'target');
    mkdirSync(target);
    symlinkSync(formatHostRecord({ pid: deadPid(), start: '1', space: 'x' }), join(target, 'host'));
    symlinkSync(target, join(parent, 'plugin-dirlink'));
    await sweepFolders(parent);
    expect(existsSync(folder)).to.equal(false);
    expect(readdirSync(parent).sort()).to.deep.equal(['plugin-dirlink', 'target']);
  });

  it('are open to this user alone, whatever the umask is', async () => {
    for (const umask of [0o000, 0o777]) {
      const before = process.umask(umask);
      const folder = await makePrivateFolder({ parent, kind: 'sockets', endsWithHost: true }).finally(() =>
        process.umask(before),
      );
      expect((statSync(folder).mode & 0o777).toString(8)).to.equal('700');
    }
  });

  describe('for sockets', () => {
    const made: string[] = [];
    let outer: string | undefined;
    beforeEach(() => (outer = process.env['TMPDIR']));
    afterEach(async () => {
      if (outer === undefined) delete process.env['TMPDIR'];
      else process.env['TMPDIR'] = outer;
      delete process.env['XDG_RUNTIME_DIR'];
      for (const folder of made.splice(0)) await rm(folder, { recursive: true });
    });

    async function make(platform = thisPlatform): Promise<string | undefined> {
      const folder = await makeSocketDir({}, platform);
      if (folder !== undefined) made.push(folder);
      return folder;
    }

    it('are in a short folder if the path of TMPDIR is too long', async () => {
      process.env['TMPDIR'] = join(parent, 'x'.repeat(100));
      mkdirSync(process.env['TMPDIR']);
      process.env['XDG_RUNTIME_DIR'] = parent;
      expect(await make()).to.match(new RegExp(`^${parent}/plugin-dir`));
      delete process.env['XDG_RUNTIME_DIR'];
      expect(await make()).to.match(/^\/(?:var\/)?tmp\/plugin-dir/);
    });

    it('are never in a short folder in which others could replace them', async () => {
      process.env['TMPDIR'] = join(parent, 'none');
      const open = join(parent, 'open');
      mkdirSync(open);
      spawnSync('chmod', ['777', open]);
      const refused = await failure(make({ ...thisPlatform, shortFolders: [open] }), 'LISTEN_FAILED');
      expect(refused.message).to.include(`no folder for unix sockets can be made in ${process.env['TMPDIR']}, ${open}`);
      spawnSync('chmod', ['1777', open]);
      expect(await make({ ...thisPlatform, shortFolders: [open] })).to.match(/open\/plugin-dir/);
    });
  });
});
