// npm run mutation [-- AREA...]: mutation testing of the domain and the codecs. Stryker changes the sources, one place at a time, and runs the
// specs of the area (tools/mutation/areas.mjs): a change that no test notices survives. Prints the survivors and a table of the areas; results
// are kept in .cache/mutation, and what has not changed since is not run again. --table only prints what was measured last.
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { areas } from './mutation/areas.mjs';
import { root } from './packages.mjs';

process.chdir(root);
const results = '.cache/mutation';
const args = process.argv.slice(2);
const chosen = args.filter((argument) => !argument.startsWith('--'));
const unknown = chosen.filter((name) => !Object.hasOwn(areas, name));
if (unknown.length > 0) {
  console.error(`no area ${unknown.join(', ')}; there are ${Object.keys(areas).join(', ')}`);
  process.exit(2);
}
const names = chosen.length > 0 ? chosen : Object.keys(areas);
const fileOf = (name, ending) => path.join(results, `${name.replaceAll(/[^a-z.0-9]/g, '-')}.${ending}`);

function specsIn(place) {
  if (!statSync(place).isDirectory()) return [place];
  return readdirSync(place)
    .filter((name) => name.endsWith('.spec.js'))
    .map((name) => path.join(place, name));
}

async function mutate(name) {
  // Loading Stryker takes a second, which --table does not need.
  const { Stryker } = await import('@stryker-mutator/core');
  const { mutate, specs, leftOut = [] } = areas[name];
  const spec = specs.flatMap(specsIn).filter((file) => !leftOut.includes(path.basename(file)));
  await new Stryker({
    mutate,
    mochaOptions: { spec },
    plugins: [path.resolve('tools/mutation/mocha-runner.mjs')],
    testRunner: 'mocha-in-worker',
    buildCommand: 'node tools/compile-tests.mjs',
    ignorePatterns: ['/build', 'dist', '/.cache', '/docs', '/release'],
    tempDirName: '.cache/mutation/sandbox',
    coverageAnalysis: 'perTest',
    incremental: true,
    incrementalFile: fileOf(name, 'incremental.json'),
    force: args.includes('--force'),
    reporters: ['json', 'progress-append-only'],
    jsonReporter: { fileName: fileOf(name, 'json') },
    concurrency: Number(process.env.MUTATION_JOBS ?? 1),
    timeoutMS: 3_000,
    warnings: { unknownOptions: false },
    disableTypeChecks: false,
    allowEmpty: true,
    cleanTempDir: 'always',
    logLevel: process.env.LOG_LEVEL ?? 'warn',
  }).runMutationTest();
}

/** @returns the mutants of an area by status, with their place and what replaced what. */
function mutantsOf(name) {
  const { files } = JSON.parse(readFileSync(fileOf(name, 'json'), 'utf8'));
  return Object.entries(files).flatMap(([file, { source, mutants }]) => {
    const lines = source.split('\n');
    return mutants.map((mutant) => ({ ...mutant, file, line: lines[mutant.location.start.line - 1].trim() }));
  });
}

const detected = new Set(['Killed', 'Timeout']);
const undetected = new Set(['Survived', 'NoCoverage']);

function rowOf(name, mutants) {
  const killed = mutants.filter(({ status }) => detected.has(status)).length;
  const survived = mutants.filter(({ status }) => undetected.has(status)).length;
  return { name, killed, survived, score: (100 * killed) / (killed + survived) };
}

function printSurvivors(mutants) {
  for (const { file, location, status, mutatorName, replacement, line } of mutants) {
    if (!undetected.has(status)) continue;
    const { start, end } = location;
    console.log(`${file}:${start.line}:${start.column}-${end.line}:${end.column} ${status} ${mutatorName}`);
    console.log(`    ${line}\n  > ${replacement.replaceAll(/\s+/g, ' ').slice(0, 160)}`);
  }
}

mkdirSync(results, { recursive: true });
if (!args.includes('--table')) {
  const built = spawnSync(process.execPath, ['tools/build.mjs', '--tests'], { stdio: 'inherit' });
  if (built.status !== 0) process.exit(built.status ?? 1);
  for (const name of names) {
    console.log(`${new Date().toISOString().slice(11, 19)} ${name}`);
    // The tests of one area may fail as they are; the others can be measured nevertheless.
    await mutate(name).catch((error) => {
      console.error(`${name}: ${error.message}`);
      process.exitCode = 1;
    });
  }
}
const rows = [];
for (const name of names.filter((each) => existsSync(fileOf(each, 'json')))) {
  const mutants = mutantsOf(name);
  printSurvivors(mutants);
  rows.push(rowOf(name, mutants));
}
const sum = (key) => rows.reduce((total, row) => total + row[key], 0);
const total = { name: 'all', killed: sum('killed'), survived: sum('survived') };
total.score = (100 * total.killed) / (total.killed + total.survived);
const table = [
  '| area | killed | survived | score |',
  '|---|---|---|---|',
  ...[...rows, total].map(
    ({ name, killed, survived, score }) => `| ${name} | ${killed} | ${survived} | ${score.toFixed(1)} % |`,
  ),
].join('\n');
writeFileSync(path.join(results, 'table.md'), `${table}\n`);
console.log(table);
const least = 85;
if (total.score < least) {
  console.error(`the score is below ${least} %`);
  process.exitCode = 1;
}
