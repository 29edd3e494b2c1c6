import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, readdir, rename, rm, stat, symlink, unlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { protectSocket } from '../../../src/client/socket-dir.js';
import { thisPlatform } from '../../../src/platform.js';
import { rejection } from '../../support/rejection.js';

describe('A file in a folder that a plugin may change', () => {
  let folder: string;
  const at = (...parts: readonly string[]): string => join(folder, ...parts);
  const modeOf = async (path: string): Promise<number> => (await stat(path)).mode & 0o777;

  before(function () {
    if (process.platform === 'win32') this.skip();
  });
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'pinned-'));
    await mkdir(at('sockets'));
    await writeFile(at('program'), '');
    await mkdir(at('others'));
    for (const path of [at('program'), at('others')]) await chmod(path, 0o755);
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('is the only one whose permissions change, and not what a link in its place leads to', async () => {
    const group = String(process.getgid?.());
    for (const [kind, target] of [
      ['socket', 'program'],
      ['directory', 'others'],
    ] as const) {
      await symlink(at(target), at('sockets', kind));
      expect(await rejection(thisPlatform.makePrivate(at('sockets', kind), kind))).to.be.an.instanceOf(Error);
      expect(await rejection(thisPlatform.giveToGroup(at('sockets', kind), group, kind))).to.be.an.instanceOf(Error);
      expect(await modeOf(at(target)), target).to.equal(0o755);
    }
    expect(await rejection(thisPlatform.makePrivate(at('program'), 'socket'))).to.be.an.instanceOf(Error);
    expect(await modeOf(at('program'))).to.equal(0o755);
  });

  it('is protected where it is a socket', async () => {
    const server = createServer().listen(at('sockets', 'plugin1'));
    await once(server, 'listening');
    await chmod(at('sockets', 'plugin1'), 0o777);
    await protectSocket(at('sockets'), { network: 'unix', address: at('sockets', 'plugin1') });
    expect(await modeOf(at('sockets', 'plugin1'))).to.equal(0o600);
    await thisPlatform.giveToGroup(at('sockets', 'plugin1'), String(process.getgid?.()), 'socket');
    expect(await modeOf(at('sockets', 'plugin1'))).to.equal(0o660);
    await once(server.close(), 'close');
  });

  it('is removed from the folder that was opened, also when another folder is in its place by then', async function () {
    if (process.platform !== 'linux') this.skip();
    await writeFile(at('sockets', 'plugin1'), '');
    await writeFile(at('others', 'plugin1'), '');
    await thisPlatform.withEntry(at('sockets', 'plugin1'), async (entry) => {
      await rename(at('sockets'), at('moved'));
      await symlink(at('others'), at('sockets'));
      await unlink(entry);
    });
    expect(await readdir(at('moved'))).to.deep.equal([]);
    expect(await readdir(at('others'))).to.deep.equal(['plugin1']);
  });
});
