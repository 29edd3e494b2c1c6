import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { buildGoPlugin, withoutGo } from './go-peers.js';
import type { MemoryFigures } from './memory-process.js';
import type { Benchmark, Row, Target } from './report.js';
import { spread } from './side-by-side.js';

const rounds = 2;

/** Host memory, each round measured in a process of its own that can collect its garbage. */
export const memory: Benchmark = {
  name: 'memory',
  unavailable: withoutGo,
  async run() {
    const plugin = await buildGoPlugin();
    const figures: MemoryFigures[] = [];
    for (let round = 0; round < rounds; round += 1) figures.push(await measure(plugin));
    const row = (what: string, unit: string, values: readonly number[], target: Target): Row => {
      return { what, ours: `${values.length} runs`, theirs: '-', figure: spread(values), unit, target };
    };
    return [
      row(
        'host memory for each further plugin',
        'MB',
        figures.map((f) => f.perPluginMb),
        { atMost: 3 },
      ),
      row(
        'growth of resident memory, start/kill cycles 200 to 400',
        'MB',
        figures.map((f) => f.growthMb),
        { atMost: 3 },
      ),
      row(
        'growth of the heap, start/kill cycles 200 to 400',
        'MB',
        figures.map((f) => f.heapGrowthMb),
        { atMost: 1 },
      ),
      row(
        'open descriptors left by 200 cycles',
        'descriptors',
        figures.map((f) => f.descriptors),
        { atMost: 0 },
      ),
    ];
  },
};

async function measure(plugin: string): Promise<MemoryFigures> {
  const program = fileURLToPath(new URL('memory-process.js', import.meta.url));
  const child = fork(program, [plugin], { execArgv: ['--expose-gc'] });
  const [figures] = (await once(child, 'message')) as [MemoryFigures];
  await once(child, 'exit');
  return figures;
}
