import { measureInProcess } from './child-process.js';
import type { CancellationFigures } from './cancellation-process.js';
import { figureRow, type Benchmark } from './report.js';

const wholeCalls = 100_000;

/** 100,000 calls that are canceled, half of them in the middle of the handler: what is left of them. */
export const cancellations: Benchmark = {
  name: 'cancellations',
  async run(scale) {
    const { calls, heapGrowthMb, memoryGrowthMb, openCalls, openHandles } = await measureInProcess<CancellationFigures>(
      'cancellation-process.js',
      String(scale.amount(wholeCalls)),
    );
    const what = `cancellations: ${calls.toLocaleString('en')} calls`;
    return [
      figureRow(`${what}, growth of the heap, both sides`, 'MB', [heapGrowthMb], { atMost: 1 }),
      figureRow(`${what}, growth of resident memory, both sides`, 'MB', [memoryGrowthMb], { atMost: 16 }),
      figureRow(`${what}, calls that their handlers still hold`, 'calls', [openCalls], { atMost: 0 }),
      figureRow(`${what}, handles and timers that are left`, 'handles', [openHandles], { atMost: 0 }),
    ];
  },
};
