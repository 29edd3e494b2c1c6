// npm run bench [-- NAME...]: runs the benchmarks one after the other, and prints one line for each figure.
import type { Benchmark } from './report.js';
import { formatRow } from './report.js';
import { calls } from './calls.js';
import { cancellations } from './cancellations.js';
import { stalledReader } from './stalled-reader.js';
import { stream } from './stream.js';
import { channelBenchmark } from './channel.js';
import { serverBenchmark } from './server.js';
import { hostStart } from './host-start.js';
import { execute } from './execute.js';
import { pluginStart } from './plugin-start.js';
import { pluginMemory } from './plugin-memory.js';
import { manyPlugins } from './many-plugins.js';
import { memory } from './memory.js';
import { brokerBenchmark } from './broker.js';
import { yamuxBenchmark } from './yamux.js';
import { logForwarding } from './log-forwarding.js';
import { certificateBenchmark } from './certificate.js';

const benchmarks: readonly Benchmark[] = [
  hostStart,
  execute,
  calls,
  stream,
  stalledReader,
  cancellations,
  channelBenchmark,
  serverBenchmark,
  pluginStart,
  pluginMemory,
  manyPlugins,
  memory,
  yamuxBenchmark,
  brokerBenchmark,
  logForwarding,
  certificateBenchmark,
];
const wanted = process.argv.slice(2);

console.log(`node ${process.version}, ${process.platform} ${process.arch}`);
console.log('what: ours | theirs | median (quartiles) | target | verdict');
for (const benchmark of benchmarks) {
  if (wanted.length > 0 && !wanted.includes(benchmark.name)) continue;
  const reason = benchmark.unavailable?.();
  if (reason !== undefined) {
    console.log(`${benchmark.name}: not measured: ${reason}`);
    continue;
  }
  for (const row of await benchmark.run()) console.log(formatRow(row));
}
