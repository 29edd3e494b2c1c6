import { performance } from 'node:perf_hooks';
import { createHost } from '../src/app/composition/create-host.js';
import { startBareClient } from './bare-client.js';
import { buildGoPlugin, installGoPlugin, withoutGo } from './go-peers.js';
import { ratioRow, type Benchmark } from './report.js';
import { sideBySide, type Contestant } from './side-by-side.js';

const sequentialCalls = 500;
const parallelCalls = 4_000;
const inFlight = 64;

type Call = () => Promise<unknown>;

/** Mean milliseconds per call, one call after the other. */
const latency = (name: string, call: Call, calls: number): Contestant => ({
  name,
  async run() {
    const begin = performance.now();
    for (let done = 0; done < calls; done += 1) await call();
    return (performance.now() - begin) / calls;
  },
});

/** Calls per second with a fixed number in flight. */
const throughput = (name: string, call: Call, calls: number): Contestant => ({
  name,
  async run() {
    const begin = performance.now();
    const lane = async (): Promise<void> => {
      for (let done = 0; done < calls / inFlight; done += 1) await call();
    };
    await Promise.all(Array.from({ length: inFlight }, lane));
    return calls / ((performance.now() - begin) / 1000);
  },
});

/**
 * Execute through the OperationProvider port against a bare grpc-js client on its own channel. Each has its own Go
 * plugin process over AutoMTLS. Ours also checks and encodes the inputs and decodes the outputs. The bare client sends
 * prepared bytes and decodes nothing.
 */
export const execute: Benchmark = {
  name: 'execute',
  unavailable: withoutGo,
  async run(scale) {
    const plugin = await buildGoPlugin();
    await using installed = await installGoPlugin(plugin);
    await using host = await createHost({ pluginsDir: installed.path, logLevel: 'error' });
    await using bare = await startBareClient(plugin);
    const text = Buffer.from('"hello"');
    const ours = (): Promise<unknown> => host.operations.execute('goecho.echo', { text: 'hello' });
    const theirs = (): Promise<unknown> => bare.execute('echo', { text });
    const [few, many] = [scale.amount(sequentialCalls), scale.amount(parallelCalls)];
    const pairs = scale.rounds(21);
    const sequential = await sideBySide(latency('ours', ours, few), latency('grpc-js', theirs, few), pairs);
    const parallel = await sideBySide(throughput('ours', ours, many), throughput('grpc-js', theirs, many), pairs);
    return [
      ratioRow('Execute, one after the other: OperationProvider | bare grpc-js', 'ms', sequential, { atMost: 1 }),
      ratioRow('Execute, 64 in flight: OperationProvider | bare grpc-js', 'calls/s', parallel, { atLeast: 1 }),
    ];
  },
};
