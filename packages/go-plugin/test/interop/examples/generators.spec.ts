import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { exampleProgram } from '../../support/fixtures.js';
import { buildPeer } from '../../support/go-plugin-peers.js';
import { requireGo } from '../../support/go.js';
import { runProgram } from '../../support/run-program.js';

/** Each example with the words that its plugin adds to a value, and how its host begins to tell of a missing one. */
const generators = [
  ...['ts-proto', 'proto-loader', 'protobuf-es'].map((name) => ({
    generator: name,
    writes: name,
    missing: '5 NOT_FOUND:',
  })),
  { generator: 'connect', writes: 'Connect', missing: '[not_found]' },
];

describe('The key-value example', () => {
  let directory: string;

  before(async function () {
    requireGo(this);
    for (const name of ['kvhost', 'kvplugin']) await buildPeer(name);
  });
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'kv-'));
  });
  afterEach(async () => {
    await rm(directory, { recursive: true, force: true });
  });

  for (const { generator, writes, missing } of generators) {
    it(`of ${generator} works as a host with a Go plugin`, async () => {
      const plugin = await buildPeer('kvplugin');
      const run = (...request: readonly string[]) =>
        runProgram(process.execPath, [exampleProgram(`kv-${generator}`, 'host'), '--plugin', plugin, ...request], {
          cwd: directory,
        });
      expect((await run('put', 'key', 'a välue')).exitCode).to.equal(0);
      expect((await run('get', 'key')).stdout).to.equal('a välue\nkept by a plugin in Go\n');
      expect((await run('get', 'none')).stderr).to.equal(`${missing} no value under "none"\n`);
    });

    it(`of ${generator} works as a plugin under a Go host`, async () => {
      const host = await buildPeer('kvhost');
      const plugin = [process.execPath, exampleProgram(`kv-${generator}`, 'plugin')];
      const run = (...request: readonly string[]) =>
        runProgram(host, ['-automtls', ...request, '--', ...plugin], { cwd: directory });
      expect((await run('put', 'key', 'a välue')).exitCode).to.equal(0);
      expect((await run('get', 'key')).stdout).to.equal(`a välue\nwritten with ${writes}\n`);
      expect((await run('get', 'none')).stderr).to.equal(
        'kvhost: rpc error: code = NotFound desc = no value under "none"\n',
      );
    });
  }
});
