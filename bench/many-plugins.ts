import { createHost } from '../src/app/composition/create-host.js';
import { buildGoPlugin, installGoPlugin, withoutGo } from './go-peers.js';
import { ratioRow, type Benchmark } from './report.js';
import { sideBySide } from './side-by-side.js';

const wholePlugins = 50;
/** With fewer, there is nothing that they could have in common. */
const fewestPlugins = 10;
const rounds = 5;
/** On a machine with other work, 50 starts at once take long. */
const startTimeoutMs = 120_000;

/** Go plugins that one host starts at once, until all have answered, against as many times a host with one. */
export const manyPlugins: Benchmark = {
  name: 'many-plugins',
  unavailable: withoutGo,
  async run(scale) {
    const plugin = await buildGoPlugin();
    const plugins = Math.max(fewestPlugins, scale.amount(wholePlugins));
    await using one = await installGoPlugin(plugin);
    await using many = await installGoPlugin(plugin, plugins);
    const measure = async (path: string, count: number): Promise<number> => {
      await using host = await createHost({ pluginsDir: path, logLevel: 'error', limits: { startTimeoutMs } });
      const found = await host.plugins.discover();
      const names = found.map(({ manifest }) => manifest.name).slice(0, count);
      const begin = performance.now();
      await Promise.all(names.map((name) => host.operations.execute(`${name}.echo`, { text: 'hello' })));
      return performance.now() - begin;
    };
    const ours = (): Promise<number> => measure(many.path, plugins);
    const theirs = async (): Promise<number> => {
      let sum = 0;
      for (let sample = 0; sample < 5; sample += 1) sum += await measure(one.path, 1);
      return (sum / 5) * plugins;
    };
    const compared = await sideBySide(
      { name: 'at once', run: ours },
      { name: 'one by one', run: theirs },
      scale.rounds(rounds),
    );
    return [ratioRow(`${plugins} Go plugins started by one host | ${plugins} x one`, 'ms', compared, { atMost: 0.6 })];
  },
};
