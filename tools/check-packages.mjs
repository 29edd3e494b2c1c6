// Packs each package that is published and has publint and attw look at its tarball: does every entry lead somewhere, for Node, for
// bundlers and for TypeScript?
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { packages, root } from './packages.mjs';

const attw = path.join(root, 'node_modules/@arethetypeswrong/cli/dist/index.js');

/** Makes the tarball of a package from what is built; returns its path. */
function pack(directory, folder) {
  const args = [
    'pack',
    path.resolve(root, directory),
    '--ignore-scripts',
    '--loglevel=error',
    '--pack-destination',
    folder,
  ];
  const { status, stderr } = spawnSync('npm', args, { cwd: folder, encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return path.join(folder, readdirSync(folder)[0]);
}

async function check({ directory }) {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'awf-pack-'));
  try {
    const tarball = pack(directory, folder);
    const { messages, pkg } = await publint({
      pack: { tarball: new Uint8Array(readFileSync(tarball)).buffer },
      strict: true,
    });
    for (const message of messages) process.stdout.write(`${directory}: ${formatMessage(message, pkg)}\n`);
    // The packages are ES modules: CommonJS requires them as Node can since 20.19, and attw would call that a mistake.
    const types = spawnSync(process.execPath, [attw, tarball, '--profile', 'esm-only', '--quiet'], {
      stdio: 'inherit',
    });
    return messages.length === 0 && types.status === 0;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const verdicts = [];
for (const definition of Object.values(packages)) if (!definition.private) verdicts.push(await check(definition));
process.stdout.write(`${verdicts.length} packages checked\n`);
process.exitCode = verdicts.every(Boolean) ? 0 : 1;
