// Builds the packages: bundles and typings, into the dist/ of each. With --tests everything is compiled one to one into build/ instead of
// the typings; with --bundles there are no typings, with --typings nothing else; --package NAME builds that package alone (root, go-plugin, sdk).
import { cp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { bundleExamples, bundlePackage } from './bundle.mjs';
import { packages, root, sources } from './packages.mjs';

process.chdir(root);
const flags = process.argv.slice(2);
const only = flags.includes('--package') ? flags[flags.indexOf('--package') + 1] : undefined;
const chosen = Object.entries(packages).filter(([name]) => only === undefined || name === only);

function tsc(...args) {
  const done = spawnSync(process.execPath, ['node_modules/typescript/bin/tsc', ...args], { stdio: 'inherit' });
  if (done.status !== 0) process.exit(done.status ?? 1);
}

/**
 * Writes the typings of a package. TypeScript keeps the names of workspace packages in them, and these cannot be
 * resolved from one installed tarball. So they are replaced by paths to the typings of the same tarball.
 */
async function writeTypings({ directory }) {
  const types = path.join(directory, 'dist/types');
  await rm(types, { recursive: true, force: true });
  const config = path.join(directory, 'tsconfig.build.json');
  tsc('-p', config);
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

/**
 * Removes compiled files without a source, because a compiled test would still run after its source has moved or gone.
 */
async function removeOrphans() {
  if (!existsSync('build')) return;
  for (const file of await readdir('build', { recursive: true })) {
    const source = file.replace(/\.js(\.map)?$/, '.ts');
    if (source !== file && !existsSync(source)) await rm(path.join('build', file), { force: true });
  }
}

/** Compiles all sources and tests into build/, and copies the generated code that they import. */
async function compileTests() {
  await removeOrphans();
  tsc('-p', 'tsconfig.json');
  for (const folder of await readdir('.', { recursive: true, withFileTypes: true })) {
    const at = path.join(folder.parentPath, folder.name);
    if (
      folder.name !== 'generated' ||
      !folder.isDirectory() ||
      /^(build|dist|node_modules)\/|\/(dist|node_modules)\//.test(at)
    )
      continue;
    await cp(at, path.join('build', at), { recursive: true });
  }
  // This example reads its proto file when it runs.
  const proto = 'packages/go-plugin/examples/kv-proto-loader/kv.proto';
  await cp(proto, path.join('build', proto));
}

if (!flags.includes('--typings')) {
  const sourcemap = flags.includes('--tests') ? 'external' : 'linked';
  for (const [, definition] of chosen) await bundlePackage(definition, sourcemap);
  if (only === undefined || only === 'root') await bundleExamples();
}
if (flags.includes('--tests')) await compileTests();
else if (!flags.includes('--bundles'))
  for (const [, definition] of chosen) if (!definition.private) await writeTypings(definition);
