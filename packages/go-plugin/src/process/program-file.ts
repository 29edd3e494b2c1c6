import { open, stat } from 'node:fs/promises';
import { delimiter, resolve } from 'node:path';
import type { GoPluginErrorDetails } from '../errors/error-details.js';
import { GoPluginError } from '../errors/go-plugin-error.js';
import { isExecutableFile, thisPlatform } from '../platform.js';
import { describeProgramHeader, programHeaderBytes, readProgramHeader, type ProgramHeader } from './program-header.js';

/**
 * The file that `command` means. If it has a directory part, that is the file itself, relative to `cwd`. Otherwise, it
 * is the first executable with that name on `searchPath`. Undefined if there is none, and on Windows for names without
 * a path, because the operating system resolves their suffixes.
 */
export async function findProgram(
  command: string,
  cwd: string | undefined,
  searchPath: string | undefined,
): Promise<string | undefined> {
  const base = cwd ?? process.cwd();
  if (/[/\\]/.test(command)) return resolve(base, command);
  if (thisPlatform.programsHaveSuffixes || command === '') return undefined;
  for (const directory of (searchPath ?? '').split(delimiter)) {
    if (directory === '') continue;
    const candidate = resolve(base, directory, command);
    if (await isExecutableFile(candidate)) return candidate;
  }
  return undefined;
}

/** Facts about a program's file that may explain why it does not start or prints no handshake. Never rejects. */
export async function describeProgramFile(path: string): Promise<readonly string[]> {
  try {
    const status = await stat(path);
    const mode = `mode ${(status.mode & 0o7777).toString(8).padStart(4, '0')}`;
    const owner = thisPlatform.filesHaveOwners ? `, owner ${status.uid}:${status.gid}` : '';
    const notes = [`${path}: ${mode}${owner}`];
    if (status.isDirectory()) return [...notes, 'it is a directory'];
    const header = await readHeader(path);
    return header === undefined ? notes : [...notes, describeProgramHeader(header, process.arch, thisPlatform)];
  } catch (error) {
    return [`${path}: ${error instanceof Error ? error.message : String(error)}`];
  }
}

async function readHeader(path: string): Promise<ProgramHeader | undefined> {
  try {
    const file = await open(path, 'r');
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(programHeaderBytes), 0, programHeaderBytes, 0);
      return readProgramHeader(buffer.subarray(0, bytesRead));
    } finally {
      await file.close();
    }
  } catch {
    // An executable file need not be readable.
    return undefined;
  }
}

/**
 * Turns the operating system's error for a failed start into an error that says what is wrong with the file. The code
 * alone does not: ENOENT may also mean a missing interpreter or working directory, and EACCES may also mean a
 * directory.
 */
export async function explainSpawnFailure(
  path: string,
  cwd: string | undefined,
  cause: unknown,
): Promise<GoPluginError> {
  const code = (cause as NodeJS.ErrnoException | undefined)?.code;
  const status = await stat(path).catch(() => undefined);
  if (code === 'ENOENT' && cwd !== undefined && !(await isDirectory(cwd))) {
    return new GoPluginError('CONFIG_INVALID', { problem: `the working directory ${cwd} does not exist` }, { cause });
  }
  if (status === undefined && (code === 'ENOENT' || code === 'ENOTDIR')) {
    return new GoPluginError('BINARY_NOT_FOUND', { path }, { cause });
  }
  const fault = await notExecutable(path, code, status?.isDirectory() === true);
  if (fault !== undefined) return new GoPluginError('NOT_EXECUTABLE', { path, ...fault }, { cause });
  return new GoPluginError('SPAWN_FAILED', { path }, { cause });
}

type ScriptHeader = Extract<ProgramHeader, { kind: 'script' }>;
type Fault = Omit<GoPluginErrorDetails['NOT_EXECUTABLE'], 'path'>;

async function notExecutable(path: string, code: string | undefined, directory: boolean): Promise<Fault | undefined> {
  if (directory) return { reason: 'it is a directory', remedy: 'Name the program in it.' };
  const denied = { reason: 'permission denied', remedy: `Try: chmod +x ${path}` };
  if (code === 'EPERM' || (code === 'EACCES' && !(await isExecutableFile(path)))) return denied;
  const header = await readHeader(path);
  const missing = code === 'ENOENT' || code === 'ENOTDIR' || code === 'EACCES';
  const fault = missing && header?.kind === 'script' ? await interpreterFault(header) : undefined;
  if (fault !== undefined) return fault;
  if (code === 'EACCES') return denied;
  const otherMachine = 'Install it for this system and processor.';
  if (code === 'ENOENT') return { reason: 'its loader or a part of its path does not exist', remedy: otherMachine };
  if (code !== 'ENOEXEC' && code !== 'UNKNOWN') return undefined;
  const reason = header === undefined ? 'wrong format' : describeProgramHeader(header, process.arch, thisPlatform);
  return { reason, remedy: otherMachine };
}

/** What is wrong with the program in a `#!` line. The line may also have an argument. */
async function interpreterFault({ interpreter: line, crlf }: ScriptHeader): Promise<Fault | undefined> {
  if (crlf === true)
    return { reason: 'its first line ends as on Windows, with CR LF', remedy: 'Save the script with Unix line ends.' };
  const [interpreter = ''] = line.split(/[ \t]/u);
  if (await isExecutableFile(interpreter)) return undefined;
  const exists = await stat(interpreter).then(
    () => true,
    () => false,
  );
  const reason = `its interpreter ${interpreter} ${exists ? 'cannot be executed' : 'does not exist'}`;
  return { reason, remedy: `Install ${interpreter}, or correct the first line of the script.` };
}

async function isDirectory(path: string): Promise<boolean> {
  const status = await stat(path).catch(() => undefined);
  return status?.isDirectory() === true;
}
