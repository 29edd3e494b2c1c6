// Measures this process's memory for 100 MB through a yamux stream. yamux.ts starts it with --expose-gc. It reports
// with one message.
import { YamuxPeer } from '../packages/go-plugin/test/support/yamux-peer.js';
import { collectedMemory, megabyte } from './collected-memory.js';
import { overYamux, type Direction } from './yamux-transfer.js';

/** The result of one run of this program, in megabytes. */
export interface YamuxMemory {
  /** Growth of resident memory over ten transfers, with garbage collection before and after. */
  readonly growthMb: number;
  /** The peak of resident memory during the transfers, above the value before them. */
  readonly peakMb: number;
}

const sampleMs = 5;

const direction = process.argv[2] as Direction;
const measuredTransfers = Number(process.argv[3]);
const settledTransfers = measuredTransfers / 2;
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
