// npm run bench [-- NAME...] [--quick] [--check] [--save]: runs the benchmarks one after the other and prints one line for each figure.
// README.md in this directory describes the options.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { awfStart } from './awf-start.js';
import { brokerBenchmark } from './broker.js';
import { calls } from './calls.js';
import { cancellations } from './cancellations.js';
import { certificateBenchmark } from './certificate.js';
import { channelBenchmark } from './channel.js';
import { eventsBenchmark } from './events.js';
import { execute } from './execute.js';
import { heavyAnswers } from './heavy-answers.js';
import { hostStart } from './host-start.js';
import { largeValues } from './large-values.js';
import { logForwarding } from './log-forwarding.js';
import { manyPlugins } from './many-plugins.js';
import { memory } from './memory.js';
import { pluginCheck } from './plugin-check.js';
import { pluginMemory } from './plugin-memory.js';
import { pluginStart } from './plugin-start.js';
import { measuredHere, readReference, regressionOf, writeJson, type Reference } from './reference.js';
import { formatRow, type Benchmark, type Row } from './report.js';
import { quickScale, wholeScale } from './scale.js';
import { serverBenchmark } from './server.js';
import { stalledReader } from './stalled-reader.js';
import { stream } from './stream.js';
import { yamuxBenchmark } from './yamux.js';

const benchmarks: readonly Benchmark[] = [
  hostStart,
  awfStart,
  execute,
  calls,
  stream,
  stalledReader,
  cancellations,
  largeValues,
  heavyAnswers,
  eventsBenchmark,
  channelBenchmark,
  serverBenchmark,
  pluginStart,
  pluginCheck,
  pluginMemory,
  manyPlugins,
  memory,
  yamuxBenchmark,
  brokerBenchmark,
  logForwarding,
  certificateBenchmark,
];
const { values: flags, positionals: wanted } = parseArgs({
  allowPositionals: true,
  options: { quick: { type: 'boolean' }, check: { type: 'boolean' }, save: { type: 'boolean' } },
});
const scale = flags.quick === true ? quickScale : wholeScale;
const mode: keyof Reference = flags.quick === true ? 'quick' : 'whole';
// This program runs in build/bench.
const referenceFile = fileURLToPath(new URL('../../bench/reference.json', import.meta.url));
const resultsFile = fileURLToPath(new URL('results.json', import.meta.url));

/** go-plugin leaves sockets behind. This folder is removed with them. */
const temp = mkdtempSync(join(tmpdir(), 'awf-bench-'));
process.env['TMPDIR'] = temp;
process.once('exit', () => rmSync(temp, { recursive: true, force: true }));

async function run(benchmark: Benchmark): Promise<readonly Row[]> {
  const reason = benchmark.unavailable?.();
  if (reason !== undefined) {
    console.log(`${benchmark.name}: not measured: ${reason}`);
    return [];
  }
  const begin = performance.now();
  const rows = await benchmark.run(scale);
  for (const row of rows) console.log(formatRow(row));
  console.log(`  ${benchmark.name} took ${((performance.now() - begin) / 1000).toFixed(1)} s`);
  return rows;
}

const regressionsIn = (rows: readonly Row[]): readonly string[] => {
  const reference = readReference(referenceFile)[mode];
  return rows.flatMap((row) => regressionOf(row, reference) ?? []);
};

console.log(`node ${process.version}, ${process.platform} ${process.arch}`);
console.log('what: ours | theirs | median (quartiles) | target | verdict');
const measured: Row[] = [];
const regressions: string[] = [];
for (const benchmark of benchmarks) {
  if (wanted.length > 0 && !wanted.includes(benchmark.name)) continue;
  const rows = await run(benchmark);
  measured.push(...rows);
  if (flags.check !== true || regressionsIn(rows).length === 0) continue;
  console.log(`${benchmark.name}: worse than it was; measured once more:`);
  regressions.push(...regressionsIn(await run(benchmark)));
}
writeJson(resultsFile, measuredHere(measured));
if (flags.save === true) writeJson(referenceFile, { ...readReference(referenceFile), [mode]: measuredHere(measured) });
if (flags.check === true)
  console.log(regressions.length === 0 ? 'no regression' : `regressions:\n  ${regressions.join('\n  ')}`);
process.exitCode = regressions.length === 0 ? 0 : 1;
