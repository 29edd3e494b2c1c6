import { clockClauses, describeClockContract, type ClockSubject } from '../../src/contract/index.js';
import type { Clock } from '../../src/ports/clock.js';
import { manualClock } from '../support/contract-subjects.js';
import { altered, describeMutants } from '../support/mutants.js';

const clock =
  (change: (original: Clock) => Partial<Clock>) =>
  (subject: ClockSubject): ClockSubject => ({ ...subject, clock: altered(subject.clock, change(subject.clock)) });

/** Gives the same Date as long as the time is the same. */
function sharing(original: Clock): Partial<Clock> {
  let shared = original.now();
  let time = shared.getTime();
  return {
    now: () => {
      const now = original.now();
      if (now.getTime() !== time) [shared, time] = [now, now.getTime()];
      return shared;
    },
  };
}

function jittery(original: Clock): Partial<Clock> {
  let reads = 0;
  return { monotonicMs: () => original.monotonicMs() - (reads++ % 2) / 2 };
}

describeMutants('Clock', describeClockContract, clockClauses, manualClock, {
  'CL-01': [
    'lives in the year 20000',
    clock((original) => ({ now: () => new Date(Date.UTC(20_000, 0) + original.monotonicMs()) })),
  ],
  'CL-02': ['hands out the Date that it keeps', clock(sharing)],
  'CL-03': ['goes back now and then', clock(jittery)],
  'CL-04': ['does not count time', clock(() => ({ monotonicMs: () => 0 }))],
  'CL-05': [
    'always says the same time of day',
    clock((original) => {
      const time = original.now().getTime();
      return { now: () => new Date(time) };
    }),
  ],
});
