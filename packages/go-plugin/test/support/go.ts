import { execFile, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
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
  const building = builds.get(output) ?? goBuild(join(root, moduleDirectory), output, [goPackage]);
  builds.set(output, building);
  return building;
}

/**
 * Runs `go build` for one program. Specs run in several processes: where all of them belong to one run of the tests, which TEST_RUN names, the
 * first build of a program is enough.
 */
export async function goBuild(directory: string, output: string, args: readonly string[]): Promise<string> {
  const run = process.env['TEST_RUN'];
  const stamp = `${output}.run`;
  if (run !== undefined && existsSync(stamp) && (await readFile(stamp, 'utf8')) === run) return output;
  await mkdir(dirname(output), { recursive: true });
  await promisify(execFile)('go', ['build', '-o', output, ...args], { cwd: directory });
  if (run !== undefined) await writeFile(stamp, run);
  return output;
}
