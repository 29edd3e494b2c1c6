/** How much a benchmark does. */
export interface Scale {
  /** Pairs of measurements, where a whole run has `full`. */
  rounds(full: number): number;
  /** Calls, bytes or cycles of one measurement, where a whole run has `full`. */
  amount(full: number): number;
}

/** What the figures in the documentation are measured with. */
export const wholeScale: Scale = { rounds: (full) => full, amount: (full) => full };

/** All rows in a minute: two or three pairs, and a sixteenth of the work in each. */
export const quickScale: Scale = {
  rounds: (full) => Math.min(full, full > 5 ? 3 : 2),
  amount: (full) => Math.ceil(full / 16),
};
