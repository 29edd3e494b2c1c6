// Says how much of the sources the tests have run: the counts of V8 from every Node process that a test started, mapped back to the sources.
// What runs in a process of its own runs from the bundles in dist/ and build/programs/, and the rest from build/; all count for the same source.
// Monocart, which c8 offers as --experimental-monocart, adds them up by source. It is called directly, because the counts of many processes are
// merged first.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { mergeScriptCovs } from '@bcoe/v8-coverage';
import { CoverageReport } from 'monocart-coverage-reports';
import { root } from './packages.mjs';

/** Percentages below which `npm run test:all -- --coverage`, and so .ci/run, fails. Raise them when the figures have risen. */
const thresholds = { lines: 96, branches: 92 };

const isCompiled = (file) =>
  /^(build\/)?((packages\/[^/]+\/)?(src|dist)|programs)\//.test(file) && /\.c?js$/.test(file);
const isSource = (file) => /^(packages\/[^/]+\/)?src\//.test(file) && !file.includes('/generated/');

/** What one process counted. Nothing, when it was killed while it wrote. */
function scriptsIn(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).result;
  } catch {
    return [];
  }
}

/** The counts of each compiled file, over all processes. Merged a few at a time: each process writes its own. */
function countsByFile(folder) {
  const counts = new Map();
  for (const name of readdirSync(folder)) {
    for (const script of scriptsIn(path.join(folder, name))) {
      if (!script.url.startsWith('file://')) continue;
      const file = path.relative(root, fileURLToPath(script.url));
      if (!isCompiled(file)) continue;
      const scripts = [...(counts.get(file) ?? []), script];
      counts.set(file, scripts.length < 20 ? scripts : [mergeScriptCovs(scripts)]);
    }
  }
  return new Map([...counts].map(([file, scripts]) => [file, mergeScriptCovs(scripts)]));
}

/** The map of a compiled file, with sources that are named from the root and have their text with them, which tsc leaves out. */
function sourceMapOf(compiled) {
  const map = JSON.parse(readFileSync(`${compiled}.map`, 'utf8'));
  const files = map.sources.map((source) => path.resolve(path.dirname(compiled), source));
  // The modules that the bundler makes itself have no files.
  const textOf = (file) => (existsSync(file) ? readFileSync(file, 'utf8') : '');
  const sourcesContent = map.sourcesContent ?? files.map(textOf);
  return { ...map, sources: files.map((file) => path.relative(root, file)), sourcesContent };
}

/**
 * Prints the figures, and the files that fall short furthest.
 * @param folder where the processes wrote their counts
 * @param figures the file to write the figures to, with the date
 * @returns whether they are high enough
 */
export async function reportCoverage(folder, figures) {
  const report = new CoverageReport({
    name: 'Coverage',
    baseDir: root,
    outputDir: path.join(root, '.cache/coverage/report'),
    reports: [['v8-json'], ['lcovonly']],
    logging: 'error',
    sourceFilter: isSource,
  });
  for (const [file, counts] of countsByFile(folder)) {
    const compiled = path.join(root, file);
    if (!existsSync(compiled) || !existsSync(`${compiled}.map`)) continue;
    const source = readFileSync(compiled, 'utf8');
    await report.add([{ ...counts, type: 'v8', source, sourceMap: sourceMapOf(compiled) }]);
  }
  const { files, summary } = await report.generate();
  const missing = ({ lines, branches }) => lines.uncovered + branches.uncovered;
  const worst = [...files].sort((a, b) => missing(b.summary) - missing(a.summary)).slice(0, 10);
  for (const { sourcePath, summary: of } of worst)
    process.stdout.write(
      `  ${sourcePath}: ${of.lines.uncovered} lines and ${of.branches.uncovered} branches are not covered\n`,
    );
  const short = Object.entries(thresholds).filter(([kind, least]) => summary[kind].pct < least);
  for (const [kind, least] of short)
    process.stdout.write(`${kind}: ${summary[kind].pct} % are covered, not ${least} %\n`);
  const figure = (kind) => `${summary[kind].pct} % of ${kind} (${summary[kind].covered} of ${summary[kind].total})`;
  const line = `coverage of ${files.length} files: ${figure('lines')}, ${figure('branches')}`;
  process.stdout.write(`${line}\n`);
  writeFileSync(figures, `${line}, on ${new Date().toISOString().slice(0, 10)}\n`);
  return short.length === 0;
}
