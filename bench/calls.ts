import { fileURLToPath } from 'node:url';
import { buildGoPlugin, buildLoadHost, installGoPlugin, withoutGo } from './go-peers.js';
import { LoadHost, type Load, type LoadFigures } from './load-host.js';
import { ratioRow, type Benchmark, type Percentiles, type Row, type Target } from './report.js';
import type { Scale } from './scale.js';
import { sideBySide, spread, type Contestant } from './side-by-side.js';

const inFlight: Load = { calls: 4_000, inFlight: 64 };
const oneByOne: Load = { calls: 1_000, inFlight: 1 };
/** Node compiles hot code while it runs. Go is compiled already. */
const warmUp: Load = { calls: 20_000, inFlight: 64 };
const rounds = 15;

const inBuild = (program: string): string => fileURLToPath(new URL(program, import.meta.url));

async function compare(
  what: string,
  ours: LoadHost,
  theirs: LoadHost,
  targets: { readonly inFlight: Target; readonly p50: Target },
  scale: Scale,
): Promise<readonly Row[]> {
  const scaled = ({ calls: full, ...load }: Load): Load => ({ ...load, calls: scale.amount(full) });
  await ours.run(scaled(warmUp));
  await theirs.run(scaled(warmUp));
  await ours.run(scaled(oneByOne));
  const measure = async (
    name: string,
    load: Load,
    of: 'perSecond' | 'p50',
    unit: string,
    target: Target,
  ): Promise<Row> => {
    const mine: LoadFigures[] = [];
    const others: LoadFigures[] = [];
    const contestant = (host: LoadHost, figures: LoadFigures[]): Contestant => ({
      name,
      async run() {
        const figure = await host.run(scaled(load));
        figures.push(figure);
        return figure[of];
      },
    });
    const compared = await sideBySide(contestant(ours, mine), contestant(theirs, others), scale.rounds(rounds));
    const latencies = { ours: percentiles(mine), theirs: percentiles(others) };
    return { ...ratioRow(`${what}, ${name}`, unit, compared, target), latencies };
  };
  return [
    await measure('64 in flight', inFlight, 'perSecond', 'calls/s', targets.inFlight),
    await measure('one call after another, p50', oneByOne, 'p50', 'us', targets.p50),
  ];
}

/** The medians over all rounds. */
function percentiles(figures: readonly LoadFigures[]): Percentiles {
  const median = (of: keyof Percentiles): number => spread(figures.map((figure) => figure[of])).median;
  return { p50: median('p50'), p90: median('p90'), p99: median('p99') };
}

/** A plugin written with the SDK against a Go plugin, each under a Go host of its own. */
async function sdkPlugin(mux: boolean, scale: Scale): Promise<readonly Row[]> {
  const host = await buildLoadHost();
  const flags = mux ? ['-mux', '--'] : ['--'];
  await using ours = await LoadHost.start(host, [...flags, process.execPath, inBuild('echo-plugin.js')]);
  await using theirs = await LoadHost.start(host, [...flags, await buildGoPlugin()]);
  const targets = mux ? atLeastNearly : { inFlight: { atLeast: 1.2 }, p50: { atMost: 1 } };
  return await compare(
    `SDK plugin | Go plugin, under a Go host${mux ? ', multiplexed' : ''}`,
    ours,
    theirs,
    targets,
    scale,
  );
}

/** The OperationProvider port against a Go host, each with a Go plugin of its own. */
async function operationProvider(mux: boolean, scale: Scale): Promise<readonly Row[]> {
  const plugin = await buildGoPlugin();
  await using installed = await installGoPlugin(plugin);
  const args = [inBuild('host-process.js'), installed.path, 'goecho.echo', ...(mux ? ['--mux'] : [])];
  await using ours = await LoadHost.start(process.execPath, args);
  await using theirs = await LoadHost.start(await buildLoadHost(), [...(mux ? ['-mux'] : []), '--', plugin]);
  const targets = mux ? atLeastNearly : { inFlight: { atLeast: 1.1 }, p50: { atMost: 1.2 } };
  return await compare(
    `OperationProvider | Go host, with a Go plugin${mux ? ', multiplexed' : ''}`,
    ours,
    theirs,
    targets,
    scale,
  );
}

/** What issue 9 asks of multiplexed links. */
const atLeastNearly = { inFlight: { atLeast: 0.9 }, p50: { atMost: 1 / 0.9 } } as const;

/** Execute over AutoMTLS, both sides against Go's. */
export const calls: Benchmark = {
  name: 'calls',
  unavailable: withoutGo,
  async run(scale) {
    const rows: Row[] = [];
    for (const mux of [false, true])
      rows.push(...(await sdkPlugin(mux, scale)), ...(await operationProvider(mux, scale)));
    return rows;
  },
};
