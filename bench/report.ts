import type { LoadFigures } from './load-host.js';
import type { Scale } from './scale.js';
import { spread, type Comparison, type Spread } from './side-by-side.js';

/** Whether the figure must be above or below the target. */
export type Target = { readonly atMost: number } | { readonly atLeast: number };

/** One line of a benchmark's report. */
export interface Row {
  /** Names the row; no two have the same name. */
  readonly what: string;
  readonly ours: string;
  readonly theirs: string;
  /** Both sides of a comparison, in their unit. */
  readonly sides?: { readonly unit: string; readonly ours: Spread; readonly theirs: Spread };
  /** Percentiles of the time that one call takes, in microseconds. */
  readonly latencies?: { readonly ours: Percentiles; readonly theirs: Percentiles };
  readonly figure: Spread;
  /** The unit of the figure, or `x` for a ratio. */
  readonly unit: string;
  /** Undefined for a control, which shows what is possible and has no target. */
  readonly target: Target | undefined;
}

/** How long calls take: half of them, nine of ten, 99 of 100. */
export type Percentiles = Pick<LoadFigures, 'p50' | 'p90' | 'p99'>;

/** One benchmark: prepares, measures, cleans up, and reports. */
export interface Benchmark {
  readonly name: string;
  /** Why it cannot run here, if it cannot. Printed instead of figures. */
  unavailable?(): string | undefined;
  run(scale: Scale): Promise<readonly Row[]>;
}

const short = (value: number): string =>
  Math.abs(value) >= 1000 ? Math.round(value).toLocaleString('en') : value.toPrecision(3);

/** A row of a comparison. `unit` is the unit of both sides. */
export function ratioRow(what: string, unit: string, comparison: Comparison, target?: Target): Row {
  return {
    what,
    ours: `${short(comparison.ours.median)} ${unit}`,
    theirs: `${short(comparison.theirs.median)} ${unit}`,
    sides: { unit, ours: comparison.ours, theirs: comparison.theirs },
    figure: comparison.ratio,
    unit: 'x',
    target,
  };
}

/** A row for one side only. Its figure is the median of `values`. */
export function figureRow(what: string, unit: string, values: readonly number[], target: Target): Row {
  return { what, ours: `${values.length} runs`, theirs: '-', figure: spread(values), unit, target };
}

/** Whether the median meets the target. */
export const met = (figure: number, target: Target): boolean =>
  'atMost' in target ? figure <= target.atMost : figure >= target.atLeast;

/** One line for people: both sides, the figure with its quartiles, the target, and whether the median meets it. */
export function formatRow(row: Row): string {
  const figure = `${short(row.figure.median)} ${row.unit} (${short(row.figure.lower)} to ${short(row.figure.upper)})`;
  if (row.target === undefined) return `${row.what}: ${row.ours} | ${row.theirs} | ${figure} | control`;
  const bound =
    'atMost' in row.target ? `at most ${short(row.target.atMost)}` : `at least ${short(row.target.atLeast)}`;
  const verdict = met(row.figure.median, row.target) ? 'met' : 'MISSED';
  const line = `${row.what}: ${row.ours} | ${row.theirs} | ${figure} | ${bound} ${row.unit} | ${verdict}`;
  if (row.latencies === undefined) return line;
  const of = ({ p50, p90, p99 }: Percentiles): string => [p50, p90, p99].map(short).join('/');
  return `${line} | p50/p90/p99 ${of(row.latencies.ours)} | ${of(row.latencies.theirs)} us`;
}
