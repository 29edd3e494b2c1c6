// Builds, then runs the named kinds of tests (unit, contract, integration, interop) with mocha. Other arguments go to
// mocha.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';

const root = new URL('..', import.meta.url).pathname;
process.chdir(root);
const kinds = process.argv.slice(2).filter((argument) => !argument.startsWith('-'));
const rest = process.argv.slice(2).filter((argument) => argument.startsWith('-'));

const run = (...args) => {
  const done = spawnSync(process.execPath, args, { stdio: 'inherit' });
  if (done.status !== 0) process.exit(done.status ?? 1);
};
run('tools/build.mjs', '--tests');
const roots = ['build/test', ...readdirSync('build/packages').map((name) => `build/packages/${name}/test`)];
const specs = kinds.flatMap((kind) => roots.map((root) => `${root}/${kind}`)).filter((folder) => existsSync(folder));
run(
  '--enable-source-maps',
  'node_modules/mocha/bin/mocha.js',
  ...rest,
  ...specs.map((folder) => `${folder}/**/*.spec.js`),
);
