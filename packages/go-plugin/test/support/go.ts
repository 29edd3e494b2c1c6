import { execFile, spawnSync } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Context } from 'mocha';

const root = fileURLToPath(new URL('../../../../../', import.meta.url));
const buildTimeoutMs = 300_000;
let found: boolean | undefined;
const builds = new Map<string, Promise<string>>();

/** Whether a Go toolchain is installed. */
export function hasGo(): boolean {
  found ??= spawnSync('go', ['version']).status === 0;
  return found;
}

/**
 * Skips the calling suite or test without Go, and prints the reason. Under CI it fails instead, so that the tests
 * against the real peers cannot disappear unnoticed. It also raises the hook's timeout for a first build.
 */
export function requireGo(context: Context): void {
  context.timeout(buildTimeoutMs);
  if (hasGo()) return;
  const reason = 'go is not installed: the specs against programs written in Go cannot run';
  if (process.env['CI'] === 'true') throw new Error(reason);
  process.stdout.write(`      skipped: ${reason}\n`);
  context.skip();
}

/**
 * Builds the program `goPackage` of the Go module in `moduleDirectory` (from the project's root) and returns its path.
 * With Go's cache, every build after the first takes about a second. Within one process, each program is built once.
 */
export async function buildGoProgram(moduleDirectory: string, goPackage: string): Promise<string> {
  const output = join(
    root,
    '.cache',
    'go',
    moduleDirectory.replaceAll('/', '-'),
    basename(join(moduleDirectory, goPackage)),
  );
  const building = builds.get(output) ?? build(join(root, moduleDirectory), goPackage, output);
  builds.set(output, building);
  return building;
}

async function build(directory: string, goPackage: string, output: string): Promise<string> {
  await mkdir(join(output, '..'), { recursive: true });
  await promisify(execFile)('go', ['build', '-o', output, goPackage], { cwd: directory });
  return output;
}
