import { stat } from 'node:fs/promises';
import { join, relative, resolve, sep } from 'node:path';
import { AwfError } from '../../domain/errors/awf-error.js';
import { projectFile, templateFolders, type ProjectChoice } from '../../domain/plugin/project-template.js';
import {
  readTemplates,
  writeProject,
  type WriteOptions,
} from '../../infrastructure/plugin_project/project-templates.js';

/** What a project is made of. */
export interface NewProject extends Omit<ProjectChoice, 'sdk'> {
  readonly folder: string;
  /** Where this package is. */
  readonly packageRoot: string;
  /** Version of this package, which the SDK has too. */
  readonly version: string;
  /** A tarball or a folder with the SDK. Absent: npm gets it. */
  readonly sdk?: string | undefined;
}

/**
 * Makes the project of a plugin from the templates of this package.
 *
 * @returns the paths of its files
 * @throws AwfError `USER.INPUT.MISSING_FILE`, `SYSTEM.IO.READ_FAILED`, `.WRITE_FAILED`; the reason of the signal
 */
export async function createProject(project: NewProject, options: WriteOptions): Promise<readonly string[]> {
  const { folder, packageRoot, name, kind, language } = project;
  const sdk = await sdkSource(project);
  const templates = await readTemplates(join(packageRoot, 'templates', 'plugin'), templateFolders({ kind, language }));
  const made = templates.map((file) => projectFile(file, { name, kind, language, sdk }));
  const files = [...new Map(made.map((file) => [file.path, file])).values()];
  await writeProject(files, folder, options);
  return files.map(({ path }) => path).sort();
}

/** Relative to the project, so that both can be moved together. */
async function sdkSource({ sdk, folder, version }: NewProject): Promise<string> {
  if (sdk === undefined) return version;
  const path = resolve(sdk);
  await stat(path).catch((cause: unknown) => {
    throw new AwfError('USER.INPUT.MISSING_FILE', { path }, { cause });
  });
  return `file:${relative(folder, path).split(sep).join('/')}`;
}
