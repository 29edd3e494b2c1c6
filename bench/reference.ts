import { readFileSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';
import type { Row } from './report.js';

/** What was measured, and where. */
export interface Measured {
  readonly node: string;
  readonly machine: string;
  readonly date: string;
  /** Runnable processes, on average over the last 15 minutes. Above the number of processors, other work was in the way. */
  readonly load: number;
  readonly rows: readonly Row[];
}

/** The committed figures of a whole run and of a quick one, which has less time to warm up. */
export interface Reference {
  readonly whole: Measured;
  readonly quick: Measured;
}

/** How much worse than the committed ratio a ratio may be. Machines differ less than that. */
const tolerance = 1.5;

export function measuredHere(rows: readonly Row[]): Measured {
  const processors = cpus();
  const machine = `${processors.length} x ${processors[0]?.model ?? 'unknown'}, ${Math.round(totalmem() / 2 ** 30)} GB`;
  return {
    node: process.version,
    machine,
    date: new Date().toISOString().slice(0, 10),
    load: Math.round((loadavg()[2] ?? 0) * 10) / 10,
    rows,
  };
}

/**
 * What is wrong with a ratio, if it is more than half as much worse than the committed one. Its better quartile counts, so that a slow moment
 * of the machine is no regression.
 */
export function regressionOf(row: Row, reference: Measured): string | undefined {
  const known = reference.rows.find(({ what }) => what === row.what);
  if (known === undefined || row.unit !== 'x' || row.target === undefined) return undefined;
  const { median } = known.figure;
  const [best, bound, worse] =
    'atMost' in row.target
      ? [row.figure.lower, median * tolerance, row.figure.lower > median * tolerance]
      : [row.figure.upper, median / tolerance, row.figure.upper < median / tolerance];
  if (!worse) return undefined;
  return `${row.what}: ${best.toPrecision(3)} x at best, the bound is ${bound.toPrecision(3)} x`;
}

export const readReference = (file: string): Reference => JSON.parse(readFileSync(file, 'utf8')) as Reference;

export function writeJson(file: string, value: unknown): void {
  writeFileSync(file, `${JSON.stringify(value, undefined, 2)}\n`);
}
