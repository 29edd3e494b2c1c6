import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { createHost } from '../src/app/composition/create-host.js';
import { ratioRow, type Benchmark } from './report.js';
import { sideBySide } from './side-by-side.js';

const examples = fileURLToPath(new URL('../../examples/plugins', import.meta.url));

/** From spawn to the first answer of Execute with the TypeScript echo plugin, against an empty Node process. */
export const pluginStart: Benchmark = {
  name: 'plugin-start',
  async run(scale) {
    const ours = async (): Promise<number> => {
      await using host = await createHost({ pluginsDir: examples, logLevel: 'error' });
      await host.plugins.discover();
      const begin = performance.now();
      await host.operations.execute('echo.echo', { text: 'hello' });
      return performance.now() - begin;
    };
    const theirs = async (): Promise<number> => {
      const begin = performance.now();
      await once(spawn(process.execPath, ['-e', '0']), 'exit');
      return performance.now() - begin;
    };
    const comparison = await sideBySide(
      { name: 'ours', run: ours },
      { name: 'node -e 0', run: theirs },
      scale.rounds(31),
    );
    return [ratioRow('TypeScript plugin, spawn to first Execute | node -e 0', 'ms', comparison, { atMost: 1.5 })];
  },
};
