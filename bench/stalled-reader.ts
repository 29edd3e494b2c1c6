import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { megabyte } from './collected-memory.js';
import { figureRow, type Benchmark, type Row } from './report.js';
import type { StalledFigures } from './stalled-process.js';

const wholeMegabytes = 10 * 1024;
const program = fileURLToPath(new URL('stalled-process.js', import.meta.url));

const start = (...args: readonly string[]): ChildProcess => fork(program, args, { execArgv: ['--expose-gc'] });

/** The memory of both sides of one stream. */
async function measure(
  direction: 'up' | 'down',
  socket: string,
  megabytes: number,
): Promise<{ sender: StalledFigures; reader: StalledFigures }> {
  const server = start('serve', socket);
  const exited = once(server, 'exit');
  try {
    await once(server, 'message');
    const client = start(direction, socket, String(megabytes * megabyte));
    const [[ofServer], [ofClient]] = (await Promise.all([once(server, 'message'), once(client, 'message')])) as [
      [StalledFigures],
      [StalledFigures],
    ];
    return direction === 'up' ? { sender: ofClient, reader: ofServer } : { sender: ofServer, reader: ofClient };
  } finally {
    server.kill('SIGKILL');
    await exited;
  }
}

function rowsOf(where: string, { stalledMb, peakMb, movedMb }: StalledFigures): readonly Row[] {
  const what = `stalled reader: ${where}`;
  return [
    figureRow(`${what}: memory while stalled after ${Math.round(movedMb)} MB`, 'MB', [stalledMb], { atMost: 32 }),
    figureRow(`${what}: most memory`, 'MB', [peakMb], { atMost: 32 }),
  ];
}

/** A stream of 10 GB whose reader stalls: what both sides hold meanwhile, and the most that they had until all of it was through. */
export const stalledReader: Benchmark = {
  name: 'stalled-reader',
  async run(scale) {
    const megabytes = scale.amount(wholeMegabytes);
    const gigabytes = megabytes / 1024;
    const directory = await mkdtemp(join(tmpdir(), 'stalled-'));
    try {
      // Side by side: memory alone is measured.
      const measured = await Promise.all(
        (['up', 'down'] as const).map(async (direction) => {
          const sides = await measure(direction, join(directory, direction), megabytes);
          return Object.entries(sides).flatMap(([side, figures]) =>
            rowsOf(`${gigabytes} GB ${direction === 'up' ? 'to' : 'from'} a plugin, the ${side}`, figures),
          );
        }),
      );
      return measured.flat();
    } finally {
      await rm(directory, { recursive: true, force: true });
    }
  },
};
