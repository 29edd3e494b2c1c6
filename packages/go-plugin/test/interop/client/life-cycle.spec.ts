import { spawn } from 'node:child_process';
import { chmod, copyFile, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { cleanupClients as cleanup } from '../../../src/client/managed-clients.js';
import { discover } from '../../../src/client/discover.js';
import type { PluginClientOptions } from '../../../src/client/options.js';
import { expect } from 'chai';
import { projectRoot } from '../../support/fixtures.js';
import { useGoPeer } from '../../support/go-peer-suite.js';
import { failure } from '../../support/go-plugin-failure.js';
import { interopClient } from '../../support/interop-host.js';
import { ends, lives } from '../../support/processes.js';

describe('The life of a Go plugin under this host', () => {
  const peer = useGoPeer('testplugin');

  const client = (options: Partial<PluginClientOptions> = {}) => interopClient(peer.program, options);

  it('starts once for any number of callers, and never again after its end [H34]', async () => {
    const plugin = client();
    await Promise.all([plugin.start(), plugin.connect(), plugin.start()]);
    const { pid } = plugin;
    await plugin.start();
    expect(plugin.pid).to.equal(pid);
    await plugin.kill();
    await failure(plugin.start(), 'CLIENT_CLOSED');
    expect(lives(pid ?? 0)).to.equal(false);
  });

  it('ends by the first of several kills, at once or one after another [H24]', async () => {
    const plugin = client();
    await plugin.connect();
    await Promise.all([plugin.kill(), plugin.kill(), plugin.kill()]);
    await plugin.kill();
    expect(await plugin.exited).to.include({ exitCode: 0, exitSignal: null });
  });

  it('does not start after a kill [H24]', async () => {
    const plugin = client();
    await plugin.kill();
    await failure(plugin.start(), 'CLIENT_CLOSED');
    expect(plugin.pid).to.equal(undefined);
  });

  it('ends when all managed clients are killed, and when no other is [H25]', async () => {
    await using other = client();
    const managed = [1, 2, 3, 4, 5].map(() => client({ managed: true }));
    await Promise.all([other, ...managed].map((plugin) => plugin.start()));
    await cleanup();
    for (const plugin of managed) expect(await plugin.exited).to.include({ exitCode: 0, exitSignal: null });
    await other.ping();
  });

  it('ends when its host ends without killing it [H27]', async () => {
    const script = `
      import { PluginClient } from ${JSON.stringify(`${projectRoot}build/packages/go-plugin/src/index.js`)};
      const client = new PluginClient({
        handshake: { protocolVersion: 1, magicCookieKey: 'INTEROP_PLUGIN', magicCookieValue: 'interop-test' },
        plugins: { interop: {} },
        command: ${JSON.stringify(peer.program)},
      });
      await client.connect();
      process.stdout.write(String(client.pid), () => process.exit());`;
    const host = spawn(process.execPath, ['--input-type=module', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const pid = Number(await text(host.stdout));
    expect(pid).to.be.greaterThan(0);
    // SIGKILL was sent; the kernel may take a moment for it.
    expect(await ends(pid)).to.equal(true);
  });

  it('starts from the discovered path [H33]', async () => {
    await symlink(peer.program, join(peer.directory, 'plugin-interop'));
    await symlink(peer.program, join(peer.directory, 'another'));
    const found = await discover('plugin-*', peer.directory);
    expect(found).to.deep.equal([join(peer.directory, 'plugin-interop')]);
    await using plugin = interopClient(found[0]);
    await plugin.ping();
  });

  it('does not start if it is not executable or does not exist [H36]', async () => {
    const copy = join(peer.directory, 'copy');
    await copyFile(peer.program, copy);
    await chmod(copy, 0o644);
    const error = await failure(interopClient(copy).start(), 'NOT_EXECUTABLE');
    expect(error.details.path).to.equal(copy);
    await failure(interopClient(join(peer.directory, 'none')).start(), 'BINARY_NOT_FOUND');
  });

  it('that ends before a handshake because of a wrong flag is reported with status and last output [H06]', async () => {
    const error = await failure(client({ args: ['-versions', 'x'] }).start(), 'EXITED_BEFORE_HANDSHAKE');
    expect(error.details.exitCode).to.equal(2);
    expect(error.message).to.match(/-versions:.*invalid syntax/);
  });
});
