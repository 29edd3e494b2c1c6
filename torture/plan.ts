import { faultNames, faults, type FaultName } from './faults.js';
import type { Injection, Language } from './injection.js';
import type { Point } from './points.js';
import { Random } from './random.js';

/** What is injected. */
export interface PlanOptions {
  readonly seed: number;
  readonly count: number;
  readonly languages: readonly Language[];
  /** Only faults and points with these texts in their names. */
  readonly only?: { readonly fault?: string | undefined; readonly point?: string | undefined } | undefined;
}

interface Pair {
  readonly fault: FaultName;
  readonly point: Point;
  readonly language: Language;
}

/** The sizes of one fault, from the usual one to the rarest. The last one is costly, and comes once at each of two points. */
interface Sizes {
  readonly usual: readonly number[];
  readonly extreme?: { readonly size: number; readonly points: readonly Point[] };
}

const sizes: { readonly [F in FaultName]?: Sizes } = {
  'large answer': { usual: [4, 16, 80, 256], extreme: { size: 1_000, points: ['list', 'execute: during'] } },
  'stdout without newline': {
    usual: [4, 32],
    extreme: { size: 1_000, points: ['before the handshake', 'execute: before'] },
  },
  'log lines': {
    usual: [10_000, 50_000],
    extreme: { size: 1_000_000, points: ['before the handshake', 'execute: before'] },
  },
  'broker ids': { usual: [100, 300], extreme: { size: 10_000, points: ['execute: before', 'broker dial'] } },
};

/** Pairs that mean nothing in one language. A goroutine that loops ends no plugin, so there is no back-off. */
const applies = ({ fault, point, language }: Pair): boolean =>
  !(language === 'Go' && fault === 'endless loop' && point === 'back-off');

/** Every pair of fault and point in every language, again and again with other sizes and forms, in an order that the seed decides. */
export function planOf({ seed, count, languages, only = {} }: PlanOptions): readonly Injection[] {
  const random = new Random(seed);
  const pairs = allPairs(languages).filter(
    ({ fault, point }) => fault.includes(only.fault ?? '') && point.includes(only.point ?? ''),
  );
  const extremes = pairs.flatMap((pair) => {
    const extreme = sizes[pair.fault]?.extreme;
    return extreme?.points.includes(pair.point) === true ? [{ ...pair, size: extreme.size }] : [];
  });
  const rounds = Math.ceil(count / Math.max(1, pairs.length));
  const usual = Array.from({ length: rounds }, (_, round) => random.shuffled(pairs).map((pair) => sized(pair, round)));
  const chosen = [...extremes, ...usual.flat()].slice(0, count);
  return random.shuffled(chosen).map((one, id) => ({ ...one, id, variant: random.below(1_000), patience: 1 }));
}

/** A tenth of a plan, with one of each fault at least. */
export function tenthOf(plan: readonly Injection[], seed: number): readonly Injection[] {
  const random = new Random(seed + 1);
  const wanted = Math.ceil(plan.length / 10);
  const usual = random.shuffled(plan.filter(({ fault, size }) => size !== sizes[fault]?.extreme?.size));
  const first = faultNames.flatMap((fault) => usual.find((one) => one.fault === fault) ?? []);
  return [...new Set([...first, ...usual])].slice(0, Math.max(wanted, first.length));
}

const allPairs = (languages: readonly Language[]): readonly Pair[] =>
  languages
    .flatMap((language) =>
      faultNames.flatMap((fault) => faults[fault].points.map((point): Pair => ({ fault, point, language }))),
    )
    .filter(applies);

function sized(pair: Pair, round: number): Pair & { readonly size: number } {
  const usual = sizes[pair.fault]?.usual ?? [0];
  return { ...pair, size: usual[round % usual.length] ?? 0 };
}
