import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import * as contract from '../../../src/contract/index.js';
import { projectRoot } from '../../../packages/go-plugin/test/support/fixtures.js';

/** What the package exports beside other things: each suite, and the clauses that it registers. */
const exported: Readonly<Record<string, unknown>> = { ...contract };
const suites = Object.keys(exported).filter((name) => /^describe\w+Contract$/.test(name));

/** `describeClockContract` registers `clockClauses`. */
const clausesOf = (suite: string): readonly { readonly id: string }[] => {
  const port = suite.slice('describe'.length, -'Contract'.length);
  return exported[`${port.charAt(0).toLowerCase()}${port.slice(1)}Clauses`] as readonly { readonly id: string }[];
};

describe('The page about contract suites', () => {
  const page = readFileSync(join(projectRoot, 'docs/guide/contract-suites.md'), 'utf8');
  const rows = [...page.matchAll(/^\| \w+ \| `(\w+)` \| (\w\w-\d\d) to (\w\w-\d\d) \|$/gm)];

  it('has a row for each suite that is exported', () => {
    expect(rows.map(([, suite]) => suite)).to.have.members(suites);
  });

  for (const [, suite = '', first = '', last = ''] of rows)
    it(`names the first and the last clause of ${suite}, and all between are there`, () => {
      const ids = clausesOf(suite).map(({ id }) => id);
      const prefix = first.slice(0, 3);
      const numbered = ids.map((_, index) => `${prefix}${String(index + 1).padStart(2, '0')}`);
      expect([...ids].sort()).to.deep.equal(numbered);
      expect([first, last]).to.deep.equal([numbered[0], numbered.at(-1)]);
    });
});
