/** One side of a comparison. `run` does the work once, and returns its cost (milliseconds) or its rate (per second). */
export interface Contestant {
  readonly name: string;
  run(): Promise<number>;
}

/** Median and quartiles of a series. */
export interface Spread {
  readonly median: number;
  readonly lower: number;
  readonly upper: number;
}

/** Our side against the other side, both measured in the same rounds. */
export interface Comparison {
  readonly ours: Spread;
  readonly theirs: Spread;
  /** The quotient ours / theirs of each round, so that a slow moment of the machine affects both. */
  readonly ratio: Spread;
}

/** Median and quartiles. The quartiles of a short series are interpolated. */
export function spread(values: readonly number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number): number => {
    const position = share * (sorted.length - 1);
    const below = sorted[Math.floor(position)] ?? Number.NaN;
    const above = sorted[Math.ceil(position)] ?? below;
    return below + (above - below) * (position - Math.floor(position));
  };
  return { median: at(0.5), lower: at(0.25), upper: at(0.75) };
}

/** Runs both sides `rounds` times, after one warm-up each. The order changes from round to round. */
export async function sideBySide(ours: Contestant, theirs: Contestant, rounds: number): Promise<Comparison> {
  await ours.run();
  await theirs.run();
  const mine: number[] = [];
  const others: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    if (round % 2 === 0) {
      mine.push(await ours.run());
      others.push(await theirs.run());
    } else {
      others.push(await theirs.run());
      mine.push(await ours.run());
    }
  }
  const ratios = mine.map((value, index) => value / (others[index] ?? Number.NaN));
  return { ours: spread(mine), theirs: spread(others), ratio: spread(ratios) };
}
