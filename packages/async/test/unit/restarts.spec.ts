import { expect } from 'chai';
import fc from 'fast-check';
import { noStarts, planStart, withdrawStart, type RestartPolicy, type RestartState } from '../../src/restarts.js';

const policy: RestartPolicy = { mostStarts: 5, windowMs: 10_000, firstDelayMs: 100, longestDelayMs: 300 };

/** Plans `count` starts at the same moment. */
function plans(count: number, random: number): readonly (number | 'give up')[] {
  let state = noStarts;
  return Array.from({ length: count }, () => {
    const plan = planStart(state, policy, 0, random);
    state = plan.state;
    return plan.action === 'start' ? plan.delayMs : plan.action;
  });
}

describe('Planning starts', () => {
  it('starts at once twice, then waits twice as long each time up to a limit, and gives up after the most starts', () => {
    expect(plans(7, 0)).to.deep.equal([0, 0, 50, 100, 150, 'give up', 'give up']);
    const latest = plans(5, 0.999_999);
    expect(latest.map((delay) => Math.round(Number(delay)))).to.deep.equal([0, 0, 100, 200, 300]);
  });

  it('forgets starts that are older than the window', () => {
    let state = noStarts;
    for (let at = 0; at < 20; at++) {
      const plan = planStart(state, policy, at * policy.windowMs, 0.5);
      expect(plan).to.include({ action: 'start', delayMs: 0 });
      state = plan.state;
    }
  });

  it('takes a start back', () => {
    const { state } = planStart(noStarts, policy, 0, 0);
    expect(withdrawStart(state)).to.deep.equal(noStarts);
  });

  it('keeps its promises for 1,000 seeds of times, chances and events', () => {
    const event = fc.record({
      passedMs: fc.integer({ min: 0, max: 4_000 }),
      random: fc.double({ min: 0, max: 0.999_999, noNaN: true }),
      ends: fc.constantFrom('fails', 'fails', 'fails', 'fails', 'ends well'),
    });
    const policies = fc.record({
      mostStarts: fc.integer({ min: 1, max: 8 }),
      windowMs: fc.integer({ min: 1, max: 20_000 }),
      firstDelayMs: fc.integer({ min: 0, max: 1_000 }),
      longestDelayMs: fc.integer({ min: 0, max: 5_000 }),
    });
    fc.assert(
      fc.property(policies, fc.array(event, { maxLength: 60 }), (given, events) => {
        let now = 0;
        let state: RestartState = noStarts;
        let made: number[] = [];
        let gaveUp = false;
        for (const { passedMs, random, ends } of events) {
          now += passedMs;
          const plan = planStart(state, given, now, random);
          state = plan.state;
          if (gaveUp) expect(plan.action).to.equal('give up');
          if (plan.action === 'give up') {
            gaveUp = true;
            continue;
          }
          expect(plan.delayMs).to.be.within(0, given.longestDelayMs);
          now += plan.delayMs;
          made.push(now);
          const inWindow = made.filter((at) => at > now - given.windowMs);
          expect(inWindow.length).to.be.at.most(given.mostStarts);
          if (ends === 'ends well') {
            state = noStarts;
            made = [];
          }
        }
      }),
      { numRuns: 1_000 },
    );
  });
});
