import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { exampleProgram } from '../../support/fixtures.js';
import { buildPeer, buildUpstreamExample } from '../../support/go-plugin-peers.js';
import { requireGo } from '../../support/go.js';
import { runProgram } from '../../support/run-program.js';

const nodeHost = exampleProgram('bidirectional', 'host');
const upstreamPlugin = 'bidirectional/plugin-go-grpc';

describe('The bidirectional example', () => {
  let directory: string;

  before(async function () {
    requireGo(this);
    await buildPeer('counterhost');
    for (const path of ['bidirectional', upstreamPlugin]) await buildUpstreamExample(path);
  });
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'counter-'));
  });
  afterEach(async () => {
    await rm(directory, { recursive: true, force: true });
  });

  const nodePlugin = [process.execPath, exampleProgram('bidirectional', 'plugin')] as const;
  const modes = [
    ['AutoMTLS', [], ['-automtls'], 'B04'],
    ['plaintext', ['--plaintext'], [], 'B01'],
  ] as const;

  for (const [mode, nodeFlags, goFlags, row] of modes) {
    it(`counts with the Node host and go-plugin’s own example plugin, ${mode} [${row}]`, async () => {
      const flags = [...nodeFlags, '--plugin', await buildUpstreamExample(upstreamPlugin)];
      const host = (...request: readonly string[]) =>
        runProgram(process.execPath, [nodeHost, ...flags, ...request], { cwd: directory });
      expect(await host('put', 'key', '3')).to.include({ exitCode: 0, stdout: 'the plugin asks for 0 + 3\n' });
      expect(await host('put', 'key', '4')).to.include({ exitCode: 0, stdout: 'the plugin asks for 3 + 4\n' });
      expect(await host('get', 'key')).to.include({ exitCode: 0, stdout: '7\n', stderr: '' });
    });

    it(`counts with a Go host and the Node plugin, ${mode} [${row}]`, async () => {
      const numbers = Array.from({ length: 20 }, (_, index) => String(index));
      const run = await runProgram(
        await buildPeer('counterhost'),
        [...goFlags, 'key', ...numbers, '--', ...nodePlugin],
        {
          cwd: directory,
        },
      );
      expect(run).to.deep.equal({ exitCode: 0, stdout: '190\n', stderr: '' });
    });

    it(`counts with the Node host and the Node plugin, ${mode}`, async () => {
      const host = (...request: readonly string[]) =>
        runProgram(process.execPath, [nodeHost, ...nodeFlags, ...request], { cwd: directory });
      expect(await host('put', 'key', '3')).to.include({ exitCode: 0, stdout: 'the plugin asks for 0 + 3\n' });
      expect(await host('get', 'key')).to.include({ exitCode: 0, stdout: '3\n', stderr: '' });
    });
  }

  it('counts with go-plugin’s own example host and the Node plugin [B01]', async () => {
    const host = await buildUpstreamExample('bidirectional');
    const env = { COUNTER_PLUGIN: nodePlugin.map((word) => `'${word}'`).join(' ') };
    expect(await runProgram(host, ['put', 'key', '5'], { cwd: directory, env })).to.include({
      exitCode: 0,
      stdout: '',
    });
    expect(await runProgram(host, ['get', 'key'], { cwd: directory, env })).to.include({ exitCode: 0, stdout: '5\n' });
  });
});
