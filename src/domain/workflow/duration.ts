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
const whole = /^(?:\d+(?:\.\d*)?|\.\d+)(?:ns|us|µs|μs|ms|s|m|h)(?:(?:\d+(?:\.\d*)?|\.\d+)(?:ns|us|µs|μs|ms|s|m|h))*$/u;

/**
 * Milliseconds of a duration as workflows write it: Go's text (`1m30s`, `500ms`, `1.5h`) or seconds as a plain number. Undefined when
 * it is neither, or negative. Unlike AWF, which cuts to whole seconds, 500ms is 500 ms; what is above 0 and below 1 ms becomes 1.
 */
export function parseDuration(value: string | number): number | undefined {
  const ms = typeof value === 'number' ? value * 1e3 : millisecondsOf(value.trim());
  if (ms === undefined || !Number.isFinite(ms) || ms < 0) return undefined;
  return ms > 0 ? Math.max(1, Math.round(ms)) : 0;
}

function millisecondsOf(text: string): number | undefined {
  if (/^\d+$/u.test(text)) return Number(text) * 1e3;
  if (!whole.test(text)) return undefined;
  let sum = 0;
  for (const [, amount, unit] of text.matchAll(/([\d.]+)([a-zµμ]+)/gu))
    sum += Number(amount) * (unitMs[unit ?? ''] ?? NaN);
  return sum;
}
