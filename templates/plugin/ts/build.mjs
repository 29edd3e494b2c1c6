// Builds the plugin into dist/plugin-name, which is all that a host needs. With --tests, builds the tests instead.
import { chmod, cp, writeFile } from 'node:fs/promises';
import { build } from 'esbuild';

const common = {
  bundle: true,
  platform: 'node',
  target: 'node20.19',
  format: 'esm',
  sourcemap: 'inline',
  logLevel: 'warning',
};

if (process.argv.includes('--tests')) {
  await build({
    ...common,
    entryPoints: ['test/plugin.test.ts'],
    outfile: 'build/plugin.test.js',
    packages: 'external',
  });
} else {
  const program = 'dist/plugin-name/awf-plugin-plugin-name';
  await build({ ...common, entryPoints: ['src/main.ts'], outfile: program, banner: { js: '#!/usr/bin/env node' } });
  await chmod(program, 0o755);
  await cp('plugin.yaml', 'dist/plugin-name/plugin.yaml');
  // Node looks here to know that the program is an ES module.
  await writeFile('dist/plugin-name/package.json', '{ "type": "module" }\n');
}
