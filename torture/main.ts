// npm run torture [-- --seed N --count N --tenth --fault TEXT --point TEXT --lanes N]: has faults happen to plugins and hosts, and prints what came of
// it. Ends with status 1 if a host died, an error was wrong or anything was left behind.
import { availableParallelism, loadavg } from 'node:os';
import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { kindOf } from './faults.js';
import { wrongIn } from './expectations.js';
import { describe, type Injection } from './injection.js';
import { Lane, type LaneKind, type Verdict } from './lane-process.js';
import { victims } from './lane/script.js';
import { planOf, tenthOf } from './plan.js';
import { languagesHere, leaveUnlessLinux, makeStage } from './stage.js';
import { countsOf, tableOf, type Row } from './table.js';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    count: { type: 'string', default: '2000' },
    tenth: { type: 'boolean', default: false },
    fault: { type: 'string' },
    point: { type: 'string' },
    lanes: { type: 'string', default: String(3 * availableParallelism()) },
    verbose: { type: 'boolean', default: false },
  },
});
leaveUnlessLinux();
const seed = Number(values.seed);
const languages = languagesHere();
const whole = planOf({
  seed,
  count: Number(values.count),
  languages,
  only: { fault: values.fault, point: values.point },
});
const plan = values.tenth ? tenthOf(whole, seed) : whole;

const laneOf = ({ fault }: Injection): LaneKind =>
  kindOf(fault) === 'disk' || kindOf(fault) === 'descriptors' ? 'cramped' : 'roomy';

/** Whether this user may mount a disk for the cramped host. */
const canMount =
  spawnSync('unshare', [process.getuid?.() === 0 ? '-m' : '-Urm', 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt']).status ===
  0;

let peakMegabytes = 0;

function rowOf(injection: Injection, verdict: Verdict): Row {
  if (!verdict.survived) return { injection, survived: false, wrong: verdict.how, left: [] };
  const { observation } = verdict;
  peakMegabytes = Math.max(peakMegabytes, observation.peakMegabytes);
  const closing = observation.closing === 'closed' ? undefined : `the host did not close: ${observation.closing}`;
  const hurt = observation.hurt === undefined ? undefined : `another plugin was hurt: ${observation.hurt}`;
  const missed = observation.struck ? undefined : 'the fault did not strike';
  const wrong = hurt ?? closing ?? wrongIn(injection, observation) ?? missed;
  return { injection, survived: hurt === undefined, wrong, left: observation.left };
}

await using stage = await makeStage([
  { name: victims.TypeScript, language: 'TypeScript', struck: true },
  { name: victims.Go, language: 'Go', struck: true },
  { name: 'bystander', language: languages.at(-1) ?? 'TypeScript', struck: false },
]);
const began = performance.now();
const seconds = (): string => ((performance.now() - began) / 1000).toFixed(0);
const load = (): string => loadavg()[0]?.toFixed(1) ?? '?';
console.log(
  `${plan.length} injections, seed ${seed}, ${languages.join(' and ')}, node ${process.version}, load ${load()}`,
);
if (!canMount) console.log('skipped: faults of the disk and of descriptors, because no disk can be mounted here');

const rows: Row[] = [];

/** A limit may have been over before the plugin came to its point. Then the host is given more time. */
async function injectOnceMore(lane: Lane, injection: Injection): Promise<Verdict> {
  const verdict = await lane.inject(injection);
  if (!verdict.survived || verdict.observation.struck || injection.patience > 8) return verdict;
  return injectOnceMore(lane, { ...injection, patience: injection.patience * 3 });
}

async function work(lane: Lane, waiting: Injection[]): Promise<void> {
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    const verdict = await injectOnceMore(lane, next);
    const row = rowOf(next, verdict);
    rows.push(row);
    if (row.wrong !== undefined) console.log(`wrong: ${describe(next)}: ${row.wrong}`);
    if (row.left.length > 0) console.log(`left behind: ${describe(next)}: ${row.left.join(', ')}`);
    if (values.verbose && verdict.survived)
      console.log(
        `${verdict.observation.tookMs.toFixed(0)} ms ${describe(next)}: ${verdict.observation.met}, ${verdict.observation.later ?? '-'}`,
      );
    if (rows.length % 100 === 0) console.log(`${rows.length} of ${plan.length} after ${seconds()} s`);
  }
  await lane.close();
}

const roomy = plan.filter((one) => laneOf(one) === 'roomy');
const cramped = canMount ? plan.filter((one) => laneOf(one) === 'cramped') : [];
await Promise.all([
  ...Array.from({ length: Number(values.lanes) }, (_, number) => work(new Lane(stage, number, 'roomy'), roomy)),
  work(new Lane(stage, Number(values.lanes), 'cramped'), cramped),
]);

for (const text of tableOf(rows)) console.log(text);
console.log(`${seconds()} s, load ${load()} at the end, ${peakMegabytes.toFixed(0)} MB at most in a host`);
const { injected, survived, right, left } = countsOf(rows);
process.exitCode = survived === injected && right === injected && left === 0 ? 0 : 1;
