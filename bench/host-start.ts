import { execFile } from 'node:child_process';
import { performance } from 'node:perf_hooks';
import { promisify } from 'node:util';
import { createHost } from '../src/app/composition/create-host.js';
import { buildGoHost, buildGoPlugin, installGoPlugin, withoutGo } from './go-peers.js';
import { ratioRow, type Benchmark } from './report.js';
import { sideBySide } from './side-by-side.js';

const run = promisify(execFile);

/** From spawn to the first answer of Execute: our host against a Go host, both with the Go plugin over AutoMTLS. */
export const hostStart: Benchmark = {
  name: 'host-start',
  unavailable: withoutGo,
  async run(scale) {
    const [plugin, goHost] = await Promise.all([buildGoPlugin(), buildGoHost()]);
    await using installed = await installGoPlugin(plugin);
    const ours = async (): Promise<number> => {
      await using host = await createHost({ pluginsDir: installed.path, logLevel: 'error' });
      await host.plugins.discover();
      const begin = performance.now();
      await host.operations.execute('goecho.echo', { text: 'hello' });
      return performance.now() - begin;
    };
    const theirs = async (): Promise<number> => {
      const { stdout } = await run(goHost, ['-n', '1', '-warm-up', '1', '--', plugin]);
      return (JSON.parse(stdout) as [number])[0];
    };
    const comparison = await sideBySide(
      { name: 'ours', run: ours },
      { name: 'Go host', run: theirs },
      scale.rounds(31),
    );
    return [ratioRow('Go plugin, spawn to first Execute: our host | Go host', 'ms', comparison, { atMost: 1 })];
  },
};
