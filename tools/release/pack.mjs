import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const digest = (algorithm, bytes) => createHash(algorithm).update(bytes).digest('hex');

/**
 * Makes the tarball of a package, and reads back what is in it.
 * @returns its name, its hashes, its manifest, the files with their hashes, and the third-party code that it says it contains
 */
export function pack(folder, out) {
  const command = ['npm', 'pack', '--ignore-scripts', '--json'];
  const packing = spawnSync(command[0], [...command.slice(1), '--pack-destination', out], {
    cwd: folder,
    encoding: 'utf8',
  });
  if (packing.status !== 0) throw new Error(packing.stderr);
  const [{ filename: file }] = JSON.parse(packing.stdout);
  const bytes = readFileSync(path.join(out, file));
  return {
    file,
    command: `${command.join(' ')} (in ${path.basename(folder)}/)`,
    sha256: digest('sha256', bytes),
    sha512: digest('sha512', bytes),
    ...contentsOf(path.join(out, file)),
  };
}

function contentsOf(tarball) {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'awf-release-'));
  try {
    const unpacking = spawnSync('tar', ['-xzf', tarball, '-C', folder], { encoding: 'utf8' });
    if (unpacking.status !== 0) throw new Error(unpacking.stderr);
    const files = readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.join(entry.parentPath, entry.name))
      .sort()
      .map((found) => ({ path: path.relative(folder, found), sha256: digest('sha256', readFileSync(found)) }));
    const manifest = JSON.parse(readFileSync(path.join(folder, 'package/package.json'), 'utf8'));
    const notices = files.find(({ path: name }) => name === 'package/dist/THIRD-PARTY-NOTICES.txt');
    return { files, manifest, contained: notices === undefined ? [] : noticed(path.join(folder, notices.path)) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The packages whose licences are in the notices: tools/bundle.mjs writes one for each package that it puts into a bundle. */
const noticed = (file) =>
  [...readFileSync(file, 'utf8').matchAll(/^(@?[\w./-]+) (\d+\.\d+\.\d+) \((.+)\)$/gm)].map(
    ([, name, version, license]) => ({ name, version, license }),
  );
