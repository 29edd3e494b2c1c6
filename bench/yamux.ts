import { YamuxPeer } from '../packages/go-plugin/test/support/yamux-peer.js';
import { measureInProcess } from './child-process.js';
import { withoutGo } from './go-peers.js';
import { figureRow, ratioRow, type Benchmark, type Row } from './report.js';
import type { Scale } from './scale.js';
import { sideBySide, type Contestant } from './side-by-side.js';
import type { YamuxMemory } from './yamux-memory-process.js';
import { megabytes, overSocket, overYamux, type Direction } from './yamux-transfer.js';

const rounds = 9;
const memoryRounds = 2;
/** Of 100 MB each. */
const transfers = 10;
const directions: readonly (readonly [Direction, string])[] = [
  ['up', 'to Go'],
  ['down', 'from Go'],
];

async function throughput(direction: Direction, where: string, pairs: number): Promise<Row> {
  await using peer = await YamuxPeer.start();
  const ours = { name: 'yamux', run: () => overYamux(peer, direction) };
  const theirs = { name: 'unix socket', run: () => overSocket(peer, direction) };
  const comparison = await sideBySide(ours, theirs, pairs);
  return ratioRow(`yamux: 100 MB ${where} through one stream`, 'MB/s', comparison, { atLeast: 0.5 });
}

/** hashicorp's own sender with the same receiver, against ours, and as the control against its own plain socket. */
async function againstGo(pairs: number): Promise<readonly Row[]> {
  await using peer = await YamuxPeer.start();
  const fromGo = (name: string, transport: 'yamux' | 'plain'): Contestant => ({
    name,
    run: async () => (megabytes * 1_000) / (await peer.measureGoClient('drain', megabytes * 2 ** 20, transport)),
  });
  const ours = { name: 'yamux', run: () => overYamux(peer, 'up') };
  const senders = await sideBySide(ours, fromGo('Go', 'yamux'), pairs);
  const control = await sideBySide(fromGo('Go', 'yamux'), fromGo('unix socket', 'plain'), pairs);
  return [
    ratioRow('yamux: 100 MB to Go, against a Go client', 'MB/s', senders, { atLeast: 1 }),
    ratioRow('yamux: 100 MB from Go to Go, hashicorp at both ends', 'MB/s', control),
  ];
}

async function memory(direction: Direction, where: string, scale: Scale): Promise<readonly Row[]> {
  // Side by side: memory alone is measured.
  const runs = await Promise.all(
    Array.from({ length: scale.rounds(memoryRounds) }, () =>
      measureInProcess<YamuxMemory>('yamux-memory-process.js', direction, String(scale.amount(transfers))),
    ),
  );
  const growth = runs.map(({ growthMb }) => growthMb);
  const peak = runs.map(({ peakMb }) => peakMb);
  return [
    figureRow(`yamux: growth of resident memory, many transfers ${where}`, 'MB', growth, { atMost: 3 }),
    figureRow(`yamux: peak of resident memory, many transfers ${where}`, 'MB', peak, { atMost: 32 }),
  ];
}

/** One stream of our yamux against the bare unix socket, with hashicorp's yamux in a Go process at the other end. */
export const yamuxBenchmark: Benchmark = {
  name: 'yamux',
  unavailable: withoutGo,
  async run(scale) {
    const pairs = scale.rounds(rounds);
    const rows: Row[] = [];
    for (const [direction, where] of directions) rows.push(await throughput(direction, where, pairs));
    rows.push(...(await againstGo(pairs)));
    for (const [direction, where] of directions) rows.push(...(await memory(direction, where, scale)));
    return rows;
  },
};
