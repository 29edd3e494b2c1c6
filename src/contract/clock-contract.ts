import { expect } from 'chai';
import type { Clock } from '../ports/clock.js';
import { describeClauses, type Clause, type ContractOptions, type ContractSubject } from './clauses.js';

/** A clock, and a way to let time pass on it. */
export interface ClockSubject extends ContractSubject {
  /** What is tested. */
  readonly clock: Clock;
  /** Resolves when this many milliseconds have passed: waits for them, or moves the clock by hand. */
  readonly pass: (milliseconds: number) => Promise<void>;
}

const passedMs = 20;

/** Timers of Node may fire up to a millisecond early, and a wall clock has whole milliseconds. */
const toleranceMs = 2;

/** Clauses of the port Clock. */
export const clockClauses: readonly Clause<ClockSubject>[] = [
  {
    id: 'CL-01',
    title: 'returns a date whose year has four digits in ISO 8601',
    check({ clock }) {
      expect(clock.now().toISOString()).to.match(/^\d{4}-\d\d-\d\dT/);
      return Promise.resolve();
    },
  },
  {
    id: 'CL-02',
    title: 'returns a new date each time, which the caller may change',
    check({ clock }) {
      const before = clock.now().getTime();
      clock.now().setTime(0);
      expect(clock.now().getTime()).to.be.within(before, before + 60_000);
      return Promise.resolve();
    },
  },
  {
    id: 'CL-03',
    title: 'returns a monotonic time that is finite and never decreases',
    check({ clock }) {
      const times = Array.from({ length: 1_000 }, () => clock.monotonicMs());
      expect(times.every(Number.isFinite)).to.equal(true);
      expect(times).to.deep.equal([...times].sort((a, b) => a - b));
      return Promise.resolve();
    },
  },
  {
    id: 'CL-04',
    title: 'counts the milliseconds that pass',
    async check({ clock, pass }) {
      const before = clock.monotonicMs();
      await pass(passedMs);
      expect(clock.monotonicMs() - before).to.be.at.least(passedMs - toleranceMs);
    },
  },
  {
    id: 'CL-05',
    title: 'moves the wall clock when time passes',
    async check({ clock, pass }) {
      const before = clock.now().getTime();
      await pass(passedMs);
      expect(clock.now().getTime() - before).to.be.at.least(passedMs - toleranceMs);
    },
  },
];

/** Registers the suite of the port Clock. */
export function describeClockContract(options: ContractOptions<ClockSubject>): void {
  describeClauses('Clock', clockClauses, options);
}
