import { chmod, readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { AwfError } from '../../domain/errors/awf-error.js';
import { programNameOf } from '../../domain/plugin/manifest-rules.js';
import { manifestPath } from '../shared/folder-layout.js';

/** Where a plugin is in what was unpacked, and what its folder is to be called. */
export interface PluginWithin {
  readonly root: string;
  readonly folder: string;
}

const programPrefix = programNameOf('');

/**
 * Finds the plugin: at the top, as in AWF's archives, or in the one folder there, as in those of npm and in a packed folder. Its program decides
 * the name of its folder. As AWF does, it makes the program executable: zip files of Windows cannot say that it is.
 *
 * @param source where it comes from, for messages
 * @throws AwfError `USER.VALIDATION.ARCHIVE_INVALID`, `SYSTEM.IO.PLUGIN_BINARY_NOT_FOUND`
 */
export async function pluginWithin(unpacked: string, source: string): Promise<PluginWithin> {
  const root = await rootOf(unpacked, source);
  const entries = await readdir(root, { withFileTypes: true });
  const [program, second] = entries.filter((entry) => entry.isFile() && isProgram(entry.name)).map(({ name }) => name);
  if (program === undefined) throw noProgram(source);
  if (second !== undefined) throw invalid(source, `holds more than one program: ${program}, ${second}`);
  await chmod(join(root, program), 0o755);
  return { root, folder: program.slice(programPrefix.length) };
}

/** A program has no extension, as AWF looks for it; beside it may be its source. */
const isProgram = (name: string): boolean =>
  name.startsWith(programPrefix) && /^[A-Za-z0-9_-]+$/u.test(name.slice(programPrefix.length));

async function rootOf(unpacked: string, source: string): Promise<string> {
  if (await isFile(manifestPath(unpacked))) return unpacked;
  const names = await readdir(unpacked);
  const [only = ''] = names;
  if (names.length === 1 && (await isFile(manifestPath(join(unpacked, only))))) return join(unpacked, only);
  throw invalid(source, 'holds no plugin.yaml');
}

const isFile = (path: string): Promise<boolean> =>
  stat(path).then(
    (status) => status.isFile(),
    () => false,
  );

const noProgram = (source: string): AwfError =>
  new AwfError('SYSTEM.IO.PLUGIN_BINARY_NOT_FOUND', {
    plugin: basename(source),
    path: join(source, `${programPrefix}*`),
  });

const invalid = (path: string, problem: string): AwfError =>
  new AwfError('USER.VALIDATION.ARCHIVE_INVALID', { path, problem: `it ${problem}` });
