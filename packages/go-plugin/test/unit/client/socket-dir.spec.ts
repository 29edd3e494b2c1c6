import { existsSync } from 'node:fs';
import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { makeSocketDir, removeSocketDirNow, removeSockets } from '../../../src/client/socket-dir.js';
import { failure } from '../../support/go-plugin-failure.js';

describe('the directory for the sockets of a plugin', () => {
  let directory: string;
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'dirs-'));
  });
  afterEach(() => rm(directory, { recursive: true, force: true }));

  it('must be usable if it is configured', async () => {
    await failure(makeSocketDir({ tempDir: join(directory, 'missing') }), 'CONFIG_INVALID');
    await failure(makeSocketDir({ tempDir: join(directory, 'x'.repeat(100)) }), 'SOCKET_PATH_TOO_LONG');
  });

  it('is removed with all that is in it, now or later, and so is nothing', async () => {
    const removeNow = (made: string | undefined): Promise<void> => {
      removeSocketDirNow(made);
      return Promise.resolve();
    };
    for (const remove of [removeNow, (made: string | undefined) => removeSockets(made, undefined)]) {
      const made = (await makeSocketDir({ tempDir: directory }))!;
      await writeFile(join(made, 'plugin1'), '');
      await remove(made);
      expect(existsSync(made)).to.equal(false);
      await remove(undefined);
    }
  });

  it('keeps every file that is not the socket of a plugin', async () => {
    const kept = [join(directory, 'plugin-notes'), join(directory, 'other')];
    for (const path of kept) {
      await writeFile(path, '');
      await removeSockets(undefined, { network: 'unix', address: path });
      expect(existsSync(path)).to.equal(true);
    }
  });

  it('keeps the socket of a program that still listens, wherever a plugin says that it is', async () => {
    const address = join(directory, 'plugin-of-another');
    const server = createServer().listen(address);
    await once(server, 'listening');
    await removeSockets(undefined, { network: 'unix', address });
    expect(existsSync(address)).to.equal(true);
    server.close();
    await once(server, 'close');
  });

  it('removes a socket at which nobody listens any more, such as that of a plugin that was killed', async () => {
    const address = join(directory, 'plugin123');
    const server = createServer().listen(join(directory, 'listening'));
    await once(server, 'listening');
    // Node removes the path at which it listened.
    await rename(join(directory, 'listening'), address);
    server.close();
    await once(server, 'close');
    expect(existsSync(address)).to.equal(true);
    await removeSockets(undefined, { network: 'unix', address });
    expect(existsSync(address)).to.equal(false);
  });
});
