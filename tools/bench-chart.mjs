// Draws docs/assets/benchmarks.svg from the whole run in bench/reference.json: each ratio against its target.
import { mkdir, readFile, writeFile } from 'node:fs/promises';

process.chdir(new URL('..', import.meta.url).pathname);
const { whole } = JSON.parse(await readFile('bench/reference.json', 'utf8'));
const rows = whole.rows.filter(({ unit, target }) => unit === 'x' && target !== undefined);

const [width, labelWidth, barHeight, rowHeight, top] = [980, 520, 14, 26, 64];
const scale = (width - labelWidth - 90) / 4;
const height = top + rows.length * rowHeight + 12;
const escape = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

/** How many times better than the other side, whichever direction is better. */
const better = (row, value) => ('atLeast' in row.target ? value : 1 / value);
const barOf = (row, index) => {
  const y = top + index * rowHeight;
  const value = better(row, row.figure.median);
  const wanted = better(row, row.target.atLeast ?? row.target.atMost);
  const at = (times) => labelWidth + Math.min(times, 4) * scale;
  const colour = value >= wanted ? '#2e7d32' : '#b26a00';
  const sides = row.sides === undefined ? '' : `${row.ours} | ${row.theirs}`;
  return `  <text x="${labelWidth - 8}" y="${y + 11}" text-anchor="end">${escape(row.what)}</text>
  <rect x="${labelWidth}" y="${y}" width="${(at(value) - labelWidth).toFixed(1)}" height="${barHeight}" fill="${colour}"><title>${escape(sides)}</title></rect>
  <line x1="${at(wanted).toFixed(1)}" y1="${y - 3}" x2="${at(wanted).toFixed(1)}" y2="${y + barHeight + 3}" stroke="#555" stroke-width="2"/>
  <text x="${(at(value) + 6).toFixed(1)}" y="${y + 11}">${value.toPrecision(3)} x</text>`;
};
const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="11" fill="#222">
  <rect width="${width}" height="${height}" fill="#fff"/>
  <text x="12" y="20" font-size="14">How many times as good as the other side (ours | other); the mark is the target</text>
  <text x="12" y="38">${escape(`${whole.date}, Node ${whole.node}, ${whole.machine}, load average ${whole.load}`)}</text>
  <line x1="${labelWidth + scale}" y1="${top - 8}" x2="${labelWidth + scale}" y2="${height - 8}" stroke="#ccc"/>
  <text x="${labelWidth + scale}" y="${top - 12}" text-anchor="middle">as good</text>
${rows.map(barOf).join('\n')}
</svg>
`;
await mkdir('docs/assets', { recursive: true });
await writeFile('docs/assets/benchmarks.svg', svg);
process.stdout.write(`docs/assets/benchmarks.svg: ${rows.length} rows\n`);
