/** One way of doing a thing: `run` does it once and returns what it cost (milliseconds) or achieved (per second). */
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

/** Ours against theirs, both measured in the same rounds. */
export interface Comparison {
  readonly ours: Spread;
  readonly theirs: Spread;
  /** Quotient ours / theirs of each round, so that what slows the machine down for a while slows both. */
  readonly ratio: Spread;
}

/** Median and quartiles; the quartiles of a short series are interpolated. */
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

/** Runs both in turn, `rounds` times after one warm-up each; who begins changes from round to round. */
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
