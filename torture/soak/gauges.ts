import { readdirSync } from 'node:fs';

/** What is watched of the host's process. */
export const gauges = ['memory', 'descriptors', 'handles', 'timers'] as const;

/** One of them. */
export type Gauge = (typeof gauges)[number];

/** The gauges at one moment. */
export interface Reading {
  readonly atMs: number;
  readonly values: Readonly<Record<Gauge, number>>;
}

/** By how much a gauge may rise over a run: absolutely, or by this share of its first value. The larger one counts. */
const allowed: Readonly<Record<Gauge, { readonly absolute: number; readonly share: number }>> = {
  // In megabytes. V8 keeps memory for a while, and the allocator of the C library for ever.
  memory: { absolute: 15, share: 0.1 },
  descriptors: { absolute: 5, share: 0.05 },
  handles: { absolute: 5, share: 0.05 },
  timers: { absolute: 10, share: 0.1 },
};

/** Reads all gauges. Memory is what remains after garbage collection, so this needs `--expose-gc`. */
export function read(atMs: number): Reading {
  globalThis.gc?.();
  const resources = process.getActiveResourcesInfo();
  const timers = resources.filter((kind) => kind === 'Timeout' || kind === 'Immediate').length;
  return {
    atMs,
    values: {
      memory: process.memoryUsage().rss / 2 ** 20,
      descriptors: readdirSync('/proc/self/fd').length,
      handles: resources.length - timers,
      timers,
    },
  };
}

/** How a gauge has moved. */
export interface Trend {
  readonly gauge: Gauge;
  readonly first: number;
  readonly last: number;
  /** The slope of the line that fits the readings best, for an hour. */
  readonly perHour: number;
  readonly flat: boolean;
}

/**
 * The trends after the first third, in which the host warms up. A gauge is flat unless the median of the last quarter of what remains lies above that of the first
 * quarter by more than is allowed: plugins die and start all the time, so single readings say nothing.
 */
export function trendsOf(readings: readonly Reading[]): readonly Trend[] {
  const warm = readings.slice(Math.floor(readings.length / 3));
  const quarter = Math.max(1, Math.floor(warm.length / 4));
  return gauges.map((gauge) => {
    const values = warm.map((reading) => reading.values[gauge]);
    const first = median(values.slice(0, quarter));
    const last = median(values.slice(-quarter));
    const { absolute, share } = allowed[gauge];
    return { gauge, first, last, perHour: slope(warm, gauge), flat: last - first <= Math.max(absolute, share * first) };
  });
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

/** Least squares, for an hour. */
function slope(readings: readonly Reading[], gauge: Gauge): number {
  const mean = (of: (reading: Reading) => number): number =>
    readings.reduce((sum, reading) => sum + of(reading), 0) / Math.max(1, readings.length);
  const meanTime = mean(({ atMs }) => atMs);
  const meanValue = mean(({ values }) => values[gauge]);
  const covariance = mean(({ atMs, values }) => (atMs - meanTime) * (values[gauge] - meanValue));
  const variance = mean(({ atMs }) => (atMs - meanTime) ** 2);
  return variance === 0 ? 0 : (covariance / variance) * 3_600_000;
}
