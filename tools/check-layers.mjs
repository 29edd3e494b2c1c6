// Applies the layer rules of .dependency-cruiser.cjs to src/ and packages/*/src. Fails if it has read almost nothing,
// because a cruise of 0 modules passes.
import { existsSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { cruise } from 'dependency-cruiser';
import extractTSConfig from 'dependency-cruiser/config-utl/extract-ts-config';

process.chdir(new URL('..', import.meta.url).pathname);
const { options, ...ruleSet } = createRequire(import.meta.url)('../.dependency-cruiser.cjs');
const least = 100;

const { output } = await cruise(
  [
    'src',
    ...readdirSync('packages')
      .map((name) => `packages/${name}/src`)
      .filter((folder) => existsSync(folder)),
  ],
  { ...options, ruleSet, validate: true },
  undefined,
  {
    tsConfig: extractTSConfig(options.tsConfig.fileName),
  },
);
const { violations, totalCruised } = output.summary;
for (const { rule, from, to } of violations) {
  const { comment } = ruleSet.forbidden.find(({ name }) => name === rule.name);
  process.stdout.write(`${rule.name}: ${from} -> ${to}\n  ${comment}\n`);
}
if (totalCruised < least) process.stdout.write(`only ${totalCruised} modules were read, at least ${least} are there\n`);
process.exitCode = violations.length === 0 && totalCruised >= least ? 0 : 1;
process.stdout.write(`${violations.length} violations in ${totalCruised} modules\n`);
