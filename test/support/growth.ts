import { expect } from 'chai';

/** How many times larger the second input is. */
const factor = 8;
/** Quadratic work takes 64 times as long on it, linear work 8 times. Most of what lies between is noise of the machine. */
const mostGrowth = 32;
const rounds = 3;

/** Milliseconds that `work` takes at best: everything else that the machine does only adds to it. */
function bestOf(work: () => void): number {
  let best = Infinity;
  for (let round = 0; round < rounds; round += 1) {
    const begin = performance.now();
    work();
    best = Math.min(best, performance.now() - begin);
  }
  return best;
}

/**
 * Expects the time of `work` to grow with the size of its input, not with its square. `inputOf` makes an input of a size. The comparison is
 * between two sizes on the same machine, so no speed is assumed.
 */
export function expectLinearTime<T>(size: number, inputOf: (size: number) => T, work: (input: T) => void): void {
  const [small, large] = [inputOf(size), inputOf(size * factor)];
  work(small);
  const before = bestOf(() => work(small));
  const after = bestOf(() => work(large));
  // Below a tenth of a millisecond the clock and the compiler are all that is measured.
  expect(after / Math.max(before, 0.1), `${before.toFixed(2)} ms became ${after.toFixed(2)} ms`).to.be.below(
    mostGrowth,
  );
}
