import { spawn } from 'node:child_process';
import { rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { findLeaks, takeSnapshot } from '../../support/leaks.js';

// What these tests leave behind stays until they remove it, however long the check waits.
const patienceMs = 100;

describe('the leak check', () => {
  it('finds nothing if there is nothing', async () => {
    expect(await findLeaks(takeSnapshot())).to.deep.equal([]);
  });

  it('finds a child process', async function () {
    if (process.platform !== 'linux') this.skip();
    const before = takeSnapshot();
    const child = spawn('sleep', ['300'], { stdio: 'ignore' });
    const leaks = await findLeaks(before, patienceMs);
    child.kill('SIGKILL');
    await new Promise((resolve) => child.once('exit', resolve));
    expect(leaks.join())
      .to.match(new RegExp(`process ${child.pid}: sleep 300`))
      .and.match(/ProcessWrap/);
  });

  it('finds a socket in the temp directory', async () => {
    const before = takeSnapshot();
    const path = join(tmpdir(), 'plugin12345');
    await writeFile(path, '');
    const leaks = await findLeaks(before, patienceMs);
    await rm(path);
    expect(leaks).to.deep.equal(['temp file plugin12345']);
  });

  it('finds a server that still listens', async () => {
    const before = takeSnapshot();
    const server = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const leaks = await findLeaks(before, patienceMs);
    server.close();
    expect(leaks).to.deep.equal(['1 more TCPServerWrap']);
  });
});
