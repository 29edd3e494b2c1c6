import { expect } from 'chai';
import { AwfError } from '../../../src/domain/errors/awf-error.js';
import { limitCall, withinLimits, type LimitErrors } from '../../../src/async/call-limit.js';
import { rejection } from '../../../packages/go-plugin/test/support/rejection.js';

const errors: LimitErrors = {
  canceled: (cause) => new AwfError('EXECUTION.WORKFLOW.CANCELED', { workflow: 'w' }, { cause }),
  late: (timeoutMs) => new AwfError('SYSTEM.IO.TIMEOUT', { path: 'p', timeoutMs }),
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
    expect(error).to.include({ code: 'EXECUTION.WORKFLOW.CANCELED', cause: 'why' });
    expect(begun).to.equal(false);
  });

  it('waits no longer than it may for work that hears of nothing', async () => {
    expect(await rejection(withinLimits({ timeoutMs: 1 }, errors, never))).to.have.property(
      'code',
      'SYSTEM.IO.TIMEOUT',
    );
    const controller = new AbortController();
    const call = rejection(withinLimits({ signal: controller.signal }, errors, never));
    controller.abort('enough');
    expect(await call).to.include({ code: 'EXECUTION.WORKFLOW.CANCELED', cause: 'enough' });
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
