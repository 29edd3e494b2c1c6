import { expect } from 'chai';
import { limitCall, type LimitErrors, withinLimits } from '../../src/index.js';
import { rejection } from '../../../go-plugin/test/support/rejection.js';

const errors: LimitErrors = {
  canceled: (cause) => new Error('canceled', { cause }),
  late: (timeoutMs) => new Error(`late after ${timeoutMs} ms`),
};
const never = (): Promise<never> => new Promise(() => undefined);

describe('withinLimits()', () => {
  it('returns the result of the work, or rejects with its error', async () => {
    expect(await withinLimits({ timeoutMs: 60_000 }, errors, () => Promise.resolve(1))).to.equal(1);
    const wrong = new Error('wrong');
    expect(await rejection(withinLimits({}, errors, () => Promise.reject(wrong)))).to.equal(wrong);
  });

  it('starts nothing if the signal is already aborted', async () => {
    let begun = false;
    const work = (): Promise<void> => {
      begun = true;
      return Promise.resolve();
    };
    const error = await rejection(withinLimits({ signal: AbortSignal.abort('why') }, errors, work));
    expect(error).to.include({ message: 'canceled', cause: 'why' });
    expect(begun).to.equal(false);
  });

  it('stops waiting at the time limit if the work ignores its signal', async () => {
    expect(await rejection(withinLimits({ timeoutMs: 1 }, errors, never))).to.have.property(
      'message',
      'late after 1 ms',
    );
    const controller = new AbortController();
    const call = rejection(withinLimits({ signal: controller.signal }, errors, never));
    controller.abort('enough');
    expect(await call).to.include({ message: 'canceled', cause: 'enough' });
  });
});

describe('limitCall()', () => {
  it('treats a time longer than Node’s timers allow as no limit', async () => {
    for (const timeoutMs of [2 ** 31, Infinity]) {
      using limit = limitCall({ timeoutMs }, errors);
      // A timer of that length would fire before this one.
      await new Promise((resolve) => setTimeout(resolve, 2));
      expect(limit.signal.aborted, String(timeoutMs)).to.equal(false);
    }
  });
});
