// Builds, then runs the named kinds of tests (unit, contract, integration, interop) with mocha, two specs on each core. With --coverage it also
// measures how much of the sources they run, which takes half as long again; without it, the figures of the last measurement are printed.
// Other arguments go to mocha (`--no-parallel`: one spec after another, each test shown as it ends). The last line has the counts of tests.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';

const root = new URL('..', import.meta.url).pathname;
process.chdir(root);
const kinds = process.argv.slice(2).filter((argument) => !argument.startsWith('-'));
const flags = process.argv.slice(2).filter((argument) => argument.startsWith('-'));
const measures = flags.includes('--coverage');
/** Most specs wait for processes that they start more than they compute. */
const specsAtOnce = 2 * availableParallelism();
/** Every Node process that a test starts inherits this, and writes its counts there. */
const counts = path.resolve('.cache/coverage/counts');
/** Where the reporter leaves the counts of tests, so that they can be printed last. */
const totals = '.cache/test-counts.txt';
/** Where tools/coverage.mjs leaves what it measured. */
const measured = '.cache/coverage/figures.txt';

const run = (env, ...args) => {
  const { status } = spawnSync(process.execPath, args, { stdio: 'inherit', env: { ...process.env, ...env } });
  return status ?? 1;
};

const build = async (...args) => {
  const [status] = await once(spawn(process.execPath, ['tools/build.mjs', ...args], { stdio: 'inherit' }), 'exit');
  return status;
};

// A test that runs awf would make it for this user alone, and another test runs a plugin in it as another user.
mkdirSync('.cache', { recursive: true });
// A test that packs a package needs its typings, and one that reads dist/ must not see them come.
const lacksTypings = kinds.includes('integration') && !existsSync('dist/types');
const builds = await Promise.all([
  build('--tests', ...(measures ? ['--coverage'] : [])),
  lacksTypings ? build('--typings') : 0,
]);
if (builds.some((status) => status !== 0)) process.exit(1);
const roots = ['build/test', ...readdirSync('build/packages').map((name) => `build/packages/${name}/test`)];
const specs = kinds.flatMap((kind) => roots.map((root) => `${root}/${kind}`)).filter((folder) => existsSync(folder));
for (const old of [counts, totals]) rmSync(old, { recursive: true, force: true });
let status = run(
  { TEST_COUNTS: totals, TEST_RUN: `${process.pid} ${Date.now()}`, ...(measures ? { NODE_V8_COVERAGE: counts } : {}) },
  '--enable-source-maps',
  'node_modules/mocha/bin/mocha.js',
  '--parallel',
  `--jobs=${specsAtOnce}`,
  ...flags.filter((flag) => flag !== '--coverage'),
  ...specs.map((folder) => `${folder}/**/*.spec.js`),
);
if (measures) {
  const { reportCoverage } = await import('./coverage.mjs');
  if (!(await reportCoverage(counts, measured))) status ||= 1;
} else {
  const last = existsSync(measured) ? `; last time: ${readFileSync(measured, 'utf8').trim()}` : '';
  console.log(`coverage is measured by npm run test:all -- --coverage${last}`);
}
// There are none when mocha itself failed.
if (existsSync(totals)) process.stdout.write(readFileSync(totals, 'utf8'));
process.exitCode = status;
