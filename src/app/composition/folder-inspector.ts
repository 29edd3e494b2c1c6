import { join } from 'node:path';
import { FolderInspector } from '../../infrastructure/plugin_folder/folder-inspector.js';
import { HashCache } from '../../infrastructure/plugin_folder/hash-cache.js';
import type { PluginInspector } from '../../ports/plugin-inspector.js';
import { cacheDirectory } from './plugin-directories.js';

/** The inspector of plugins on disk. It keeps hashes in the user's cache folder. */
export const folderInspector = (env: Readonly<Record<string, string | undefined>>): PluginInspector =>
  new FolderInspector(new HashCache(join(cacheDirectory(env), 'plugin-hashes')));
