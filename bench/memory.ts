import { measureInProcess } from './child-process.js';
import { buildGoPlugin, withoutGo } from './go-peers.js';
import type { MemoryFigures } from './memory-process.js';
import { figureRow, type Benchmark } from './report.js';

const rounds = 2;
const cycles = 200;
const lives = 1_000;

/** Host memory. Each round runs in a separate process with --expose-gc. */
export const memory: Benchmark = {
  name: 'memory',
  unavailable: withoutGo,
  async run(scale) {
    const plugin = await buildGoPlugin();
    // Side by side: what one process does to the other's time does nothing to its memory.
    const figures = await Promise.all(
      Array.from({ length: scale.rounds(rounds) }, () =>
        measureInProcess<MemoryFigures>(
          'memory-process.js',
          plugin,
          String(scale.amount(cycles)),
          String(scale.amount(lives)),
        ),
      ),
    );
    return [
      figureRow(
        'host memory for each further plugin',
        'MB',
        figures.map((f) => f.perPluginMb),
        { atMost: 3 },
      ),
      figureRow(
        'growth of resident memory, as many start/kill cycles as before',
        'MB',
        figures.map((f) => f.growthMb),
        { atMost: 3 },
      ),
      figureRow(
        'growth of the heap, as many start/kill cycles as before',
        'MB',
        figures.map((f) => f.heapGrowthMb),
        { atMost: 1 },
      ),
      figureRow(
        'open descriptors left by these cycles',
        'descriptors',
        figures.map((f) => f.descriptors),
        { atMost: 0 },
      ),
      figureRow(
        'open descriptors left by 1,000 lives of a plugin in one host',
        'descriptors',
        figures.map((f) => f.descriptorsOfLives),
        { atMost: 0 },
      ),
    ];
  },
};
