import { execFile, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmod, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Context } from 'mocha';
import { projectRoot } from './fixtures.js';

const run = promisify(execFile);
const installTimeoutMs = 300_000;
const sources = join(projectRoot, 'test/interop/python');
const protos = [
  'proto/plugin/v1/plugin.proto',
  ...['controller', 'health', 'stdio'].map((name) => `packages/go-plugin/proto/go_plugin/${name}.proto`),
];
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
 * A Python with the packages of test/interop/python/requirements.txt and the code generated from proto/, in .cache.
 * Returns the path of its directory. It is made once for each version of its inputs.
 */
export function pythonEnvironment(): Promise<string> {
  installing ??= install();
  return installing;
}

async function install(): Promise<string> {
  const requirements = join(sources, 'requirements.txt');
  const hash = createHash('sha256');
  for (const file of [requirements, ...protos.map((proto) => join(projectRoot, proto))])
    hash.update(await readFile(file));
  const directory = join(projectRoot, '.cache/python', hash.digest('hex').slice(0, 12));
  const complete = join(directory, 'complete');
  if (existsSync(complete)) return directory;

  await rm(directory, { recursive: true, force: true });
  const python = join(directory, 'bin/python');
  const generated = join(directory, 'generated');
  await run('python3', ['-m', 'venv', directory]);
  await run(python, [
    '-m',
    'pip',
    'install',
    '--quiet',
    '--no-deps',
    '--disable-pip-version-check',
    '-r',
    requirements,
  ]);
  await mkdir(generated);
  const protoc = [
    '-m',
    'grpc_tools.protoc',
    '-I',
    'proto',
    '-I',
    'packages/go-plugin/proto',
    `--python_out=${generated}`,
    `--grpc_python_out=${generated}`,
  ];
  await run(python, [...protoc, ...protos], { cwd: projectRoot });
  await writeFile(complete, '');
  return directory;
}

/** Environment and arguments for a program of test/interop/python. The first argument is the interpreter. */
export async function pythonProgram(name: string): Promise<{
  readonly command: readonly [string, string];
  readonly env: Readonly<Record<string, string>>;
}> {
  const directory = await pythonEnvironment();
  return {
    command: [join(directory, 'bin/python'), join(sources, `${name}.py`)],
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
