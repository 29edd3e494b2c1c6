// Packages of npm that tests and benchmarks run, such as other versions of Node (the npm package `node`). They are kept in .cache/nodes.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const root = path.join(import.meta.dirname, '..');

/** Installs a package unless it is there. @returns the folder with what it installed */
export function installPackage(name) {
  const folder = path.join(root, '.cache/nodes', name);
  const modules = path.join(folder, 'node_modules');
  if (existsSync(path.join(modules, '.bin'))) return modules;
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'package.json'), '{ "private": true }\n');
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const args = ['install', '--no-save', '--no-package-lock', '--no-audit', '--no-fund', '--loglevel=error', name];
  const done = spawnSync(npm, args, { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] });
  if (done.status !== 0) throw new Error(`npm could not install ${name}`);
  return modules;
}

/** The program of a version of Node: `24`, `20.19.0`. */
export const nodeProgram = (version) => path.join(installPackage(`node@${version}`), 'node/bin/node');
