import { interopClient, type InteropHost } from '../packages/go-plugin/test/support/interop-host.js';
import { runGoTestHost } from '../packages/go-plugin/test/support/go-test-host.js';
import { buildGoProgram } from '../packages/go-plugin/test/support/go.js';
import { withoutGo } from './go-peers.js';
import { ratioRow, type Benchmark, type Row } from './report.js';
import { sideBySide, type Contestant } from './side-by-side.js';

const rounds = 5;
/** A plain round takes twice as long in the first second as after three seconds. */
const warmUpMs = 4_000;
/** As in the Go host's check broker-repeat: this many connections in each direction, with one call on each. */
const connectionsEachWay = 20;

function ours(host: InteropHost): Contestant {
  return {
    name: 'our host',
    async run() {
      const begin = performance.now();
      for (let n = 0; n < connectionsEachWay; n += 1) {
        await host.letPluginDial('hello');
        await host.dialAndPing('hello');
      }
      return (performance.now() - begin) / (2 * connectionsEachWay);
    },
  };
}

function goHost(program: string, plugin: string, flags: readonly string[]): Contestant {
  return {
    name: 'Go host',
    async run() {
      // The first pass warms up the Go host, because ours is warm from earlier rounds.
      const checks = ['broker-host-serves', 'broker-plugin-serves', 'broker-repeat'];
      const report = await runGoTestHost(program, [...flags, '-check', checks.join(',')], [plugin]);
      const repeat = report.checks.find(({ name }) => name === 'broker-repeat');
      if (repeat?.ok !== true) throw new Error(`the Go host failed: ${repeat?.error ?? report.error ?? 'no report'}`);
      return repeat.ms / (2 * connectionsEachWay);
    },
  };
}

/** Opens a brokered connection to a Go plugin, makes one call, and closes it. */
export const brokerBenchmark: Benchmark = {
  name: 'broker',
  unavailable: withoutGo,
  async run(scale): Promise<readonly Row[]> {
    const plugin = await buildGoProgram('packages/go-plugin/test/interop/go', './cmd/testplugin');
    const program = await buildGoProgram('packages/go-plugin/test/interop/go', './cmd/testhost');
    const rows: Row[] = [];
    for (const autoMtls of [false, true]) {
      for (const brokerMultiplex of [false, true]) {
        await using client = interopClient(plugin, { autoMtls, brokerMultiplex });
        const host = await client.dispense('interop');
        // Node compiles hot code while it runs. The Go host is compiled already.
        const warm = ours(host);
        for (const begin = performance.now(); performance.now() - begin < scale.amount(warmUpMs);) await warm.run();
        const flags = [`-automtls=${autoMtls}`, `-mux=${brokerMultiplex}`];
        const comparison = await sideBySide(warm, goHost(program, plugin, flags), scale.rounds(rounds));
        const how = `${brokerMultiplex ? ', multiplexed' : ''}${autoMtls ? ', mutual TLS' : ''}`;
        rows.push(ratioRow(`broker: a connection and one call${how}`, 'ms', comparison, { atMost: 1.3 }));
      }
    }
    return rows;
  },
};
