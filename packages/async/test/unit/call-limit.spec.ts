import { expect } from 'chai';
import { limitCall, type LimitErrors, withinLimits } from '../../src/index.js';
import { rejection } from '../../../go-plugin/test/support/rejection.js';

const errors: LimitErrors = {
  canceled: (cause) => new Error('canceled', { cause }),
  late: (timeoutMs) => new Error(`late after ${timeoutMs} ms`),
};
const never = (): Promise<never> => new Promise(() => undefined);

describe('withinLimits()', () => {
  it('gives what the work comes to, or fails as it does', async () => {
    expect(await withinLimits({ timeoutMs: 60_000 }, errors, () => Promise.resolve(1))).to.equal(1);
    const wrong = new Error('wrong');
    expect(await rejection(withinLimits({}, errors, () => Promise.reject(wrong)))).to.equal(wrong);
  });

  it('begins nothing when the signal is aborted already', async () => {
    let begun = false;
    const work = (): Promise<void> => {
      begun = true;
      return Promise.resolve();
    };
    const error = await rejection(withinLimits({ signal: AbortSignal.abort('why') }, errors, work));
    expect(error).to.include({ message: 'canceled', cause: 'why' });
    expect(begun).to.equal(false);
  });

  it('waits no longer than it may for work that hears of nothing', async () => {
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
  it('takes more than Node’s timers can for no limit', async () => {
    for (const timeoutMs of [2 ** 31, Infinity]) {
      using limit = limitCall({ timeoutMs }, errors);
      // A timer of that length would fire before this one.
      await new Promise((resolve) => setTimeout(resolve, 2));
      expect(limit.signal.aborted, String(timeoutMs)).to.equal(false);
    }
  });
});
