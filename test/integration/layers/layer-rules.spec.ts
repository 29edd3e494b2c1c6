import { existsSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect } from 'chai';
import { cruise, type IConfiguration } from 'dependency-cruiser';
import { projectRoot } from '../../../packages/go-plugin/test/support/fixtures.js';

const config = createRequire(import.meta.url)(`${projectRoot}.dependency-cruiser.cjs`) as IConfiguration;
const rules = config.forbidden ?? [];
const violations = `${projectRoot}test/fixtures/violations`;

/** Names of the rules that the sources in a folder break. */
async function broken(folder: string): Promise<readonly string[]> {
  const { options, ...ruleSet } = config;
  const folders = ['src', 'packages'].filter((name) => existsSync(`${folder}/${name}`));
  const result = await cruise(folders, { ...options, ruleSet, validate: true, baseDir: folder });
  if (typeof result.output === 'string') throw new Error('expected a result, not a report');
  return [...new Set(result.output.summary.violations.map((violation) => violation.rule.name))];
}

describe('the layer rules', () => {
  it('have each a fixture that breaks them, and a sentence that says why they are there', () => {
    expect(readdirSync(violations).sort()).to.deep.equal(rules.map((rule) => rule.name).sort());
    for (const { comment } of rules) expect(comment).to.match(/^\S.* .*\.$/u);
  });

  for (const { name = '' } of rules)
    it(`${name} catches its violation, and no other rule does`, async () => {
      expect(await broken(`${violations}/${name}`)).to.deep.equal([name]);
    });
});
