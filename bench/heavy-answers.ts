import { fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { HeavyFigures } from './heavy-host.js';
import { texts, type Place, type TextKind } from './heavy-messages.js';
import { figureRow, type Benchmark, type Row } from './report.js';

/** What docs/reference/limits.md promises of a host that gets one message of the largest size. */
const mostMb = 300;

const all = Object.keys(texts) as readonly TextKind[];
const plain = all.filter((kind) => !kind.includes('JSON'));
const few: readonly TextKind[] = ['ASCII', 'of 3 bytes each'];

const kindsIn: Readonly<Record<Place, readonly TextKind[]>> = {
  value: all,
  'data of a step': ['a JSON string', 'a JSON string with one \\u20ac', 'JSON of 900,000 short names', 'wide JSON'],
  output: plain,
  error: few,
  name: [...few, 'of 4 bytes each'],
  issue: plain,
  'name of a value': few,
  'many values': ['ASCII', 'a JSON string of escapes'],
  capabilities: few,
  operations: few,
  operation: few,
  'step types': few,
  'output of a step': few,
  issues: few,
  'log line': few,
  'log lines': ['ASCII'],
  stdout: few,
};

interface Case {
  readonly place: Place;
  readonly kind: TextKind;
  readonly gzip?: boolean;
  /** What `awf run` prints; undefined for a program that calls the host. */
  readonly format?: 'text' | 'json';
}

const host: readonly Case[] = (Object.keys(kindsIn) as Place[]).flatMap((place) =>
  kindsIn[place].map((kind) => ({ place, kind })),
);
const compressed: readonly Case[] = few.flatMap((kind) => [
  { place: 'output', kind, gzip: true },
  { place: 'value', kind, gzip: true },
]);
const printed: readonly Case[] = (['text', 'json'] as const).flatMap((format) =>
  ([...few, 'a JSON string', 'line breaks', 'control characters'] as const).map((kind): Case => ({
    place: kind === 'a JSON string' ? 'value' : 'output',
    kind,
    format,
  })),
);

const here = (program: string): string => fileURLToPath(new URL(program, import.meta.url));
const manifest = `name: heavy
version: 1.0.0
awf_version: '>=0.5.0'
capabilities: [operations, step_types, validators]
`;
const workflow = `name: heavy
version: 1.0.0
states:
  initial: give
  give: { type: operation, operation: heavy.give, on_success: done, on_failure: done }
  done: { type: terminal, message: '{{states.give.Output}}' }
`;

/** A folder with the plugin and a workflow. */
async function makeFolder(): Promise<AsyncDisposable & { readonly path: string }> {
  const path = await mkdtemp(join(tmpdir(), 'awf-heavy-'));
  const plugin = join(path, 'plugins/heavy');
  await mkdir(plugin, { recursive: true });
  await writeFile(join(plugin, 'plugin.yaml'), manifest);
  const script = `#!/bin/sh\nexec '${process.execPath}' '${here('heavy-plugin.js')}'\n`;
  await writeFile(join(plugin, 'awf-plugin-heavy'), script, { mode: 0o755 });
  await writeFile(join(path, 'flow.yaml'), workflow);
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true }) };
}

async function inProgram(folder: string, place: Place, env: NodeJS.ProcessEnv): Promise<HeavyFigures> {
  const child = fork(here('heavy-host.js'), [place, join(folder, 'plugins')], {
    env,
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const ended = once(child, 'exit').then(([code, signal]) => ({
    peakMb: NaN,
    end: `the host ended: ${code ?? signal}`,
  }));
  const figures = await Promise.race([once(child, 'message').then(([message]) => message as HeavyFigures), ended]);
  await ended;
  return figures;
}

async function inCommand(folder: string, format: string, env: NodeJS.ProcessEnv): Promise<HeavyFigures> {
  const peak = join(folder, 'peak');
  await rm(peak, { force: true });
  const awf = [here('../../bin/awf'), 'run', join(folder, 'flow.yaml'), '--plugins-dir', join(folder, 'plugins')];
  const child = spawn(process.execPath, ['--import', here('heavy-peak.js'), ...awf, '-f', format], {
    env: { ...env, HEAVY_PEAK: peak },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let bytes = 0;
  child.stdout.on('data', (chunk: Buffer) => (bytes += chunk.length));
  const [code, signal] = (await once(child, 'close')) as [number | null, string | null];
  const peakMb = Number(await readFile(peak, 'utf8').catch(() => 'NaN')) / 1024;
  return { peakMb, end: `exit ${code ?? signal ?? ''}, ${bytes} bytes printed` };
}

async function measured(folder: string, { place, kind, gzip = false, format }: Case): Promise<Row> {
  const env = { ...process.env, HEAVY: JSON.stringify({ place, kind, gzip }) };
  const { peakMb, end } = await (format === undefined ? inProgram(folder, place, env) : inCommand(folder, format, env));
  const how = format === undefined ? '' : `, awf run -f ${format}`;
  console.log(`  ${Math.round(peakMb)} MB: ${place}, ${kind}${gzip ? ', gzip' : ''}${how}: ${end}`);
  return figureRow(`heavy answers: ${place}, ${kind}${gzip ? ', gzip' : ''}${how}`, 'MB', [peakMb], { atMost: mostMb });
}

/** The largest resident memory of hosts that get one message of 64 MiB of the worst kinds. */
export const heavyAnswers: Benchmark = {
  name: 'heavy-answers',
  unavailable: () => (process.platform === 'linux' ? undefined : 'only Linux says how much memory a process has had'),
  async run(scale) {
    await using folder = await makeFolder();
    const whole = [...host, ...compressed, ...printed];
    const step = Math.ceil(whole.length / scale.amount(whole.length));
    const rows: Row[] = [];
    for (const [index, one] of whole.entries()) if (index % step === 0) rows.push(await measured(folder.path, one));
    return rows;
  },
};
