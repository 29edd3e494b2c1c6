import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { AwfError } from '../../domain/errors/awf-error.js';
import type { ProjectFile } from '../../domain/plugin/project-template.js';
import { makeDirectory } from '../shared/make-directory.js';
import { readErrorOf } from '../shared/read-text-file.js';
import { writing } from '../shared/writing.js';

/** Compiled files of Python, which trying a template out leaves behind. */
const leftOut = /(?:^|\/)(?:__pycache__|\.[^/]+)(?:\/|$)/u;

/**
 * Reads the files of several folders of templates, folder by folder.
 * @throws AwfError `USER.INPUT.MISSING_FILE`, `SYSTEM.IO.READ_FAILED`
 */
export async function readTemplates(root: string, folders: readonly string[]): Promise<readonly ProjectFile[]> {
  return (await Promise.all(folders.map((folder) => filesIn(join(root, folder))))).flat();
}

async function filesIn(folder: string): Promise<readonly ProjectFile[]> {
  try {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile());
    const paths = files.map((entry) => join(entry.parentPath, entry.name)).sort();
    return await Promise.all(
      paths
        .map((location) => ({ location, path: location.slice(folder.length + 1).replaceAll('\\', '/') }))
        .filter(({ path }) => !leftOut.test(path))
        .map(async ({ location, path }) => ({
          path,
          text: await readFile(location, 'utf8'),
          executable: ((await stat(location)).mode & 0o111) !== 0,
        })),
    );
  } catch (cause) {
    throw readErrorOf(folder, cause);
  }
}

/** How a project is written. */
export interface WriteOptions {
  /** Write into a folder that is not empty. Files with the same names are replaced, others stay. */
  readonly force: boolean;
  readonly signal: AbortSignal;
}

/**
 * Writes a new project. Without `force`, either the whole project is there afterwards, or nothing.
 * @throws AwfError `SYSTEM.IO.WRITE_FAILED`; the reason of the signal
 */
export async function writeProject(
  files: readonly ProjectFile[],
  folder: string,
  { force, signal }: WriteOptions,
): Promise<void> {
  if (force) {
    await writing(folder, () => writeFiles(files, folder, signal));
    return;
  }
  await refuseOccupied(folder);
  const parent = dirname(folder);
  const unfinished = join(parent, `.${randomUUID()}`);
  try {
    await writing(folder, async () => {
      await makeDirectory(parent, 0o755);
      await writeFiles(files, unfinished, signal);
      // An empty folder is replaced.
      await rename(unfinished, folder);
    });
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
}

async function writeFiles(files: readonly ProjectFile[], folder: string, signal: AbortSignal): Promise<void> {
  await makeDirectory(folder, 0o755);
  for (const { path, text, executable } of files) {
    signal.throwIfAborted();
    const target = join(folder, path);
    await mkdir(dirname(target), { recursive: true });
    await rm(target, { force: true });
    await writeFile(target, text, { mode: executable ? 0o755 : 0o644 });
  }
}

async function refuseOccupied(folder: string): Promise<void> {
  const remedy = 'Name another folder with --output, or write into it with --force.';
  const found = await readdir(folder).catch((cause: unknown) => {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === 'ENOENT') return [];
    const problem = code === 'ENOTDIR' ? 'is a file, or something before it in the path is' : undefined;
    throw new AwfError('SYSTEM.IO.WRITE_FAILED', { path: folder, problem }, { cause });
  });
  if (found.length > 0)
    throw new AwfError('SYSTEM.IO.WRITE_FAILED', { path: folder, problem: 'exists, and is not empty', remedy });
}
