// Builds the package into dist/ (bundles and typings) and, with --tests, everything compiled one to one into build/.
import { cp, readdir, rm } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { build } from 'esbuild';

const tests = process.argv.includes('--tests');
const bundlesOnly = process.argv.includes('--bundles');
const root = new URL('..', import.meta.url).pathname;
process.chdir(root);

const entries = {
  index: 'src/index.ts',
  sdk: 'src/sdk/index.ts',
  'go-plugin': 'src/go_plugin/index.ts',
  contract: 'src/contract/index.ts',
  cli: 'src/app/cli/main.ts',
};

// Plugins of our own that are written as anybody would: their imports of the package stay, and lead to dist/.
const examples = { echo: 'examples/plugins/echo/echo.ts' };

// One bundle with shared chunks: a plugin process loads one or two files instead of 300, which is most of its start-up time
// (docs/adr has the measurement). CommonJS dependencies inside an ESM bundle still call require().
async function bundle() {
  await rm('dist', { recursive: true, force: true });
  const shared = {
    // esbuild notes the directory when it is imported, which is before the one above is entered.
    absWorkingDir: root,
    bundle: true,
    platform: 'node',
    target: 'node20.19',
    format: 'esm',
    sourcemap: 'linked',
    logLevel: 'warning',
  };
  await build({
    ...shared,
    entryPoints: Object.fromEntries(Object.entries(entries).filter(([, file]) => existsSync(file))),
    splitting: true,
    outdir: 'dist',
    chunkNames: 'chunks/[name]-[hash]',
    external: ['chai', 'mocha'],
    banner: {
      js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
    },
  });
  await build({
    ...shared,
    entryPoints: examples,
    outdir: 'dist/examples',
    external: ['awf-plugins', 'awf-plugins/*'],
  });
}

function tsc(...args) {
  const done = spawnSync(process.execPath, ['node_modules/typescript/bin/tsc', ...args], { stdio: 'inherit' });
  if (done.status !== 0) process.exit(done.status ?? 1);
}

await bundle();
if (!bundlesOnly && !tests) tsc('-p', 'tsconfig.build.json');
if (tests) {
  tsc('-p', 'tsconfig.json');
  const examples = (await readdir('examples/go-plugin')).map((name) => `examples/go-plugin/${name}/generated`);
  for (const generated of ['src/generated', 'test/support/generated', ...examples])
    if (existsSync(generated)) await cp(generated, `build/${generated}`, { recursive: true });
}
