// npm run soak [-- --minutes N --plugins N --calls N --seed N]: one host with many plugins, which are killed at random and started again by
// supervision, while calls are in flight. Prints what became of each call, and how memory, descriptors, handles and timers moved. Ends with status 1 if a call
// was lost, executed twice or left without a typed end, or if anything rose.
import { mkdir, readFile } from 'node:fs/promises';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { createHost, type Host } from '../../src/app/composition/create-host.js';
import { silentLogger } from '../../packages/go-plugin/src/logger.js';
import { lives } from '../../packages/go-plugin/test/support/processes.js';
import { Random } from '../random.js';
import { languagesHere, leaveUnlessLinux, makeStage } from '../stage.js';
import { recordOperation, workOperation } from '../victim/order.js';
import { read, trendsOf, type Reading } from './gauges.js';
import { Ledger } from './ledger.js';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '30' },
    plugins: { type: 'string', default: '20' },
    calls: { type: 'string', default: '64' },
    seed: { type: 'string', default: '1' },
  },
});
leaveUnlessLinux();
const durationMs = Number(values.minutes) * 60_000;
const killEveryMs = 1_000;
const readEveryMs = 1_000;
/** A call that takes longer is lost. */
const callMs = 60_000;
/** Between two calls of one lane, so that the plugins have time for their starts. */
const restMs = 5;

const random = new Random(Number(values.seed));
const languages = languagesHere();
const names = Array.from({ length: Number(values.plugins) }, (_, index) => `plugin${index}`);
await using stage = await makeStage(
  names.map((name, index) => ({ name, language: languages[index % languages.length] ?? 'TypeScript', struck: false })),
);
const records = join(stage.directory, 'records');
await mkdir(records);
process.env['SOAK_RECORDS'] = records;
process.env['TMPDIR'] = stage.directory;

const ledger = new Ledger();
const readings: Reading[] = [];
const pids = new Map<string, number>();
let kills = 0;
let starts = 0;
const began = performance.now();
const passedMs = (): number => performance.now() - began;
const goesOn = (): boolean => passedMs() < durationMs;

async function call(host: Host): Promise<void> {
  const id = ledger.begin();
  const plugin = names[random.below(names.length)] ?? '';
  try {
    const result = await host.operations.execute(`${plugin}.${recordOperation}`, { id }, { timeoutMs: callMs });
    ledger.answered(id, result.outputs['text']);
    pids.set(plugin, Number(result.outputs['pid']));
  } catch (error) {
    ledger.failed(id, error);
  }
}

async function callOnAndOn(host: Host): Promise<void> {
  while (goesOn()) {
    await call(host);
    await wait(restMs);
  }
}

/** Kills plugins by signals that they cannot refuse, and stops some, which only a probe notices. */
async function killOnAndOn(): Promise<void> {
  while (goesOn()) {
    await wait(killEveryMs * (0.5 + random.next()));
    const [name, pid] = [...pids][random.below(pids.size)] ?? [];
    if (name === undefined || pid === undefined) continue;
    pids.delete(name);
    // It may have ended since its last answer, and the system may have given its number to somebody else.
    if (!(await isOurs(pid))) continue;
    process.kill(pid, (['SIGKILL', 'SIGKILL', 'SIGSEGV', 'SIGSTOP'] as const)[random.below(4)]);
    kills++;
  }
}

const isOurs = (pid: number): Promise<boolean> =>
  readFile(`/proc/${pid}/environ`, 'latin1').then(
    (environment) => environment.includes(`SOAK_RECORDS=${records}`) && lives(pid),
    () => false,
  );

async function readOnAndOn(): Promise<void> {
  while (goesOn()) {
    await wait(readEveryMs);
    readings.push(read(passedMs()));
  }
}

const host = await createHost({
  pluginsDir: stage.pluginsDir,
  logger: silentLogger,
  limits: { startTimeoutMs: 60_000, callTimeoutMs: 60_000 },
  supervision: {
    restart: 'at_once',
    mostStarts: 1_000_000,
    firstDelayMs: 20,
    longestDelayMs: 500,
    probeEveryMs: 1_000,
    probeTimeoutMs: 5_000,
  },
  onPluginStatus: ({ status }) => {
    if (status === 'running') starts++;
  },
});
console.log(
  `${names.length} plugins in ${languages.join(' and ')}, ${values.calls} calls in flight, ${values.minutes} min, seed ${values.seed}, ` +
    `node ${process.version}, load ${loadavg()[0]?.toFixed(1) ?? '?'}`,
);
await Promise.all(names.map((name) => host.operations.execute(`${name}.${workOperation}`, { id: '' })));
await Promise.all([
  ...Array.from({ length: Number(values.calls) }, () => callOnAndOn(host)),
  killOnAndOn(),
  readOnAndOn(),
]);
await host.close();

const account = await ledger.account(records);
const trends = trendsOf(readings);
console.log(`${kills} plugins killed or stopped, ${starts} starts`);
console.log(
  `${account.calls} calls: ${account.answered} answered, ${[...account.failed].map(([code, count]) => `${count} ${code}`).join(', ') || 'none failed'}, ` +
    `${account.untyped.length} without a typed end, ${account.open} without an end, ${account.lost} lost, ${account.twice} executed twice`,
);
for (const problem of account.untyped.slice(0, 20)) console.log(problem);
console.log('gauge | first quarter | last quarter | slope in an hour | verdict');
for (const { gauge, first, last, perHour, flat } of trends)
  console.log(
    `${gauge} | ${first.toFixed(1)} | ${last.toFixed(1)} | ${perHour.toFixed(1)} | ${flat ? 'flat' : 'rises'}`,
  );
console.log(`load ${loadavg()[0]?.toFixed(1) ?? '?'} at the end`);
const whole = account.untyped.length + account.open + account.lost + account.twice === 0;
process.exitCode = whole && trends.every(({ flat }) => flat) ? 0 : 1;
