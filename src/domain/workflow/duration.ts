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
