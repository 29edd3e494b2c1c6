// Builds the packages: bundles and typings, into the dist/ of each. With --tests everything is compiled one to one into build/ instead of
// the typings, --coverage makes that fit for measuring coverage; with --bundles there are no typings, with --typings nothing else; --package NAME
// builds that package alone (root, go-plugin, sdk).
import { readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { bundleExamples, bundlePackage, bundleTestPrograms, bundleVictim } from './bundle.mjs';
import { compileTests } from './compile-tests.mjs';
import { packages, root, sources } from './packages.mjs';

process.chdir(root);
const flags = process.argv.slice(2);
const only = flags.includes('--package') ? flags[flags.indexOf('--package') + 1] : undefined;
const chosen = Object.entries(packages).filter(([name]) => only === undefined || name === only);

async function tsc(...args) {
  const compiling = spawn(process.execPath, ['node_modules/typescript/bin/tsc', ...args], { stdio: 'inherit' });
  const [status] = await once(compiling, 'exit');
  if (status !== 0) process.exit(status ?? 1);
}

/**
 * Writes the typings of a package. TypeScript keeps the names of workspace packages in them, and these cannot be
 * resolved from one installed tarball. So they are replaced by paths to the typings of the same tarball.
 */
async function writeTypings({ directory }) {
  const types = path.join(directory, 'dist/types');
  await rm(types, { recursive: true, force: true });
  const config = path.join(directory, 'tsconfig.build.json');
  await tsc('-p', config);
  for (const file of await readdir(types, { recursive: true })) {
    if (!file.endsWith('.d.ts')) continue;
    const text = await readFile(path.join(types, file), 'utf8');
    const local = text.replaceAll(/(\bfrom |\bimport\()'([^'./][^']*)'/g, (all, before, name) => {
      if (!Object.hasOwn(sources, name)) return all;
      const target = path.relative(path.dirname(file), `${sources[name]}.js`);
      return `${before}'${target.startsWith('.') ? target : `./${target}`}'`;
    });
    if (local !== text) await writeFile(path.join(types, file), local);
  }
}

if (!flags.includes('--typings')) {
  const sourcemap = flags.includes('--tests') ? 'external' : 'linked';
  for (const [, definition] of chosen) await bundlePackage(definition, sourcemap);
  if (only === undefined || only === 'root') await bundleExamples();
}
if (flags.includes('--tests')) {
  await compileTests();
  await bundleVictim();
  await bundleTestPrograms(flags.includes('--coverage'));
} else if (!flags.includes('--bundles'))
  await Promise.all(chosen.map(([, definition]) => (definition.private ? undefined : writeTypings(definition))));
