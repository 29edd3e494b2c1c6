import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PluginArchivesSubject } from '../../src/contract/index.js';
import {
  InMemoryPluginArchives,
  type PackableInMemory,
} from '../../src/infrastructure/in_memory/in-memory-plugin-archives.js';
import { TarArchives } from '../../src/infrastructure/plugin_archive/tar-archives.js';
import { pluginEntries } from './archives.js';
import { ownFolder } from './contract-subjects.js';

/** How a program for Linux begins. @param processor 0x3e is amd64, 0xb7 is arm64 */
export function elfHeader(processor = 0x3e): Buffer {
  const header = Buffer.alloc(64);
  header.writeUInt32BE(0x7f454c46);
  header.writeUInt8(1, 5);
  header.writeUInt16LE(processor, 18);
  return header;
}

/** Archives in memory. */
export function memoryArchives(): Promise<PluginArchivesSubject> {
  const plugins = new Map<string, PackableInMemory>();
  const [directory, readOnly] = ['memory:release', 'memory:read-only'];
  const archives = new InMemoryPluginArchives(plugins, [readOnly]);
  const plugin: PluginArchivesSubject['plugin'] = (content, code) => {
    const locator = `memory:${content}${code ?? ''}`;
    plugins.set(locator, { content, platforms: code === undefined ? [] : [{ os: 'linux', arch: 'amd64' }] });
    return Promise.resolve(locator);
  };
  return Promise.resolve({
    archives,
    plugin,
    directory,
    readOnly,
    written: () => Promise.resolve([...archives.files.keys()].map((path) => path.slice(directory.length + 1))),
    checksums: () => Promise.resolve(archives.files.get(`${directory}/checksums.txt`) ?? ''),
    close: () => Promise.resolve(),
  });
}

/** Archives on disk. */
export async function tarArchives(): Promise<PluginArchivesSubject> {
  const { root, close } = await ownFolder();
  const directory = join(root, 'release');
  let made = 0;
  const plugin: PluginArchivesSubject['plugin'] = async (content, code) => {
    const locator = join(root, `plugin-${(made += 1)}`);
    await mkdir(join(locator, 'lib', 'empty'), { recursive: true });
    for (const { path, content: text = '', mode } of pluginEntries('echo'))
      await writeFile(join(locator, path), text, { mode });
    await writeFile(join(locator, 'lib', 'code'), code === undefined ? content : elfHeader());
    return locator;
  };
  await writeFile(join(root, 'file'), '');
  return {
    archives: new TarArchives(),
    plugin,
    directory,
    readOnly: join(root, 'file', 'below'),
    written: () => readdir(directory).catch(() => []),
    checksums: () => readFile(join(directory, 'checksums.txt'), 'utf8'),
    close,
  };
}
