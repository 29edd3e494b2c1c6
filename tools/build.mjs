// Builds the packages: bundles and typings, into the dist/ of each. With --tests everything is compiled one to one into build/ instead of
// the typings; with --bundles there are no typings, with --typings nothing else; --package NAME builds that package alone (root, go-plugin, sdk).
import { cp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { build } from 'esbuild';
import { bundleExamples, bundlePackage, bundleVictim } from './bundle.mjs';
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

/** The files below the folders that tsconfig.json includes, but for those that break the layer rules on purpose. */
async function included() {
  const { include } = JSON.parse(await readFile('tsconfig.json', 'utf8'));
  const workspaces = (await readdir('packages')).map((name) => `packages/${name}/`);
  const folders = include.flatMap((folder) =>
    folder.startsWith('packages/*/') ? workspaces.map((workspace) => workspace + folder.slice(11)) : [folder],
  );
  const files = [];
  for (const folder of folders.filter((name) => existsSync(name)))
    for (const entry of await readdir(folder, { recursive: true, withFileTypes: true }))
      if (entry.isFile()) files.push(path.join(entry.parentPath, entry.name));
  return files.filter((file) => !/\/fixtures\/violations\/|\/node_modules\//.test(file));
}

/**
 * Compiles all sources and tests into build/, one to one, and copies the generated code that they import. esbuild only removes the types, in
 * a second instead of half a minute; `npm run check` has them checked.
 */
async function compileTests() {
  await removeOrphans();
  const files = await included();
  await build({
    absWorkingDir: root,
    entryPoints: files.filter((file) => file.endsWith('.ts') && !file.endsWith('.d.ts')),
    outdir: 'build',
    outbase: '.',
    platform: 'node',
    target: 'node20.19',
    format: 'esm',
    sourcemap: 'linked',
    sourcesContent: false,
    logLevel: 'warning',
  });
  // One example reads its proto file when it runs.
  const copied = files.filter((file) => file.includes('/generated/') || /\/examples\/.*\.proto$/.test(file));
  for (const file of copied) await cp(file, path.join('build', file));
}

if (!flags.includes('--typings')) {
  const sourcemap = flags.includes('--tests') ? 'external' : 'linked';
  for (const [, definition] of chosen) await bundlePackage(definition, sourcemap);
  if (only === undefined || only === 'root') await bundleExamples();
}
if (flags.includes('--tests')) {
  await compileTests();
  await bundleVictim();
} else if (!flags.includes('--bundles'))
  for (const [, definition] of chosen) if (!definition.private) await writeTypings(definition);
