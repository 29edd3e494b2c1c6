import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { projectRoot } from '../../../packages/go-plugin/test/support/fixtures.js';

const domain = join(projectRoot, 'src/domain');

/** What only adapters and the command line know: flags, protocols, files, and the names of adapters. */
const foreign =
  /(?<![\w-])--[a-z]|\bawf (?:run|validate|plugin|error|help)\b|\bgrpc|go-plugin|netrpc|plugins\.json|subprocess|legacy_stub|in_memory|manifest_loader/i;

describe('The domain', () => {
  it('names no flag, no adapter and no protocol', () => {
    const files = readdirSync(domain, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
    expect(files.length).to.be.greaterThan(20);
    const named = files.flatMap((file) =>
      readFileSync(join(domain, file), 'utf8')
        .split('\n')
        .map((line, index) => `${file}:${index + 1}: ${line.trim()}`)
        .filter((line) => foreign.test(line)),
    );
    expect(named).to.deep.equal([]);
  });
});
