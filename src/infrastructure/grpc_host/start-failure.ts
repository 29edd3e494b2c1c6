import { access, constants, open, readFile, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import { AwfError } from '../../domain/errors/awf-error.js';
import { lastWordsOf } from '../../domain/plugin-end.js';
import { startErrorOf } from './go-plugin-errors.js';

/** Why a plugin did not start. Looks at the machine and at the program, because the plugin itself cannot say what is wrong with them. */
export async function explainStart(plugin: string, program: string, error: unknown): Promise<AwfError> {
  const failure = startErrorOf(plugin, error);
  if (!AwfError.is(failure, 'EXECUTION.PLUGIN.CRASHED')) return failure;
  return (
    (await explainTempFolder(failure)) ??
    (await explainInterpreter(failure, program)) ??
    explainThreads(failure) ??
    (await explainSilence(failure, program)) ??
    failure
  );
}

type Crash = AwfError<'EXECUTION.PLUGIN.CRASHED'>;

/**
 * Where no folder for sockets could be made, the plugin makes its socket in the temp folder, and names the path when that fails. The host
 * has another place for most plugins, so a temp folder that cannot be used is not the reason for other crashes.
 */
async function explainTempFolder({ details: { plugin, end }, cause }: Crash): Promise<AwfError | undefined> {
  const path = tmpdir();
  if (!lastWordsOf(end).includes(path)) return undefined;
  const unusable = await tempFolderProblem(path);
  if (unusable === undefined) return undefined;
  const problem = `plugin ${plugin} needs this temp folder for its socket, but ${unusable}`;
  const remedy = 'Set TMPDIR to a folder that exists and that you may write to.';
  return new AwfError('SYSTEM.IO.WRITE_FAILED', { path, problem, remedy }, { cause });
}

/** What is wrong with the folder for temporary files, if anything. */
export async function tempFolderProblem(path: string): Promise<string | undefined> {
  try {
    if (!(await stat(path)).isDirectory()) return 'it is not a folder';
    await access(path, constants.W_OK | constants.X_OK);
    return undefined;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'it does not exist' : 'it may not be written to';
  }
}

/** What env exits with when it cannot find the program that a script names. */
const notFound = 127;

/** `#!/usr/bin/env node` where there is no node: the system starts env, and only env misses the interpreter. */
async function explainInterpreter({ details, cause }: Crash, program: string): Promise<AwfError | undefined> {
  const { plugin, end } = details;
  if (end.reason !== 'exited' || end.details.exitCode !== notFound) return undefined;
  const [, interpreter] = /^#!\s*\S*\/env\s+(?:-S\s*)?([^\s=-][^\s=]*)(?:\s|$)/u.exec(await firstLineOf(program)) ?? [];
  if (interpreter === undefined || (await isInPath(interpreter))) return undefined;
  const reason = `its interpreter ${interpreter} is not in the PATH`;
  const remedy = `Install ${interpreter}, or add its folder to PATH.`;
  return new AwfError('SYSTEM.IO.PLUGIN_NOT_EXECUTABLE', { plugin, path: program, reason, remedy }, { cause });
}

async function isInPath(name: string): Promise<boolean> {
  for (const folder of (process.env['PATH'] ?? '').split(delimiter)) {
    const isThere = await access(resolve(folder, name), constants.X_OK).then(
      () => true,
      () => false,
    );
    if (isThere) return true;
  }
  return false;
}

/** What Node, Go, Python and shells write when the system gives them no further thread or process. */
const noThreads =
  /WorkerThreadsTaskRunner|uv_thread_create|failed to create new OS thread|pthread_create failed|can't start new thread|fork: (?:retry: )?Resource temporarily unavailable/u;

/** The limit of processes counts threads, so a program may be started and not get far. The plugin is not to blame. */
function explainThreads({ details, cause }: Crash): AwfError | undefined {
  if (!noThreads.test(lastWordsOf(details.end))) return undefined;
  const notes = ['the system gave it no further thread or process'];
  const remedy =
    'The user has most likely reached the limit of processes, which counts threads (ulimit -u). End other programs, or raise the limit.';
  return new AwfError('EXECUTION.PLUGIN.CRASHED', { ...details, notes, remedy }, { cause });
}

const noServe = 'Check that the program calls serve(), and that nothing ends it before.';
const noModule =
  'One possible reason: no package.json beside it or above it has "type": "module". Without that, Node may run a program ' +
  'whose file has no extension as an empty one.';

/** A program for Node that exits with 0 before it serves has most likely not been run as a module. */
async function explainSilence({ details, cause }: Crash, program: string): Promise<AwfError | undefined> {
  if (details.end.reason !== 'exited' || details.end.details.exitCode !== 0) return undefined;
  if (!(await isForNode(program))) return undefined;
  const remedy = (await isModule(dirname(program))) ? noServe : `${noModule} ${noServe}`;
  const notes = ['it is a program for Node, and it ended before it served'];
  return new AwfError('EXECUTION.PLUGIN.CRASHED', { ...details, notes, remedy }, { cause });
}

/** As much as the first line of a script may have, on any system. */
const longestShebang = 256;

async function isForNode(program: string): Promise<boolean> {
  const line = await firstLineOf(program);
  return line.startsWith('#!') && /\bnode\b/u.test(line);
}

/** The first line of a program, or as much of it as a system reads. Empty if it cannot be read. */
async function firstLineOf(program: string): Promise<string> {
  try {
    await using file = await open(program);
    const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(longestShebang) });
    const [line = ''] = buffer.toString('latin1', 0, bytesRead).split('\n', 1);
    return line;
  } catch {
    return '';
  }
}

/** Whether Node takes the files of a folder for modules: the nearest package.json decides. */
async function isModule(folder: string): Promise<boolean> {
  try {
    const content = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as {
      readonly type?: unknown;
    } | null;
    return content?.type === 'module';
  } catch {
    const parent = dirname(folder);
    return parent !== folder && (await isModule(parent));
  }
}
