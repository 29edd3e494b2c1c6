import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { pluginFixture, projectRoot } from '../../support/fixtures.js';
import { ends, lives } from '../../support/processes.js';

interface HostRun {
  readonly exitCode: number | null;
  readonly pluginPid: number;
}

/** Runs a host that starts a plugin, prints its pid, and then does `ending`. */
async function runHost(ending: string, exitWithHost = true, plugin = 'ignores-everything'): Promise<HostRun> {
  const script = `
    import { PluginClient } from ${JSON.stringify(`${projectRoot}build/packages/go-plugin/src/index.js`)};
    const client = new PluginClient({
      handshake: { protocolVersion: 1, magicCookieKey: 'FIXTURE', magicCookieValue: 'fixture' },
      plugins: { raw: {} },
      command: process.execPath,
      args: ${JSON.stringify([pluginFixture(plugin)])},
      exitWithHost: ${exitWithHost},
      autoMtls: false,
    });
    await client.connect();
    console.log(client.pid);
    ${ending}`;
  const host = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'ignore'] });
  let printed = '';
  host.stdout.on('data', (chunk: Buffer) => (printed += chunk.toString()));
  // The plugin holds no pipe of the host: 'close' comes when the host has ended.
  const exitCode = await new Promise<number | null>((resolve) => host.once('close', resolve));
  return { exitCode, pluginPid: Number(printed) };
}

describe('a host that exits without killing its plugin [H27]', () => {
  const endings: readonly (readonly [title: string, ending: string, exitCode: number])[] = [
    ['by process.exit()', 'process.exit(5);', 5],
    ['by an uncaught exception', 'setImmediate(() => { throw new Error("boom"); });', 1],
    [
      'by a signal that it handles',
      'process.on("SIGTERM", () => process.exit(6)); process.kill(process.pid, "SIGTERM");',
      6,
    ],
  ];
  for (const [title, ending, expected] of endings) {
    it(`${title} takes it along, and its sockets`, async () => {
      const { exitCode, pluginPid } = await runHost(ending);
      expect(exitCode).to.equal(expected);
      expect(pluginPid).to.be.greaterThan(0);
      // SIGKILL was sent before the host ended; that the kernel has carried it out may take a moment.
      expect(await ends(pluginPid)).to.equal(true);
      expect(readdirSync(tmpdir()).filter((name) => name.startsWith('plugin'))).to.deep.equal([]);
    });
  }

  for (const ending of ['process.exit();', 'process.kill(process.pid, "SIGKILL");'])
    it(`leaves it and its sockets to the next host with exitWithHost: false, after ${ending}`, async () => {
      const { pluginPid } = await runHost(ending, false, 'outlives-host');
      try {
        expect(lives(pluginPid)).to.equal(true);
        const [folder = ''] = readdirSync(tmpdir()).filter((name) => name.startsWith('plugin-dir'));
        expect(readdirSync(join(tmpdir(), folder))).to.have.length(1);
        await rm(join(tmpdir(), folder), { recursive: true });
      } finally {
        process.kill(pluginPid, 'SIGKILL');
      }
      expect(await ends(pluginPid)).to.equal(true);
    });
});
