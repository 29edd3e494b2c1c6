// npm run fuzz [-- MINUTES [TARGET...]]: coverage-guided fuzzing of what reads the bytes of the other side (packages/go-plugin/test/fuzz).
// Inputs that reach new code are kept in .cache/fuzz/corpus and mutated further. A finding is written to .cache/fuzz/findings; put its bytes into
// packages/go-plugin/test/fixtures/seeds/http2-fuzz.json, which the unit tests run. One process, and one thread that watches it.
//
// Jazzer.js instruments the code; npm brings it into .cache/fuzz. Its own engine is a native program for glibc 2.38 and later, so the loop is here.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { build } from 'esbuild';

const root = path.join(import.meta.dirname, '..');
const folder = path.join(root, '.cache/fuzz');
const seedFile = path.join(root, 'packages/go-plugin/test/fixtures/seeds/http2-fuzz.json');
const sliceMs = 10_000;
/** Longer inputs find little more and cost time. */
const longest = 4_096;
/** An input that takes longer is a finding. */
const slowMs = 1_000;
const hungMs = 20_000;

/** Bundles the targets and makes each branch count itself. @returns the module and its counters */
async function loadInstrumented() {
  if (!existsSync(path.join(folder, 'node_modules/@jazzer.js/instrumentor'))) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(folder, 'package.json'), '{ "private": true }\n');
    const args = [
      'install',
      '--no-save',
      '--ignore-scripts',
      '--no-audit',
      '--no-fund',
      '@jazzer.js/instrumentor@4.0.0',
    ];
    if (spawnSync('npm', args, { cwd: folder, stdio: 'inherit' }).status !== 0)
      throw new Error('npm could not install Jazzer.js');
  }
  const require = createRequire(path.join(folder, 'package.json'));
  const babel = require('@babel/core');
  const { codeCoverage } = require('@jazzer.js/instrumentor/dist/plugins/codeCoverage');
  const bundle = path.join(folder, 'targets.cjs');
  await build({
    absWorkingDir: root,
    entryPoints: ['packages/go-plugin/test/fuzz/http2-targets.ts'],
    outfile: bundle,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'cjs',
    target: 'node20.19',
    logLevel: 'warning',
  });
  let edges = 0;
  const plugin = codeCoverage({ nextEdgeId: () => edges++ });
  const { code } = babel.transformSync(readFileSync(bundle, 'utf8'), {
    configFile: false,
    babelrc: false,
    plugins: [plugin],
  });
  writeFileSync(bundle, code);
  const counters = new Uint8Array(edges);
  const touched = [];
  globalThis.Fuzzer = {
    coverageTracker: {
      incrementCounter: (edge) => {
        if (counters[edge] === 0) touched.push(edge);
        if (counters[edge] < 255) counters[edge] += 1;
      },
    },
  };
  return { module: createRequire(import.meta.url)(bundle), counters, touched, edges };
}

/** As AFL: how often an edge was taken counts by orders of magnitude. */
const bucketOf = (count) => (count < 4 ? count : count < 8 ? 4 : count < 16 ? 5 : count < 32 ? 6 : count < 128 ? 7 : 8);

const pick = (list) => list[Math.floor(Math.random() * list.length)];
const upTo = (limit) => Math.floor(Math.random() * limit);

const mutations = [
  (bytes) => (bytes.length === 0 ? bytes : flip(bytes, upTo(bytes.length), 1 << upTo(8))),
  (bytes) => (bytes.length === 0 ? bytes : set(bytes, upTo(bytes.length), upTo(256))),
  (bytes) =>
    bytes.length === 0
      ? bytes
      : set(bytes, upTo(bytes.length), pick([0, 1, 2, 4, 5, 9, 0x0f, 0x1f, 0x3f, 0x7f, 0x80, 0xff])),
  (bytes) => splice(bytes, upTo(bytes.length + 1), 0, Buffer.from([upTo(256)])),
  (bytes) => splice(bytes, upTo(bytes.length + 1), 1 + upTo(8), Buffer.alloc(0)),
  (bytes, { words }) => splice(bytes, upTo(bytes.length + 1), 0, pick(words)),
  (bytes, { words }) => Buffer.concat([bytes, pick(words)]),
  (bytes, { corpus }) => Buffer.concat([bytes, pick(corpus).subarray(1)]),
  (bytes, { corpus }) => Buffer.concat([bytes.subarray(0, upTo(bytes.length + 1)), pick(corpus).subarray(1)]),
  (bytes) => {
    const from = upTo(bytes.length + 1);
    return splice(bytes, upTo(bytes.length + 1), 0, bytes.subarray(from, from + 1 + upTo(64)));
  },
];

function flip(bytes, at, mask) {
  const copy = Buffer.from(bytes);
  copy[at] ^= mask;
  return copy;
}

function set(bytes, at, value) {
  const copy = Buffer.from(bytes);
  copy[at] = value;
  return copy;
}

const splice = (bytes, at, removed, added) =>
  Buffer.concat([bytes.subarray(0, at), added, bytes.subarray(at + removed)]);

function mutate(state) {
  // The newest inputs are the ones that have been tried least.
  let bytes =
    Math.random() < 0.3
      ? (state.corpus.at(-1 - upTo(Math.min(8, state.corpus.length))) ?? state.corpus[0])
      : pick(state.corpus);
  for (let times = 1 + upTo(4); times > 0; times -= 1) bytes = pick(mutations)(bytes, state);
  return bytes.subarray(0, longest);
}

/** Ends the process when one input takes too long, and keeps the input: the thread that hangs cannot. */
function watch() {
  const shared = new SharedArrayBuffer(8 + longest);
  const [progress, bytes] = [new Int32Array(shared, 0, 2), new Uint8Array(shared, 8)];
  const code = `
    const { workerData: { shared, file, hungMs } } = require('node:worker_threads');
    const { writeFileSync } = require('node:fs');
    const progress = new Int32Array(shared, 0, 2);
    let last = -1;
    setInterval(() => {
      const now = Atomics.load(progress, 0);
      if (now === last) {
        writeFileSync(file, new Uint8Array(shared, 8, progress[1]));
        console.log('an input hangs; it is in ' + file);
        process.kill(process.pid, 'SIGKILL');
      }
      last = now;
    }, hungMs);`;
  const worker = new Worker(code, {
    eval: true,
    workerData: { shared, hungMs, file: path.join(folder, 'findings/hung') },
  });
  worker.unref();
  return (input) => {
    bytes.set(input);
    progress[1] = input.length;
    Atomics.add(progress, 0, 1);
  };
}

const nameOf = (bytes) => createHash('sha256').update(bytes).digest('hex').slice(0, 16);

function readCorpus(target) {
  const seeds = existsSync(seedFile) ? (JSON.parse(readFileSync(seedFile, 'utf8'))[target] ?? []) : [];
  const kept = path.join(folder, 'corpus', target);
  mkdirSync(kept, { recursive: true });
  return [
    ...seeds.map((hex) => Buffer.from(hex, 'hex')),
    ...readdirSync(kept).map((name) => readFileSync(path.join(kept, name))),
  ];
}

async function main([minutes = '60', ...chosen]) {
  mkdirSync(path.join(folder, 'findings'), { recursive: true });
  const { module, counters, touched, edges } = await loadInstrumented();
  const { fuzzTargets, fuzzWords } = module;
  const aboutToRun = watch();
  let findings = 0;
  let current = Buffer.alloc(0);
  const found = (target, input, error) => {
    const where = String(error?.stack ?? error)
      .split('\n')
      .slice(0, 3)
      .join(' ');
    const state = states.find(({ name }) => name === target);
    if (state.errors.has(where)) return;
    state.errors.add(where);
    findings += 1;
    const file = path.join(folder, 'findings', `${target}-${nameOf(input)}`);
    writeFileSync(file, input);
    console.log(`FINDING in ${target}: ${where}\n  ${file}: ${input.subarray(0, 200).toString('hex')}`);
  };
  const states = Object.entries(fuzzTargets)
    .filter(([name]) => chosen.length === 0 || chosen.includes(name))
    .map(([name, run]) => {
      const corpus = readCorpus(name);
      const words = fuzzWords[name];
      const queue = [...corpus, ...words.map((word) => Buffer.concat([Buffer.from([200]), word])), Buffer.from([1])];
      return {
        name,
        run,
        words,
        queue,
        corpus: [Buffer.from([7, 0])],
        seen: new Uint16Array(edges),
        errors: new Set(),
        runs: 0,
        reached: 0,
      };
    });
  let state = states[0];
  process.on('uncaughtException', (error) => found(state.name, current, error));

  const tryOne = async (input) => {
    for (const edge of touched) counters[edge] = 0;
    touched.length = 0;
    current = input;
    aboutToRun(input);
    const begun = process.cpuUsage();
    try {
      await state.run(input);
    } catch (error) {
      found(state.name, input, error);
    }
    // Of the processor: others may have it meanwhile.
    const took = process.cpuUsage(begun).user / 1_000;
    if (took > slowMs) found(state.name, input, new Error(`took ${Math.round(took)} ms`));
    state.runs += 1;
    let isNew = false;
    for (const edge of touched) {
      const bit = 1 << bucketOf(counters[edge]);
      if ((state.seen[edge] & bit) !== 0) continue;
      if (state.seen[edge] === 0) state.reached += 1;
      state.seen[edge] |= bit;
      isNew = true;
    }
    if (!isNew) return;
    state.corpus.push(input);
    writeFileSync(path.join(folder, 'corpus', state.name, nameOf(input)), input);
  };

  const end = Date.now() + Number(minutes) * 60_000;
  while (Date.now() < end)
    for (state of states) {
      const sliceEnd = Math.min(end, Date.now() + sliceMs);
      for (const input of state.queue.splice(0)) await tryOne(input.subarray(0, longest));
      while (Date.now() < sliceEnd) for (let count = 0; count < 50; count += 1) await tryOne(mutate(state));
      console.log(
        `${new Date().toISOString().slice(11, 19)} ${state.name}: ${state.runs} inputs, ${state.reached} branches, corpus ${state.corpus.length}`,
      );
    }
  console.log(`${findings} findings`);
  process.exitCode = findings === 0 ? 0 : 1;
}

await main(process.argv.slice(2));
