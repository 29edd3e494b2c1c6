import { readdir, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { AwfError } from '../../domain/errors/awf-error.js';
import type { PluginManifest } from '../../domain/plugin/manifest.js';
import type { PluginInfo } from '../../domain/plugin/plugin-info.js';
import type { CallOptions } from '../../ports/call-options.js';
import type { PluginLoader } from '../../ports/plugin-loader.js';
import { withinLimits } from 'plugin-async';
import { readSettled } from '../shared/interrupted-installs.js';
import { readErrorOf, readTextFile } from '../shared/read-text-file.js';
import { storageLimits } from '../shared/storage-limits.js';
import { invalidManifest, parseManifest } from './parse-manifest.js';
import { expectProgram, manifestPath, programPath } from '../shared/folder-layout.js';

/** Far more than any manifest has. */
const maxManifestBytes = 64 * 1024;

/** Finds plugins on disk: each directory that holds a `plugin.yaml`, directly or behind a symbolic link. */
export class FilePluginLoader implements PluginLoader {
  discoverPlugins(directory: string, options: CallOptions = {}): Promise<readonly PluginInfo[]> {
    return withinLimits(options, storageLimits('*', 'discover', directory), async (signal) => {
      const read = (): Promise<readonly string[]> =>
        readdir(directory).catch(async (cause: unknown) => {
          throw await noFolder(directory, cause);
        });
      const names = await readSettled(directory, read, signal);
      const found = await Promise.all(names.map((name) => discover(join(directory, name), signal)));
      return found
        .filter((info) => info !== undefined)
        .sort((a, b) => compare(a.manifest.name, b.manifest.name) || compare(a.locator, b.locator));
    });
  }

  loadPlugin(directory: string, options: CallOptions = {}): Promise<PluginInfo> {
    return withinLimits(options, storageLimits(basename(directory), 'load', directory), async (signal) => {
      const info = await read(directory, signal);
      await expectProgram(info.manifest.name, programPath(info.locator));
      return { ...info, status: 'loaded' };
    });
  }
}

async function read(directory: string, signal: AbortSignal): Promise<PluginInfo> {
  const path = manifestPath(directory);
  const file = await readTextFile(path, maxManifestBytes, signal);
  if (!file.ok) throw invalidManifest(path, [{ problem: file.problem }]);
  return infoOf(directory, parseManifest(file.text, path));
}

/** A plugin, or a failed plugin with its error. Undefined if the directory is not a plugin. */
async function discover(directory: string, signal: AbortSignal): Promise<PluginInfo | undefined> {
  const isPlugin = await stat(manifestPath(directory)).then(
    (file) => file.isFile(),
    () => false,
  );
  if (!isPlugin) return undefined;
  try {
    return await read(directory, signal);
  } catch (error) {
    signal.throwIfAborted();
    if (!AwfError.is(error)) throw error;
    return { ...infoOf(directory, nameless(directory)), status: 'failed', error };
  }
}

const infoOf = (directory: string, manifest: PluginManifest): PluginInfo => ({
  manifest,
  type: 'external',
  status: 'discovered',
  locator: resolve(directory),
});

/** The manifest of a plugin whose own cannot be read. Its name is that of its directory. */
const nameless = (directory: string): PluginManifest => ({
  name: basename(directory),
  version: '',
  awfVersion: '',
  capabilities: [],
  events: { subscribe: [], emit: [] },
  description: '',
  config: {},
});

/** ENOTDIR means that it is a file, or that something before it in the path is. */
async function noFolder(path: string, cause: unknown): Promise<AwfError> {
  const isThere = await stat(path).then(
    () => true,
    () => false,
  );
  return isThere && (cause as NodeJS.ErrnoException).code === 'ENOTDIR'
    ? new AwfError('USER.INPUT.MISSING_FILE', { path, problem: 'is a file, not a folder' }, { cause })
    : readErrorOf(path, cause);
}

const compare = (a: string, b: string): number => (a === b ? 0 : a < b ? -1 : 1);
