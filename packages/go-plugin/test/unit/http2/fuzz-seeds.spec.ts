import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { fuzzTargets } from '../../fuzz/http2-targets.js';
import { projectRoot } from '../../support/fixtures.js';

const file = join(projectRoot, 'packages/go-plugin/test/fixtures/seeds/http2-fuzz.json');
const seeds = JSON.parse(readFileSync(file, 'utf8')) as Readonly<Record<string, readonly string[]>>;

describe('The inputs that npm run fuzz kept', () => {
  it('exist for each target', () => {
    expect(Object.keys(seeds)).to.have.members(Object.keys(fuzzTargets));
  });

  for (const [name, target] of Object.entries(fuzzTargets))
    it(`break nothing of ${name}`, async () => {
      for (const seed of seeds[name] ?? []) await target(Buffer.from(seed, 'hex'));
    });
});
