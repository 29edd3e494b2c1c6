import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { exampleProgram, projectRoot } from '../../support/fixtures.js';
import { runProgram } from '../../support/run-program.js';

/** Each example with the words that its plugin adds to a value. */
const examples = [
  ['kv', 'kept by a plugin in Node'],
  ['kv-ts-proto', 'written with ts-proto'],
  ['kv-proto-loader', 'written with proto-loader'],
  ['kv-protobuf-es', 'written with protobuf-es'],
  ['kv-connect', 'written with Connect'],
] as const;

/** What the host of an example prints for a value that is not there. */
const missingValue = (host: string): string =>
  `${host === 'kv-connect' ? '[not_found]' : '5 NOT_FOUND:'} no value under "none"\n`;

/** A host of one example with the plugin of the next one. */
const neighbours = examples.map(([host], index) => [host, ...examples[(index + 1) % examples.length]!] as const);

describe('The key-value examples of all generators', () => {
  let directory: string;

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'kv-'));
  });
  afterEach(async () => {
    await rm(directory, { recursive: true, force: true });
  });

  it('have the same contract', async () => {
    const proto = (example: string): Promise<string> =>
      readFile(join(projectRoot, 'packages/go-plugin/examples', example, 'kv.proto'), 'utf8');
    for (const [example] of examples) expect(await proto(example), example).to.equal(await proto('kv'));
  });

  for (const [host, plugin, addition] of neighbours)
    it(`keep a value and report an error with the host of ${host} and the plugin of ${plugin}`, async () => {
      const launcher = join(directory, 'plugin.mjs');
      await writeFile(launcher, `#!/usr/bin/env node\nimport ${JSON.stringify(exampleProgram(plugin, 'plugin'))};\n`, {
        mode: 0o755,
      });
      const run = (...request: readonly string[]) =>
        runProgram(process.execPath, [exampleProgram(host, 'host'), '--plugin', launcher, ...request], {
          cwd: directory,
        });
      expect(await run('put', 'key', 'a välue')).to.deep.equal({ exitCode: 0, stdout: '', stderr: '' });
      expect((await run('get', 'key')).stdout).to.equal(`a välue\n${addition}\n`);
      const missing = await run('get', 'none');
      expect(missing.exitCode).to.equal(1);
      expect(missing.stderr).to.equal(missingValue(host));
    });
});
