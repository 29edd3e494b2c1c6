import { chmod, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PluginInspectorSubject, PluginInstallationsSubject } from '../../src/contract/index.js';
import {
  InMemoryInstallations,
  type PluginInMemory,
} from '../../src/infrastructure/in_memory/in-memory-installations.js';
import { FilePluginLoader } from '../../src/infrastructure/manifest_loader/file-plugin-loader.js';
import { FolderInspector } from '../../src/infrastructure/plugin_folder/folder-inspector.js';
import { FolderInstallations } from '../../src/infrastructure/plugin_folder/folder-installations.js';
import { HashCache } from '../../src/infrastructure/plugin_folder/hash-cache.js';
import { pluginEntries, tarGz } from './archives.js';
import { ownFolder } from './contract-subjects.js';

const nothingToClose = (): Promise<void> => Promise.resolve();

/** Some plugin in memory. */
export const pluginInMemory = (name: string, letter = 'a'): PluginInMemory => ({
  name,
  checksum: letter.repeat(64),
  contents: `h1:${letter.repeat(43)}=`,
});

/** Installations in memory. The version of a plugin is in its checksum. */
export function memoryInstallations(): Promise<PluginInstallationsSubject> {
  const sources = new Map<string, PluginInMemory>();
  const installations = new InMemoryInstallations(sources);
  const source = (name: string, version: string): Promise<string> => {
    sources.set(`${name}@${version}`, { ...pluginInMemory(name), checksum: version });
    return Promise.resolve(`${name}@${version}`);
  };
  const hostile = (): Promise<string> => {
    sources.set('hostile', { ...pluginInMemory('hostile'), problem: 'leads out' });
    return Promise.resolve('hostile');
  };
  const installed = (): Promise<ReadonlyMap<string, string>> => {
    const inPlace = [...installations.plugins].filter(([locator]) => locator.startsWith('memory:'));
    return Promise.resolve(new Map(inPlace.map(([locator, { checksum }]) => [locator, checksum])));
  };
  return Promise.resolve({ installations, source, hostile, installed, close: nothingToClose });
}

/** Installations in a folder of its own. */
export async function folderInstallations(): Promise<PluginInstallationsSubject> {
  const { root, close } = await ownFolder();
  const installations = new FolderInstallations(join(root, 'plugins'));
  await mkdir(installations.directory);
  const source = async (name: string, version: string): Promise<string> => {
    const path = join(root, `${name}-${version}.tar.gz`);
    await writeFile(path, tarGz(pluginEntries(name, version)));
    return path;
  };
  const hostile = async (): Promise<string> => {
    const path = join(root, 'hostile.tar.gz');
    await writeFile(path, tarGz([...pluginEntries('echo', '6.6.6'), { path: '../out' }]));
    return path;
  };
  const installed = async (): Promise<ReadonlyMap<string, string>> => {
    const plugins = await new FilePluginLoader().discoverPlugins(installations.directory);
    return new Map(plugins.map(({ locator, manifest }) => [locator, manifest.version]));
  };
  return { installations, source, hostile, installed, close };
}

/** A plugin in memory. */
export function memoryInspector(): Promise<PluginInspectorSubject> {
  const inspector = new InMemoryInstallations();
  const locator = 'memory:echo';
  let plugin = pluginInMemory('echo');
  const set = (changed: Partial<PluginInMemory>): Promise<void> => {
    plugin = { ...plugin, ...changed };
    inspector.plugins.set(locator, plugin);
    return Promise.resolve();
  };
  void set({});
  return Promise.resolve({
    inspector,
    locator,
    change: (part) =>
      set({ contents: `h1:${'b'.repeat(43)}=`, ...(part === 'program' ? { checksum: 'b'.repeat(64) } : {}) }),
    expose: () => set({ exposure: { path: locator, problem: 'can be changed by others' } }),
    remove: () => Promise.resolve(void inspector.plugins.delete(locator)),
    close: nothingToClose,
  });
}

/** A script with a file beside it, in a folder. */
export async function folderInspector(): Promise<PluginInspectorSubject> {
  const { root, close } = await ownFolder();
  const locator = join(root, 'echo');
  await mkdir(locator);
  for (const { path, content = '', mode } of pluginEntries('echo'))
    await writeFile(join(locator, path), content, { mode });
  await writeFile(join(locator, 'beside.js'), '1');
  // Later than the files, so that their hashes are kept.
  const cache = new HashCache(join(root, 'cache'), () => Date.now() + 60_000);
  return {
    inspector: new FolderInspector(cache),
    locator,
    change: (part) => writeFile(join(locator, part === 'program' ? 'awf-plugin-echo' : 'beside.js'), '#!changed\n'),
    expose: () => chmod(join(locator, 'plugin.yaml'), 0o666),
    remove: () => rm(locator, { recursive: true }),
    close,
  };
}
