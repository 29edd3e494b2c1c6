import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { listen } from '../../../src/net/listener.js';

describe('a listener on a unix socket', () => {
  it('closes although its file cannot be removed', async function () {
    if (process.platform === 'win32') return this.skip();
    const directory = await mkdtemp(join(tmpdir(), 'listener-'));
    const listener = await listen({ network: 'unix', directory });
    // Nobody, root included, unlinks a directory.
    await rename(listener.address, join(directory, 'moved'));
    await mkdir(listener.address);
    await listener.close();
    await rm(directory, { recursive: true });
  });
});
