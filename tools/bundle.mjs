// Bundles a package with esbuild: few files, because loading hundreds is most of the start-up time of a plugin (docs/adr has the measurement).
import { existsSync } from 'node:fs';
import { cp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { isBuiltin } from 'node:module';
import path from 'node:path';
import { build } from 'esbuild';
import { lazyGrpc } from './lazy-grpc.mjs';
import { root } from './packages.mjs';

const shared = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  target: 'node20.19',
  format: 'esm',
  logLevel: 'warning',
};

/**
 * Turns require() calls of CommonJS files for external modules into imports. The usual banner, a require made with
 * createRequire(import.meta.url), fails if a user bundles the package again to CommonJS, where import.meta.url is
 * undefined.
 */
const requiresToImports = (external) => ({
  name: 'requires-to-imports',
  setup({ onResolve, onLoad }) {
    const namespace = 'required';
    const isOutside = (name) =>
      isBuiltin(name) || external.some((known) => name === known || name.startsWith(`${known}/`));
    onResolve({ filter: /^[^.]/ }, ({ path: name, kind, namespace: from }) => {
      if (!isOutside(name)) return undefined;
      if (from === namespace || kind !== 'require-call') return { path: name, external: true };
      return { path: name, namespace };
    });
    onLoad({ filter: /.*/, namespace }, ({ path: name }) => ({
      contents: `import outside from ${JSON.stringify(name)}; module.exports = outside;`,
    }));
  },
});

/** Empties dist/ but for the typings, which take longer to make and have a step of their own. */
async function removeBundles(outdir) {
  if (!existsSync(outdir)) return;
  for (const name of await readdir(outdir))
    if (name !== 'types') await rm(path.join(outdir, name), { recursive: true, force: true });
}

/** A program contains all that it imports. */
const contained = (external) => (external.includes('@grpc/grpc-js') ? [] : [lazyGrpc]);

const modules = (external) => ({
  splitting: true,
  chunkNames: 'chunks/[name]-[hash]',
  plugins: [...contained(external), requiresToImports(external)],
});

/**
 * One file for each entry. What is imported with `import()` is in it too, and runs when it is asked for. Less text is read faster; but
 * coverage is measured of the lines as they are.
 */
const commonJs = (external, sourcemap) => ({
  format: 'cjs',
  external,
  outExtension: { '.js': '.cjs' },
  plugins: [lazyGrpc],
  minifyWhitespace: sourcemap === 'linked',
  minifySyntax: sourcemap === 'linked',
});

/**
 * Bundles a package of tools/packages.mjs into its dist/. `sourcemap` is esbuild's: `linked` for users; `external` where coverage is measured,
 * because Node writes a map that a bundle names into the counts of each process, where it is 80 % of their size.
 */
export async function bundlePackage({ directory, bundles }, sourcemap = 'linked') {
  const outdir = path.join(root, directory, 'dist');
  await removeBundles(outdir);
  const inputs = [];
  const outputs = {};
  for (const { entries, external, format = 'esm' } of bundles) {
    const { metafile } = await build({
      ...shared,
      ...(format === 'esm' ? modules(external) : commonJs(external, sourcemap)),
      sourcemap,
      // Positions are enough for a stack trace. With the sources in it, a map is twice as large as what it describes.
      sourcesContent: false,
      entryPoints: entries,
      outdir,
      metafile: true,
    });
    inputs.push(...Object.keys(metafile.inputs));
    // Two bundles may have a chunk in common: the one that needs it says so.
    for (const [file, output] of Object.entries(metafile.outputs)) outputs[file] = { ...outputs[file], ...output };
  }
  await removeUnreached(outputs);
  await writeNotices(outdir, inputs);
}

/** esbuild also makes a chunk of what only code imports that no entry needs. */
async function removeUnreached(outputs) {
  const reached = new Set();
  const reach = (file) => {
    if (reached.has(file) || outputs[file] === undefined) return;
    reached.add(file).add(`${file}.map`);
    for (const { path: imported } of outputs[file].imports) reach(imported);
  };
  for (const [file, { entryPoint }] of Object.entries(outputs))
    if (entryPoint !== undefined && !file.includes('/chunks/')) reach(file);
  for (const file of Object.keys(outputs)) if (!reached.has(file)) await rm(path.join(root, file));
}

/** Writes the licences of the other packages whose code is in the bundle. */
async function writeNotices(outdir, inputs) {
  const names = inputs.map((input) => /^node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(input)?.[1]).filter(Boolean);
  const notices = [];
  for (const name of [...new Set(names)].sort()) {
    const folder = path.join(root, 'node_modules', name);
    const { version, license } = JSON.parse(await readFile(path.join(folder, 'package.json'), 'utf8'));
    notices.push(`${name} ${version} (${license})\n\n${(await licenceOf(folder)) ?? `Licence: ${license}`}`);
  }
  if (notices.length > 0)
    await writeFile(path.join(outdir, 'THIRD-PARTY-NOTICES.txt'), notices.join(`\n\n${'-'.repeat(80)}\n\n`));
}

async function licenceOf(folder) {
  for (const name of ['LICENSE', 'LICENSE.md', 'LICENSE.txt', 'LICENCE', 'LICENSE-asserts.js'])
    try {
      return (await readFile(path.join(folder, name), 'utf8')).trim();
    } catch (error) {
      if (error.code !== 'ENOENT') throw error;
    }
  return undefined;
}

/** Bundles our example plugins. They import the package by its name, as users do, and the imports lead to dist/. */
export async function bundleExamples() {
  await build({
    ...shared,
    entryPoints: {
      echo: 'examples/plugins/echo/echo.ts',
      runlog: 'examples/plugins/events/runlog/runlog.ts',
      tables: 'examples/step-types-and-validators/plugins/tables/tables.ts',
      'house-rules': 'examples/step-types-and-validators/plugins/house-rules/house-rules.ts',
    },
    outdir: 'dist/examples',
    external: ['awf-plugins', 'awf-plugins/*'],
  });
}

/** Bundles the plugin that `npm run torture` and `npm run soak` start again and again: file by file, its start takes twice as long. */
export async function bundleVictim() {
  await build({
    ...shared,
    entryPoints: { victim: 'torture/victim/main.ts' },
    outdir: 'build/torture',
    outExtension: { '.js': '.mjs' },
    plugins: [lazyGrpc, requiresToImports([])],
  });
}

/** The programs below a folder whose names match. */
const programsIn = async (folder, names) =>
  (await readdir(path.join(root, folder), { recursive: true }))
    .filter((file) => names.test(file))
    .map((file) => path.join(folder, file));

/**
 * Bundles the programs that tests start as processes of their own, the fixtures and the examples of go-plugin-node, each to the same place below
 * build/programs. File by file, go-plugin-node and grpc-js take three times as long to load, and the tests start more than a thousand programs.
 * @param shares whether the programs share files. They start more slowly then, but to measure coverage, each copy of a file takes a second
 */
export async function bundleTestPrograms(shares = false) {
  const outdir = 'build/programs';
  const protoLoader = '@grpc/proto-loader'; // it looks for Node's modules by eval()
  const bundle = (entryPoints, plugins) =>
    build({
      ...shared,
      entryPoints,
      outdir,
      outbase: '.',
      external: [protoLoader],
      splitting: shares,
      chunkNames: 'chunks/[name]-[hash]',
      sourcemap: 'external',
      sourcesContent: false,
      metafile: true, // lazyGrpc checks what is in the bundle
      plugins,
      // Imports of all that grpc-js requires of Node would take longer, and nobody bundles these again.
      banner: { js: `import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);` },
    });
  await rm(path.join(root, outdir), { recursive: true, force: true });
  const examples = await programsIn('packages/go-plugin/examples', /(host|plugin)\.ts$/);
  const needsAll = (file) => file.includes('/kv-proto-loader/');
  const fixtures = await programsIn('packages/go-plugin/test/fixtures', /\.mjs$/);
  await bundle([...fixtures, ...examples.filter(needsAll)], []);
  await bundle(
    examples.filter((file) => !needsAll(file)),
    [lazyGrpc],
  );
  // One example reads its proto file, beside its code, when it runs.
  const read = 'packages/go-plugin/examples/kv-proto-loader/kv.proto';
  for (const folder of [path.dirname(read), ...(shares ? ['chunks'] : [])])
    await cp(path.join(root, read), path.join(root, outdir, folder, 'kv.proto'));
}
