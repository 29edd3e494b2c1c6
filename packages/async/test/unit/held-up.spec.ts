import { expect } from 'chai';
import { limitCall, settlesWithin, startTimer, systemTimers, withinLimits } from '../../src/index.js';
import { acceptedOf20, answerReadLate } from '../support/held-up.js';

const errors = { canceled: () => new Error('canceled'), late: () => new Error('late') };

describe('a timer that is due because the event loop was blocked', () => {
  it('does not report a late result if it arrived in time', async () => {
    const { answer, holdUp, close } = await answerReadLate(10);
    const inTime = settlesWithin(answer, 10);
    holdUp();
    expect(await inTime).to.equal(true);
    close();
  });

  it('can be canceled by a result that arrived in time', async () => {
    const { answer, holdUp, close } = await answerReadLate(10);
    let late = false;
    const cancel = systemTimers.after(10, () => (late = true));
    void answer.then(cancel);
    holdUp();
    await answer;
    await new Promise((resolve) => setTimeout(resolve, 0));
    expect(late).to.equal(false);
    close();
  });

  it('does not cancel a call that has its answer', async () => {
    const { answer, holdUp, close } = await answerReadLate(10);
    using limits = limitCall({ timeoutMs: 10 }, errors);
    holdUp();
    await answer;
    expect(limits.signal.aborted).to.equal(false);
    close();
  });

  it('delivers the answers of 20 of 20 calls of a port', async () => {
    expect(await acceptedOf20((answer, timeoutMs) => withinLimits({ timeoutMs }, errors, () => answer))).to.equal(20);
  });
});

describe('startTimer', () => {
  it('treats a time longer than timers allow, such as Infinity, as the longest', async () => {
    for (const start of [startTimer, systemTimers.after.bind(systemTimers)]) {
      let fired = false;
      const cancel = start(Infinity, () => (fired = true));
      await new Promise((resolve) => setTimeout(resolve, 10));
      cancel();
      expect(fired).to.equal(false);
    }
  });
});
