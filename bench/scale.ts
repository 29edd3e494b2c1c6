/** How much a benchmark does. */
export interface Scale {
  /** Pairs of measurements, where a whole run has `full`. */
  rounds(full: number): number;
  /** Calls, bytes or cycles of one measurement, where a whole run has `full`. */
  amount(full: number): number;
}

/** What the figures in the documentation are measured with. */
export const wholeScale: Scale = { rounds: (full) => full, amount: (full) => full };

/** All rows in under a minute: two pairs, and a 24th of the work in each. The median of two is their mean. */
export const quickScale: Scale = {
  rounds: (full) => Math.min(full, 2),
  amount: (full) => Math.ceil(full / 24),
};
