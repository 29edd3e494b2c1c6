const units = [
  ['m', 1],
  ['S', 1000],
  ['M', 60_000],
  ['H', 3_600_000],
] as const;

// The header's value has at most eight digits.
const largest = 99_999_999;

/** The `grpc-timeout` header for so many milliseconds, rounded up, in the finest unit whose number fits. */
export function formatGrpcTimeout(milliseconds: number): string {
  const wanted = Math.max(milliseconds, 1);
  for (const [unit, factor] of units) {
    const amount = Math.ceil(wanted / factor);
    if (amount <= largest) return `${amount}${unit}`;
  }
  return `${largest}H`;
}
