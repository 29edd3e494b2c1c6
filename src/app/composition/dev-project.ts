import { open, realpath, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { AwfError } from '../../domain/errors/awf-error.js';
import { debuggerOf, type DebuggerKind } from '../../domain/plugin/debugger.js';
import { programNameOf } from '../../domain/plugin/manifest-rules.js';
import { projectFileName, type PluginProject } from '../../domain/plugin/plugin-project.js';
import { readPluginProject } from '../../infrastructure/plugin_project/read-plugin-project.js';

/**
 * Reads the project of a plugin that is developed. A folder that is a plugin as it is has no build.
 *
 * @throws AwfError what {@link readPluginProject} throws; `USER.VALIDATION.PROJECT_INVALID` for another folder
 */
export async function readDevProject(folder: string, signal: AbortSignal): Promise<PluginProject> {
  const project = await readPluginProject(folder, signal);
  if (project.build !== undefined || (await exists(join(project.directory, 'plugin.yaml')))) return project;
  const problems = [{ problem: `it has neither ${projectFileName} nor plugin.yaml` }];
  const remedy = 'Name the folder of a project. awf plugin init NAME makes one.';
  throw new AwfError('USER.VALIDATION.PROJECT_INVALID', { path: project.directory, problems, remedy });
}

/** A build may put the plugin some folders below its project: `dist/hello` is usual. */
const mostLevels = 4;

/** The project whose build makes the folder of a plugin, if one of the folders above is it; else the folder itself. */
export async function projectOf(pluginFolder: string, signal: AbortSignal): Promise<string> {
  const folder = await realpath(pluginFolder);
  let above = dirname(folder);
  for (let level = 0; level < mostLevels; level += 1, above = dirname(above)) {
    // A file that cannot be read belongs to something else.
    const project = await readPluginProject(above, signal).catch(() => undefined);
    if (project?.build?.output === folder) return above;
  }
  return folder;
}

/** Whether a path is a folder. */
export const isFolder = (path: string): Promise<boolean> =>
  stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );

/** The program in the folder of a plugin. */
export const programIn = (folder: string): string => programNameOf(basename(resolve(folder)));

/** Scripts that start an interpreter are short. */
const headBytes = 4096;

/** How the program in the folder of a plugin can be debugged. A program that cannot be read fails when it is started. */
export async function debuggerFor(folder: string): Promise<DebuggerKind> {
  try {
    await using file = await open(join(folder, programIn(folder)));
    const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(headBytes) });
    return debuggerOf(buffer.toString('latin1', 0, bytesRead));
  } catch {
    return 'attach';
  }
}
