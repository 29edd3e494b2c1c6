// Our host with one plugin, which it calls through the OperationProvider port. It speaks as bench/go/load does, see load-host.ts.
// Arguments: the directory of the plugins, the operation, and --mux.
import { createInterface } from 'node:readline';
import { createHost } from '../src/app/composition/create-host.js';
import { PLUGIN_TRANSPORT } from '../src/ports/plugin-transport.js';
import type { Load, LoadFigures } from './load-host.js';
import { MultiplexedTransport } from './multiplexed-transport.js';

const [pluginsDir = '', operation = '', mux] = process.argv.slice(2);
await using host = await createHost({
  pluginsDir,
  logLevel: 'error',
  configure: (container) => {
    if (mux !== '--mux') return;
    container.unbind(PLUGIN_TRANSPORT);
    container.bind(PLUGIN_TRANSPORT).toConstantValue(new MultiplexedTransport());
  },
});

async function execute(): Promise<void> {
  const result = await host.operations.execute(operation, { text: 'hello' });
  if (!result.success || result.outputs['text'] !== 'hello') throw new Error(`${operation} failed`);
}

async function measure({ calls, inFlight }: Load): Promise<LoadFigures> {
  const latencies = new Float64Array(calls);
  let next = 0;
  const lane = async (): Promise<void> => {
    while (next < calls) {
      const call = next;
      next += 1;
      const started = performance.now();
      await execute();
      latencies[call] = (performance.now() - started) * 1000;
    }
  };
  const begin = performance.now();
  await Promise.all(Array.from({ length: inFlight }, lane));
  const took = performance.now() - begin;
  latencies.sort();
  const at = (share: number): number => latencies[Math.floor(share * (calls - 1))] ?? Number.NaN;
  return { perSecond: (calls * 1000) / took, p50: at(0.5), p90: at(0.9), p99: at(0.99) };
}

await execute();
// Nobody reads the plugin's process id from our host.
console.log(JSON.stringify({ pid: 0 }));
for await (const line of createInterface({ input: process.stdin }))
  console.log(JSON.stringify(await measure(JSON.parse(line) as Load)));
