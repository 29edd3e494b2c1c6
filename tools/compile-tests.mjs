// Compiles sources and tests into build/, one to one. Run as a program, it does only that: mutation testing needs no bundles.
import { cp, readFile, readdir, rm } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { root } from './packages.mjs';

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
export async function compileTests() {
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

if (process.argv[1] === import.meta.filename) await compileTests();
