import { execFile, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmod, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { Context } from 'mocha';
import { projectRoot } from './fixtures.js';

const run = promisify(execFile);
const installTimeoutMs = 300_000;
const sources = join(projectRoot, 'test/interop/python');
/** Folders that imports in proto files are relative to, and the files in each that the programs need. */
const protos: Readonly<Record<string, readonly string[]>> = {
  proto: ['plugin/v1/plugin.proto', 'plugin/v1/events.proto'],
  'packages/go-plugin/proto': ['controller', 'health', 'stdio'].map((name) => `go_plugin/${name}.proto`),
  'packages/go-plugin/test/interop/proto': ['grpc_testing.proto'],
};
const protoFiles = Object.entries(protos).flatMap(([folder, files]) => files.map((file) => join(folder, file)));
let installing: Promise<string> | undefined;

/** Whether there is a Python that can make virtual environments. */
const hasPython = (): boolean => spawnSync('python3', ['-c', 'import ensurepip, venv']).status === 0;

/**
 * Skips the calling suite or test without Python, and prints the reason. Under CI it fails instead, so that the tests
 * against the real peers cannot disappear unnoticed. It also raises the hook's timeout for the first installation.
 */
export function requirePython(context: Context): void {
  context.timeout(installTimeoutMs);
  if (hasPython()) return;
  const reason = 'python3 with venv is not installed: the specs against programs written in Python cannot run';
  if (process.env['CI'] === 'true') throw new Error(reason);
  process.stdout.write(`      skipped: ${reason}\n`);
  context.skip();
}

/**
 * A Python with the packages of test/interop/python/requirements.txt and the code generated from {@link protos}, in
 * .cache. Returns the path of its directory. It is made once for each version of its inputs.
 */
export function pythonEnvironment(): Promise<string> {
  installing ??= install();
  return installing;
}

async function install(): Promise<string> {
  const requirements = join(sources, 'requirements.txt');
  const hash = createHash('sha256');
  for (const file of [requirements, ...protoFiles.map((proto) => join(projectRoot, proto))])
    hash.update(await readFile(file));
  const directory = join(projectRoot, '.cache/python', hash.digest('hex').slice(0, 12));
  if (existsSync(directory)) return directory;

  // Specs run in several processes. Each makes an environment of its own, and the first one that is complete stays.
  await mkdir(dirname(directory), { recursive: true });
  const unfinished = await mkdtemp(`${directory}-`);
  try {
    await makeEnvironment(unfinished, requirements);
    await rename(unfinished, directory);
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true });
    if (!existsSync(directory)) throw error;
  }
  return directory;
}

async function makeEnvironment(directory: string, requirements: string): Promise<void> {
  const python = join(directory, 'bin/python');
  const generated = join(directory, 'generated');
  await run('python3', ['-m', 'venv', directory]);
  const pip = ['-m', 'pip', 'install', '--quiet', '--no-deps', '--disable-pip-version-check'];
  await run(python, [...pip, '-r', requirements]);
  await mkdir(generated);
  const protoc = ['-m', 'grpc_tools.protoc', `--python_out=${generated}`, `--grpc_python_out=${generated}`];
  const folders = Object.keys(protos).flatMap((folder) => ['-I', folder]);
  await run(python, [...protoc, ...folders, ...protoFiles], { cwd: projectRoot });
}

/**
 * Environment and arguments for a program in Python. The first argument is the interpreter.
 * @param folder of the program, by default test/interop/python
 */
export async function pythonProgram(
  name: string,
  folder = sources,
): Promise<{
  readonly command: readonly [string, string];
  readonly env: Readonly<Record<string, string>>;
}> {
  const directory = await pythonEnvironment();
  return {
    command: [join(directory, 'bin/python'), join(folder, `${name}.py`)],
    env: { PYTHONPATH: join(directory, 'generated'), PYTHONDONTWRITEBYTECODE: '1' },
  };
}

/** Writes an executable at `path` that runs the Python program, as in a user's plugin folder. */
export async function writePythonLauncher(path: string, name: string): Promise<void> {
  const { command, env } = await pythonProgram(name);
  const settings = Object.entries(env).map(([key, value]) => `${key}='${value}'`);
  // Use exec, because a waiting shell would get the host's signals instead of the plugin.
  const script = `#!/bin/sh\n${settings.join(' ')} exec ${command.map((part) => `'${part}'`).join(' ')} "$@"\n`;
  await writeFile(`${path}.new`, script);
  await chmod(`${path}.new`, 0o755);
  // Rename it into place, so that no process that was forked in the meantime has it open for writing (ETXTBSY).
  await rename(`${path}.new`, path);
}
