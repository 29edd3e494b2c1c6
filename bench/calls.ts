import { fileURLToPath } from 'node:url';
import { buildGoPlugin, buildLoadHost, installGoPlugin, withoutGo } from './go-peers.js';
import { LoadHost, type Load, type LoadFigures } from './load-host.js';
import { ratioRow, type Benchmark, type Row, type Target } from './report.js';
import { sideBySide, type Contestant } from './side-by-side.js';

const inFlight: Load = { calls: 8_000, inFlight: 64 };
const oneByOne: Load = { calls: 2_000, inFlight: 1 };
/** Node compiles hot code while it runs. Go is compiled already. */
const warmUp: Load = { calls: 20_000, inFlight: 64 };
const rounds = 7;

const inBuild = (program: string): string => fileURLToPath(new URL(program, import.meta.url));

async function compare(
  what: string,
  ours: LoadHost,
  theirs: LoadHost,
  targets: { readonly inFlight: Target; readonly p50: Target },
): Promise<readonly Row[]> {
  await ours.run(warmUp);
  await theirs.run(warmUp);
  await ours.run(oneByOne);
  const contestants = (load: Load, of: keyof LoadFigures): readonly [Contestant, Contestant] => [
    { name: 'ours', run: async () => (await ours.run(load))[of] },
    { name: 'Go', run: async () => (await theirs.run(load))[of] },
  ];
  const parallel = await sideBySide(...contestants(inFlight, 'perSecond'), rounds);
  const sequential = await sideBySide(...contestants(oneByOne, 'p50'), rounds);
  return [
    ratioRow(`${what}, 64 in flight`, 'calls/s', parallel, targets.inFlight),
    ratioRow(`${what}, one call after another, p50`, 'us', sequential, targets.p50),
  ];
}

/** A plugin written with the SDK against a Go plugin, each under a Go host of its own. */
async function sdkPlugin(mux: boolean): Promise<readonly Row[]> {
  const host = await buildLoadHost();
  const flags = mux ? ['-mux', '--'] : ['--'];
  await using ours = await LoadHost.start(host, [...flags, process.execPath, inBuild('echo-plugin.js')]);
  await using theirs = await LoadHost.start(host, [...flags, await buildGoPlugin()]);
  const targets = mux ? atLeastNearly : { inFlight: { atLeast: 1.2 }, p50: { atMost: 1 } };
  return await compare(`SDK plugin | Go plugin, under a Go host${mux ? ', multiplexed' : ''}`, ours, theirs, targets);
}

/** The OperationProvider port against a Go host, each with a Go plugin of its own. */
async function operationProvider(mux: boolean): Promise<readonly Row[]> {
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
  );
}

/** What issue 9 asks of multiplexed links. */
const atLeastNearly = { inFlight: { atLeast: 0.9 }, p50: { atMost: 1 / 0.9 } } as const;

/** Execute over AutoMTLS, both sides against Go's. */
export const calls: Benchmark = {
  name: 'calls',
  unavailable: withoutGo,
  async run() {
    const rows: Row[] = [];
    for (const mux of [false, true]) rows.push(...(await sdkPlugin(mux)), ...(await operationProvider(mux)));
    return rows;
  },
};
