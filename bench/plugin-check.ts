import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FolderInspector } from '../src/infrastructure/plugin_folder/folder-inspector.js';
import { HashCache } from '../src/infrastructure/plugin_folder/hash-cache.js';
import { figureRow, type Benchmark } from './report.js';

const files = 500;
const bytes = (100 * 1024 * 1024) / files;
const fullRounds = 9;

/** Checks a plugin of 100 MB that an interpreter runs, as before each start: when nothing is known about its files, and when all is. */
export const pluginCheck: Benchmark = {
  name: 'plugin-check',
  async run(scale) {
    const root = await mkdtemp(join(tmpdir(), 'awf-bench-check-'));
    try {
      const plugin = await makePlugin(root);
      // Later than the files, so that their hashes are kept.
      const known = new FolderInspector(new HashCache(join(root, 'cache'), () => Date.now() + 60_000));
      await known.inspect(plugin);
      const measure = async (inspector: FolderInspector): Promise<readonly number[]> => {
        const times: number[] = [];
        for (let round = 0; round < scale.rounds(fullRounds); round += 1) {
          const begin = performance.now();
          await inspector.exposureOf(plugin);
          await inspector.inspect(plugin);
          times.push(performance.now() - begin);
        }
        return times;
      };
      const what = `check of a plugin of ${files} files, 100 MB, before a start`;
      return [
        figureRow(`${what}, first time`, 'ms', await measure(new FolderInspector()), { atMost: 300 }),
        figureRow(`${what}, files unchanged`, 'ms', await measure(known), { atMost: 300 }),
      ];
    } finally {
      await rm(root, { recursive: true });
    }
  },
};

async function makePlugin(root: string): Promise<string> {
  const plugin = join(root, 'large');
  await mkdir(join(plugin, 'lib'), { recursive: true });
  await writeFile(join(plugin, 'plugin.yaml'), 'name: large\n');
  await writeFile(join(plugin, 'awf-plugin-large'), '#!/bin/sh\n', { mode: 0o755 });
  for (let file = 0; file < files; file += 1)
    await writeFile(join(plugin, 'lib', `${file}.js`), Buffer.alloc(bytes, file));
  return plugin;
}
