import { once } from 'node:events';
import { expect } from 'chai';
import sinon from 'sinon';
import { unlessAborted } from 'plugin-async';
import { acceptedOf20 } from '../../../../async/test/support/held-up.js';
import { limitOperation } from '../../../src/errors/operation-limit.js';
import { GoPluginError } from '../../../src/errors/go-plugin-error.js';

describe('limitOperation', () => {
  let clock: sinon.SinonFakeTimers;
  beforeEach(() => {
    clock = sinon.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  });
  afterEach(() => clock.restore());

  it('names the operation that was canceled, with the caller’s reason as the cause', () => {
    const abort = new AbortController();
    using limits = limitOperation('ping', { signal: abort.signal });
    abort.abort('why');
    expect(GoPluginError.is(limits.signal.reason, 'CANCELED')).to.equal(true);
    expect(limits.signal.reason).to.have.property('cause', 'why');
    expect(limits.signal.reason).to.have.property('message', 'ping was canceled');
  });

  it('is aborted from the start if the caller’s signal is', () => {
    using limits = limitOperation('ping', { signal: AbortSignal.abort() });
    expect(limits.signal.aborted).to.equal(true);
  });

  it('passes its deadline', async () => {
    using limits = limitOperation('ping', { timeoutMs: 100 });
    clock.tick(99);
    expect(limits.signal.aborted).to.equal(false);
    const aborted = once(limits.signal, 'abort');
    clock.tick(1);
    await aborted;
    expect(limits.signal.reason).to.have.property('code', 'DEADLINE_EXCEEDED');
  });

  it('leaves neither timer nor listener behind', () => {
    const { signal } = new AbortController();
    const remove = sinon.spy(signal, 'removeEventListener');
    limitOperation('ping', { signal, timeoutMs: 100 })[Symbol.dispose]();
    expect(clock.countTimers()).to.equal(0);
    expect(remove.calledOnce).to.equal(true);
  });

  it('treats a time longer than timers last, such as Infinity, as no limit', () => {
    using limits = limitOperation('wait', { timeoutMs: Infinity });
    clock.tick(60_000);
    expect(limits.signal.aborted).to.equal(false);
  });
});

describe('limitOperation in a busy process', () => {
  it('lets 20 of 20 calls have the answer that arrived in time', async () => {
    const accepted = await acceptedOf20(async (answer, timeoutMs) => {
      using limits = limitOperation('ask', { timeoutMs });
      return await unlessAborted(answer, limits.signal);
    });
    expect(accepted).to.equal(20);
  });
});
