import { once } from 'node:events';
import { MessageChannel } from 'node:worker_threads';
import { expect } from 'chai';
import { limitCall } from '../../../src/async/call-limits.js';
import { startTimer, systemTimers } from '../../../src/async/timers.js';
import { settlesWithin } from '../../../src/async/waiting.js';

describe('a timer that is due because the event loop was held up', () => {
  let close: () => void;
  afterEach(() => close());

  /** Resolves by an event that is there before `milliseconds` have passed, and is read when they have. */
  function answerReadLate(milliseconds: number): { readonly answer: Promise<unknown>; readonly holdUp: () => void } {
    const { port1, port2 } = new MessageChannel();
    close = () => port1.close();
    const answer = once(port1, 'message');
    port2.postMessage('the answer');
    return {
      answer,
      holdUp: () => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds * 2),
    };
  }

  /** From here the event loop goes to its timers before it reads anything. */
  const beforeTimers = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

  it('does not call late what has come meanwhile', async () => {
    await beforeTimers();
    const { answer, holdUp } = answerReadLate(10);
    const inTime = settlesWithin(answer, 10);
    holdUp();
    expect(await inTime).to.equal(true);
  });

  it('can be called off by what has come meanwhile', async () => {
    await beforeTimers();
    const { answer, holdUp } = answerReadLate(10);
    let late = false;
    const cancel = systemTimers.after(10, () => (late = true));
    void answer.then(cancel);
    holdUp();
    await answer;
    await new Promise((resolve) => setTimeout(resolve, 0));
    expect(late).to.equal(false);
  });

  it('leaves a call that has its answer alone', async () => {
    await beforeTimers();
    const { answer, holdUp } = answerReadLate(10);
    using limits = limitCall('ask', { timeoutMs: 10 });
    holdUp();
    await answer;
    expect(limits.signal.aborted).to.equal(false);
  });
});

describe('startTimer', () => {
  it('takes a time longer than timers last, such as Infinity, for the longest', async () => {
    for (const start of [startTimer, systemTimers.after.bind(systemTimers)]) {
      let fired = false;
      const cancel = start(Infinity, () => (fired = true));
      await new Promise((resolve) => setTimeout(resolve, 10));
      cancel();
      expect(fired).to.equal(false);
    }
  });
});
