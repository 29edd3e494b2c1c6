// npm run check: runs all static checks, even if one fails, and prints the result of each.
import { spawnSync } from 'node:child_process';

process.chdir(new URL('..', import.meta.url).pathname);
const gates = [
  ['types', 'node_modules/typescript/bin/tsc', '-p', 'tsconfig.json', '--noEmit'],
  ['lint', 'node_modules/eslint/bin/eslint.js', '--max-warnings', '0', '.'],
  ['formatting', 'node_modules/prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.'],
  ['layers', 'tools/check-layers.mjs'],
  ['packages', 'tools/build.mjs'],
  ['typings, as users compile them', 'node_modules/typescript/bin/tsc', '-p', 'test/consumer/tsconfig.json'],
  ['typings, with other options', 'node_modules/typescript/bin/tsc', '-p', 'test/consumer/tsconfig.exact.json'],
  ['public API', 'tools/api-report.mjs', '--check'],
  ['tarballs', 'tools/check-packages.mjs'],
  ['generated code', 'tools/proto/generate.mjs', '--check'],
];
const failed = [];
for (const [name, ...args] of gates) {
  const done = spawnSync(process.execPath, args, { stdio: 'inherit' });
  process.stdout.write(`${done.status === 0 ? 'ok    ' : 'FAILED'} ${name}\n`);
  if (done.status !== 0) failed.push(name);
}
process.exitCode = failed.length === 0 ? 0 : 1;
