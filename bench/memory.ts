import { measureInProcess } from './child-process.js';
import { buildGoPlugin, withoutGo } from './go-peers.js';
import type { MemoryFigures } from './memory-process.js';
import { figureRow, type Benchmark } from './report.js';

const rounds = 2;

/** Host memory. Each round runs in a separate process with --expose-gc. */
export const memory: Benchmark = {
  name: 'memory',
  unavailable: withoutGo,
  async run() {
    const plugin = await buildGoPlugin();
    const figures: MemoryFigures[] = [];
    for (let round = 0; round < rounds; round += 1)
      figures.push(await measureInProcess<MemoryFigures>('memory-process.js', plugin));
    return [
      figureRow(
        'host memory for each further plugin',
        'MB',
        figures.map((f) => f.perPluginMb),
        { atMost: 3 },
      ),
      figureRow(
        'growth of resident memory, start/kill cycles 200 to 400',
        'MB',
        figures.map((f) => f.growthMb),
        { atMost: 3 },
      ),
      figureRow(
        'growth of the heap, start/kill cycles 200 to 400',
        'MB',
        figures.map((f) => f.heapGrowthMb),
        { atMost: 1 },
      ),
      figureRow(
        'open descriptors left by 200 cycles',
        'descriptors',
        figures.map((f) => f.descriptors),
        { atMost: 0 },
      ),
    ];
  },
};
