import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { text } from 'node:stream/consumers';
import { Worker } from 'node:worker_threads';
import { expect } from 'chai';
import { pluginFixture, projectRoot } from '../../support/fixtures.js';
import { comesTrue, ends } from '../../support/processes.js';

/** The program of a Worker that starts a plugin, posts its pid, and obeys `exit` and `kill`. */
const worker = `
  const { parentPort } = require('node:worker_threads');
  import(${JSON.stringify(`${projectRoot}build/packages/go-plugin/src/index.js`)}).then(async ({ PluginClient }) => {
    const client = new PluginClient({
      handshake: { protocolVersion: 1, magicCookieKey: 'FIXTURE', magicCookieValue: 'fixture' },
      plugins: { raw: {} },
      command: process.execPath,
      args: ${JSON.stringify([pluginFixture('ignores-everything')])},
      autoMtls: false,
    });
    await client.connect();
    parentPort.on('message', async (order) => {
      if (order === 'kill') {
        await client.kill({ gracefulStopMs: 0 });
        parentPort.close();
      } else process.exit(0);
    });
    parentPort.postMessage(client.pid);
  });`;

const foldersRemain = (): boolean => readdirSync(tmpdir()).some((name) => name.startsWith('plugin'));

describe('a plugin that a Worker has started', () => {
  async function start(): Promise<{ readonly thread: Worker; readonly pid: number }> {
    const thread = new Worker(worker, { eval: true });
    const [pid] = (await once(thread, 'message')) as [number];
    return { thread, pid };
  }

  it('ends with worker.terminate(), and its sockets are removed', async () => {
    const { thread, pid } = await start();
    await thread.terminate();
    expect(await ends(pid)).to.equal(true);
    expect(await comesTrue(() => !foldersRemain())).to.equal(true);
  });

  it('ends with process.exit() in the Worker', async () => {
    const { thread, pid } = await start();
    thread.postMessage('exit');
    await once(thread, 'exit');
    expect(await ends(pid)).to.equal(true);
    expect(await comesTrue(() => !foldersRemain())).to.equal(true);
  });

  it('can be killed there, and then nothing keeps the Worker alive', async () => {
    const { thread, pid } = await start();
    thread.postMessage('kill');
    await once(thread, 'exit');
    expect(await ends(pid)).to.equal(true);
  });

  it('ends with the process', async () => {
    const program = `
      const { Worker } = require('node:worker_threads');
      new Worker(${JSON.stringify(worker)}, { eval: true }).once('message', (pid) => {
        console.log(pid);
        process.exit(5);
      });`;
    const host = spawn(process.execPath, ['-e', program], { stdio: ['ignore', 'pipe', 'ignore'] });
    const [printed] = await Promise.all([text(host.stdout), once(host, 'exit')]);
    expect(host.exitCode).to.equal(5);
    expect(await ends(Number(printed))).to.equal(true);
    expect(await comesTrue(() => !foldersRemain())).to.equal(true);
  });
});
