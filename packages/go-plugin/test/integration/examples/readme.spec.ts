import { existsSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { projectRoot } from '../../support/fixtures.js';
import { runProgram } from '../../support/run-program.js';

const examples = join(projectRoot, 'packages/go-plugin/examples');

/** The commands of a README's ```console blocks, with what it says they print. */
async function transcript(file: string): Promise<readonly { readonly command: string; readonly output: string }[]> {
  const blocks = (await readFile(file, 'utf8')).matchAll(/```console\n([^]*?)```/g);
  return [...blocks].flatMap(([, block = '']) =>
    block
      .split(/^\$ /m)
      .slice(1)
      .map((entry) => {
        const end = entry.indexOf('\n');
        return { command: entry.slice(0, end), output: entry.slice(end + 1) };
      }),
  );
}

describe('The README of the example', () => {
  for (const name of [
    'kv',
    'kv-ts-proto',
    'kv-proto-loader',
    'kv-protobuf-es',
    'kv-connect',
    'bidirectional',
    'streaming',
    'negotiated',
  ]) {
    const readme = join(examples, name, 'README.md');

    it(`${name} shows what its commands really print`, async () => {
      // The examples keep files where they run; a first run begins without them.
      await rm(join(projectRoot, '.cache/examples', name), { recursive: true, force: true });
      const steps = await transcript(readme);
      expect(steps).not.to.be.empty;
      for (const { command, output } of steps) {
        const args = /^npm run -s example (.*)$/.exec(command)?.[1]?.split(' ');
        expect(args, command).to.be.an('array');
        // What npm does with this command, without its second of start-up.
        const run = await runProgram(process.execPath, [
          join(projectRoot, 'tools/example.mjs'),
          ...args!.filter((arg) => arg !== '--'),
        ]);
        expect(run.stdout + run.stderr, command).to.equal(output);
      }
    });

    it(`${name} is short, and names files that exist`, async () => {
      const text = await readFile(readme, 'utf8');
      expect(text.split('\n').length).to.be.at.most(41);
      for (const [, file = ''] of text.matchAll(/`([a-z]+\.ts)`/g)) {
        expect(existsSync(join(examples, name, file)), file).to.equal(true);
      }
    });
  }
});
