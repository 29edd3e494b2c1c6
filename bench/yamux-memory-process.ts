// Measures what 100 MB through a yamux stream cost this process in memory; started by yamux.ts with --expose-gc, reports with one message.
import { YamuxPeer } from '../packages/go-plugin/test/support/yamux-peer.js';
import { collectedMemory, megabyte } from './collected-memory.js';
import { overYamux, type Direction } from './yamux-transfer.js';

/** What one run of this program found, in megabytes. */
export interface YamuxMemory {
  /** Growth of resident memory over ten transfers, garbage collected before and after. */
  readonly growthMb: number;
  /** The most that the process held during them above what it held before. */
  readonly peakMb: number;
}

const settledTransfers = 5;
const measuredTransfers = 10;
const sampleMs = 5;

const direction = process.argv[2] as Direction;
await using peer = await YamuxPeer.start();
for (let done = 0; done < settledTransfers; done += 1) await overYamux(peer, direction);
const before = collectedMemory().rss;
let peak = before;
const sampling = setInterval(() => (peak = Math.max(peak, process.memoryUsage.rss() / megabyte)), sampleMs);
for (let done = 0; done < measuredTransfers; done += 1) await overYamux(peer, direction);
clearInterval(sampling);
const figures: YamuxMemory = {
  growthMb: collectedMemory().rss - before,
  peakMb: peak - before,
};
process.send?.(figures);
