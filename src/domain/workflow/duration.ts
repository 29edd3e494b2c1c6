const unitMs: Readonly<Record<string, number>> = {
  ns: 1e-6,
  us: 1e-3,
  µs: 1e-3,
  μs: 1e-3,
  ms: 1,
  s: 1e3,
  m: 6e4,
  h: 36e5,
};
/** One amount with its unit. Sticky, because a search would try every digit as a start, which takes quadratic time. */
const part = /(\d+(?:\.\d*)?|\.\d+)(ns|us|µs|μs|ms|s|m|h)/uy;

/**
 * The milliseconds of a duration as workflows write it: Go's text (`1m30s`, `500ms`, `1.5h`) or seconds as a plain number. Undefined for
 * anything else, and for a negative one. AWF cuts to whole seconds; here 500ms is 500 ms. A duration above 0 is at least 1 ms.
 */
export function parseDuration(value: string | number): number | undefined {
  const ms = typeof value === 'number' ? value * 1e3 : millisecondsOf(value.trim());
  if (ms === undefined || !Number.isFinite(ms) || ms < 0) return undefined;
  return ms > 0 ? Math.max(1, Math.round(ms)) : 0;
}

/** A duration as Go writes it: `218.5ms`, `1.25s`, `1m30s`. Exact to the microsecond. */
export function goDurationText(ms: number): string {
  const microseconds = Math.round(ms * 1e3);
  if (microseconds < 1e3) return microseconds === 0 ? '0s' : `${microseconds}µs`;
  if (microseconds < 1e6) return `${microseconds / 1e3}ms`;
  const minutes = Math.floor(microseconds / 6e7);
  const seconds = `${(microseconds - minutes * 6e7) / 1e6}s`;
  if (minutes === 0) return seconds;
  return minutes < 60 ? `${minutes}m${seconds}` : `${Math.floor(minutes / 60)}h${minutes % 60}m${seconds}`;
}

function millisecondsOf(text: string): number | undefined {
  if (/^\d+$/u.test(text)) return Number(text) * 1e3;
  if (text === '') return undefined;
  let sum = 0;
  for (part.lastIndex = 0; part.lastIndex < text.length;) {
    const [, amount, unit = ''] = part.exec(text) ?? [];
    if (amount === undefined) return undefined;
    sum += Number(amount) * (unitMs[unit] ?? NaN);
  }
  return sum;
}
