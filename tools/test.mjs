// Builds, then runs the named kinds of tests (unit, contract, integration, interop) with mocha; further arguments go to mocha.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const root = new URL('..', import.meta.url).pathname;
process.chdir(root);
const kinds = process.argv.slice(2).filter((argument) => !argument.startsWith('-'));
const rest = process.argv.slice(2).filter((argument) => argument.startsWith('-'));

const run = (...args) => {
  const done = spawnSync(process.execPath, args, { stdio: 'inherit' });
  if (done.status !== 0) process.exit(done.status ?? 1);
};
run('tools/build.mjs', '--tests');
const specs = kinds.filter((kind) => existsSync(`build/test/${kind}`)).map((kind) => `build/test/${kind}/**/*.spec.js`);
run('--enable-source-maps', 'node_modules/mocha/bin/mocha.js', ...rest, ...specs);
