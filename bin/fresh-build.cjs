// For a clone: builds dist/ when it is missing, or older than a source.
'use strict';
const { existsSync, readdirSync, statSync } = require('node:fs');

const newest = (folder) =>
  readdirSync(folder, { withFileTypes: true }).reduce((latest, entry) => {
    if (entry.name === 'dist' || entry.name === 'node_modules') return latest;
    const path = `${folder}/${entry.name}`;
    return Math.max(latest, entry.isDirectory() ? newest(path) : statSync(path).mtimeMs);
  }, 0);

function isStale(root, built) {
  if (!existsSync(built)) return true;
  const builtMs = statSync(built).mtimeMs;
  return ['src', 'packages', 'examples/plugins'].some(
    (folder) => existsSync(`${root}/${folder}`) && newest(`${root}/${folder}`) > builtMs,
  );
}

function build(root) {
  process.stderr.write('awf: building dist/ ...\n');
  if (!existsSync(`${root}/node_modules/esbuild`)) {
    process.stderr.write('awf: the build tools are missing; run npm ci first\n');
    return false;
  }
  const { spawnSync } = require('node:child_process');
  const args = [`${root}/tools/build.mjs`, '--bundles'];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' });
  if (status !== 0) process.stderr.write(`${stdout}${stderr}awf: the build failed\n`);
  return status === 0;
}

/** Whether dist/ is up to date now. @param built the file of dist/ that is looked at */
exports.ensure = (root, built) => !isStale(root, built) || build(root);
