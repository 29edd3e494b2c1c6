import { join } from 'node:path';
import { AwfError } from '../../domain/errors/awf-error.js';
import { goPlatform, platformText } from '../../domain/plugin/platform.js';
import { FilePluginLock } from '../../infrastructure/plugin_lock/file-plugin-lock.js';
import { ProjectLock } from '../plugins/install/project-lock.js';

/** Is told of a lock that other users could change. Without it, such a lock is refused. */
type OnInsecure = ((problem: string) => void) | undefined;

/** The lock of the project in a folder; undefined where the folder is not a project. */
export async function projectLock(folder: string, onInsecure?: OnInsecure): Promise<ProjectLock | undefined> {
  const file = await FilePluginLock.in(folder, onInsecure);
  return file && new ProjectLock(file, platformText(goPlatform(process.platform, process.arch)));
}

/** The same, where there must be one. @throws AwfError `USER.INPUT.MISSING_FILE` */
export async function expectedLock(folder: string, onInsecure?: OnInsecure): Promise<ProjectLock> {
  const lock = await projectLock(folder, onInsecure);
  if (lock !== undefined) return lock;
  const problem = 'does not exist, and --frozen allows only what it names';
  throw new AwfError('USER.INPUT.MISSING_FILE', { path: join(folder, '.awf', 'plugins.lock'), problem });
}
