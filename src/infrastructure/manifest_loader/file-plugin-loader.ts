import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { AwfError } from '../../domain/errors/awf-error.js';
import type { PluginManifest } from '../../domain/plugin/manifest.js';
import type { PluginInfo } from '../../domain/plugin/plugin-info.js';
import type { PluginLoader } from '../../ports/plugin-loader.js';
import { parseManifest } from './parse-manifest.js';
import { binaryPath, checkBinary, manifestPath } from './plugin-files.js';

/** Far more than any manifest has; two megabytes of brackets would take the parser half a minute. */
const maxManifestBytes = 64 * 1024;

/** Finds plugins on disk: each directory that holds a `plugin.yaml`, directly or behind a symbolic link. */
export class FilePluginLoader implements PluginLoader {
  /** @throws AwfError `USER.INPUT.MISSING_FILE` where there is no such directory, or it is a file, `SYSTEM.IO.READ_FAILED` */
  async discoverPlugins(directory: string): Promise<readonly PluginInfo[]> {
    const names = await readdir(directory).catch(async (cause: unknown) => {
      throw await noFolder(directory, cause);
    });
    const found = await Promise.all(names.map((name) => discover(join(directory, name))));
    return found
      .filter((info) => info !== undefined)
      .sort((a, b) => compare(a.manifest.name, b.manifest.name) || compare(a.directory, b.directory));
  }

  /** @throws AwfError also `SYSTEM.IO.PLUGIN_BINARY_NOT_FOUND`, `.PLUGIN_NOT_EXECUTABLE` */
  async loadPlugin(directory: string): Promise<PluginInfo> {
    const info = await read(directory);
    await checkBinary(info.manifest.name, info.binary);
    return { ...info, status: 'loaded' };
  }
}

async function read(directory: string): Promise<PluginInfo> {
  const path = manifestPath(directory);
  try {
    const { size } = await stat(path);
    if (size > maxManifestBytes) throw tooLarge(path);
    return infoOf(directory, parseManifest(await readFile(path, 'utf8'), path));
  } catch (error) {
    throw AwfError.is(error) ? error : unreadable(path, error);
  }
}

/** A plugin, or one that failed and says why; undefined for what is no plugin at all. */
async function discover(directory: string): Promise<PluginInfo | undefined> {
  const isPlugin = await stat(manifestPath(directory)).then(
    (file) => file.isFile(),
    () => false,
  );
  if (!isPlugin) return undefined;
  try {
    return await read(directory);
  } catch (error) {
    if (!AwfError.is(error)) throw error;
    return { ...infoOf(directory, nameless(directory)), status: 'failed', error };
  }
}

const infoOf = (directory: string, manifest: PluginManifest): PluginInfo => ({
  manifest,
  type: 'external',
  status: 'discovered',
  directory: resolve(directory),
  binary: binaryPath(resolve(directory)),
});

/** What stands in for a manifest that cannot be read: the plugin goes by the name of its directory. */
const nameless = (directory: string): PluginManifest => ({
  name: basename(directory),
  version: '',
  awfVersion: '',
  capabilities: [],
  description: '',
  config: {},
});

const tooLarge = (path: string): AwfError =>
  new AwfError('USER.VALIDATION.MANIFEST_INVALID', {
    path,
    problems: [{ problem: `the file is larger than ${maxManifestBytes} bytes` }],
  });

/** ENOTDIR means that it is a file, or that something before it in the path is. */
async function noFolder(path: string, cause: unknown): Promise<AwfError> {
  const isThere = await stat(path).then(
    () => true,
    () => false,
  );
  return isThere && (cause as NodeJS.ErrnoException).code === 'ENOTDIR'
    ? new AwfError('USER.INPUT.MISSING_FILE', { path, problem: 'is a file, not a folder' }, { cause })
    : unreadable(path, cause);
}

function unreadable(path: string, cause: unknown): AwfError {
  const { code } = cause as NodeJS.ErrnoException;
  return code === 'ENOENT' || code === 'ENOTDIR'
    ? new AwfError('USER.INPUT.MISSING_FILE', { path }, { cause })
    : new AwfError('SYSTEM.IO.READ_FAILED', { path }, { cause });
}

const compare = (a: string, b: string): number => (a === b ? 0 : a < b ? -1 : 1);
