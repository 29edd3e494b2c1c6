// npm run example NAME [arguments]: compiles packages/go-plugin/examples/NAME with the library, and runs its host in
// .cache/examples/NAME.
import { copyFileSync, existsSync, mkdirSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { spawn } from 'node:child_process';
import { build } from 'esbuild';

const root = path.join(import.meta.dirname, '..');
const [name = '', ...args] = process.argv.slice(2);
const source = path.join(root, 'packages/go-plugin/examples', name);
if (name === '' || !existsSync(path.join(source, 'host.ts'))) {
  const examples = readdirSync(path.join(root, 'packages/go-plugin/examples'), { withFileTypes: true }).filter(
    (entry) => entry.isDirectory(),
  );
  console.error(`npm run example NAME, where NAME is one of: ${examples.map((entry) => entry.name).join(', ')}`);
  process.exit(1);
}

const output = path.join(root, '.cache/examples', name);
mkdirSync(output, { recursive: true });
// With proto-loader, an example reads its proto file when it runs.
for (const file of readdirSync(source))
  if (file.endsWith('.proto')) copyFileSync(path.join(source, file), path.join(output, file));
await build({
  absWorkingDir: root,
  entryPoints: [path.join(source, 'host.ts'), path.join(source, 'plugin.ts')],
  outdir: output,
  tsconfig: 'tsconfig.json', // its paths make go-plugin-node the sources: no build of the package is needed
  bundle: true,
  packages: 'external',
  platform: 'node',
  target: 'node20.19',
  format: 'esm',
  sourcemap: 'linked',
  logLevel: 'warning',
  banner: {
    js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
  },
});

const host = spawn(process.execPath, ['--enable-source-maps', path.join(output, 'host.js'), ...args], {
  cwd: output,
  stdio: 'inherit',
});
process.on('SIGINT', () => undefined); // the host gets it too, and ends first
host.on('exit', (code, signal) => {
  process.exitCode = code ?? (signal === null ? 1 : 128);
});
