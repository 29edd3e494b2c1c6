/** `; did you mean X?` for the end of a message about an unknown name; empty when no known name is similar. */
export function didYouMean(name: string, known: Iterable<string>): string {
  const similar = closest(name, known);
  return similar === undefined ? '' : `; did you mean ${similar}?`;
}

/** Longer texts are not compared: nobody mistypes a whole sentence as a name. */
const longestName = 200;
/** How many pairs of characters one search compares, so that a file with thousands of wrong names is checked quickly. */
const mostCompared = 100_000;

/** The candidate most like `name`, for "did you mean"; undefined when none is close enough to be a likely typing error. */
export function closest(name: string, candidates: Iterable<string>): string | undefined {
  if (name.length > longestName) return undefined;
  let best: string | undefined;
  let least = Math.max(1, Math.floor(name.length / 3)) + 1;
  let compared = 0;
  for (const candidate of candidates) {
    // Each character too many or too few is a difference.
    if (Math.abs(candidate.length - name.length) >= least) continue;
    compared += candidate.length * name.length;
    if (compared > mostCompared) break;
    const distance = editDistance(name.toLowerCase(), candidate.toLowerCase());
    if (distance < least) [best, least] = [candidate, distance];
  }
  return best;
}

/** How many characters to insert, drop, replace or swap with their neighbour: `nmae` is one slip away from `name`. */
function editDistance(a: string, b: string): number {
  let beforeLast: readonly number[] = [];
  let last: readonly number[] = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = (last[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swapped = a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? (beforeLast[j - 2] ?? 0) + 1 : Infinity;
      row.push(Math.min(replaced, swapped, (last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1));
    }
    [beforeLast, last] = [last, row];
  }
  return last[b.length] ?? 0;
}
