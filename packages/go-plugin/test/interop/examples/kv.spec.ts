import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { exampleProgram } from '../../support/fixtures.js';
import { buildPeer, buildUpstreamExample } from '../../support/go-plugin-peers.js';
import { requireGo } from '../../support/go.js';
import { runProgram, type ProgramRun } from '../../support/run-program.js';

const nodePlugin = [process.execPath, exampleProgram('kv', 'plugin')] as const;

/** A plugin program, and what it adds to the values it keeps. */
interface Plugin {
  readonly name: string;
  readonly command: () => Promise<readonly [string, ...string[]]>;
  readonly addition: string;
}

const plugins: readonly Plugin[] = [
  {
    name: 'the Node plugin',
    command: () => Promise.resolve(nodePlugin),
    addition: '\nkept by a plugin in Node\n',
  },
  {
    name: 'a Go plugin',
    command: async () => [await buildPeer('kvplugin')],
    addition: '\nkept by a plugin in Go\n',
  },
  {
    name: 'go-plugin’s own example plugin',
    command: async () => [await buildUpstreamExample('grpc/plugin-go-grpc')],
    addition: '\n\nWritten from plugin-go-grpc',
  },
];

/** A host program with a plugin. */
interface Host {
  readonly name: string;
  readonly run: (
    plugin: readonly [string, ...string[]],
    request: readonly string[],
    cwd: string,
  ) => Promise<ProgramRun>;
}

const nodeHost = (flags: readonly string[]): Host['run'] => {
  return ([program, script], request, cwd) =>
    runProgram(
      process.execPath,
      [exampleProgram('kv', 'host'), ...flags, ...(script === undefined ? ['--plugin', program] : []), ...request],
      { cwd },
    );
};
const goHost = (flags: readonly string[]): Host['run'] => {
  return async (plugin, request, cwd) =>
    runProgram(await buildPeer('kvhost'), [...flags, ...request, '--', ...plugin], { cwd });
};
const upstreamHost: Host['run'] = async (plugin, request, cwd) =>
  runProgram(await buildUpstreamExample('grpc'), request, {
    cwd,
    env: { KV_PROTO: 'grpc', KV_PLUGIN: plugin.map((word) => `'${word}'`).join(' ') },
  });

const hosts: readonly Host[] = [
  { name: 'the Node host, AutoMTLS', run: nodeHost([]) },
  { name: 'the Node host, plaintext', run: nodeHost(['--plaintext']) },
  { name: 'a Go host, AutoMTLS', run: goHost(['-automtls']) },
  { name: 'a Go host, plaintext', run: goHost([]) },
  { name: 'go-plugin’s own example host', run: upstreamHost },
];

describe('The key-value example', () => {
  let directory: string;

  before(async function () {
    requireGo(this);
    for (const name of ['kvhost', 'kvplugin']) await buildPeer(name);
    for (const path of ['grpc', 'grpc/plugin-go-grpc']) await buildUpstreamExample(path);
  });
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'kv-'));
  });
  afterEach(async () => {
    await rm(directory, { recursive: true, force: true });
  });

  for (const host of hosts) {
    for (const plugin of plugins) {
      it(`keeps a value with ${host.name}, and ${plugin.name}`, async () => {
        const command = await plugin.command();
        const put = await host.run(command, ['put', 'key', 'a välue'], directory);
        expect(put).to.deep.include({ exitCode: 0, stdout: '' });
        expect(put.stderr).not.to.include('failed to exit gracefully');
        const get = await host.run(command, ['get', 'key'], directory);
        expect(get.stdout.trimEnd()).to.equal(`a välue${plugin.addition}`.trimEnd());
        expect(get.exitCode).to.equal(0);
      });
    }
  }

  it('tells a Go host of a status that a Node plugin answers with', async () => {
    const run = await goHost(['-automtls'])(nodePlugin, ['get', 'none'], directory);
    expect(run.exitCode).to.equal(1);
    expect(run.stderr).to.equal('kvhost: rpc error: code = NotFound desc = no value under "none"\n');
  });

  it('tells a Node host of a status that a Go plugin answers with', async () => {
    const run = await nodeHost([])([await buildPeer('kvplugin')], ['get', 'none'], directory);
    expect(run.exitCode).to.equal(1);
    expect(run.stderr).to.equal('5 NOT_FOUND: no value under "none"\n');
  });
});
