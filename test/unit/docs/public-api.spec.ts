import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { projectRoot } from '../../../packages/go-plugin/test/support/fixtures.js';

describe('The public API', () => {
  for (const entry of ['host', 'sdk', 'sdk-testing', 'go-plugin', 'go-plugin-connect', 'contract'])
    it(`has a doc comment on everything of ${entry}`, () => {
      const report = readFileSync(join(projectRoot, `etc/${entry}.api.md`), 'utf8');
      const bare = [...report.matchAll(/\(undocumented\)\s+(.+)/g)].map(([, line = '']) => line.trim());
      expect(bare).to.deep.equal([]);
    });
});
