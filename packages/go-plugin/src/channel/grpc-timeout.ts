const units = [
  ['m', 1],
  ['S', 1000],
  ['M', 60_000],
  ['H', 3_600_000],
] as const;

// The header's value has at most eight digits.
const largest = 99_999_999;

/** The `grpc-timeout` header for these milliseconds, rounded up, in the finest unit whose number fits. */
export function formatGrpcTimeout(milliseconds: number): string {
  const wanted = Math.max(milliseconds, 1);
  for (const [unit, factor] of units) {
    const amount = Math.ceil(wanted / factor);
    if (amount <= largest) return `${amount}${unit}`;
  }
  return `${largest}H`;
}

const unitFactors: Readonly<Record<string, number>> = {
  H: 3_600_000,
  M: 60_000,
  S: 1000,
  m: 1,
  u: 0.001,
  n: 0.000_001,
};

/** The milliseconds in a `grpc-timeout` header, or undefined if it is invalid. */
export function parseGrpcTimeout(value: string): number | undefined {
  const [, digits, unit = ''] = /^(\d{1,8})([HMSmun])$/.exec(value) ?? [];
  const factor = unitFactors[unit];
  return factor === undefined ? undefined : Number(digits) * factor;
}
