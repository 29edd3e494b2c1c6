import { expect } from 'chai';

/** How many times larger the second input is. */
const factor = 8;
/** Quadratic work takes 64 times as long on it, linear work 8 times. Most of what lies between is noise of the machine. */
const mostGrowth = 32;
/** On a busy machine a round can be slow from beginning to end, so a slow one is measured again. Quadratic work is slow in each. */
const mostRounds = 40;

function timeOf(work: () => void): number {
  const begin = performance.now();
  work();
  return performance.now() - begin;
}

/**
 * Expects the time of `work` to grow with the size of its input, not with its square. `inputOf` makes an input of a size. The comparison is
 * between the best times of two sizes on the same machine, so no speed is assumed: everything else that the machine does only adds to a time.
 */
export function expectLinearTime<T>(size: number, inputOf: (size: number) => T, work: (input: T) => void): void {
  const [small, large] = [inputOf(size), inputOf(size * factor)];
  work(small);
  let [before, after] = [Infinity, Infinity];
  // Below a tenth of a millisecond the clock and the compiler are all that is measured.
  const growth = (): number => after / Math.max(before, 0.1);
  for (let round = 0; round < mostRounds && !(growth() < mostGrowth); round += 1) {
    before = Math.min(
      before,
      timeOf(() => work(small)),
    );
    after = Math.min(
      after,
      timeOf(() => work(large)),
    );
  }
  expect(growth(), `${before.toFixed(2)} ms became ${after.toFixed(2)} ms`).to.be.below(mostGrowth);
}
