import { connectivityState } from '@grpc/grpc-js';
import { expect } from 'chai';
import sinon from 'sinon';
import { ConnectivityWatch } from '../../../src/channel/connectivity-watch.js';

const { IDLE, CONNECTING, READY, SHUTDOWN } = connectivityState;

/** Our timers let the event loop read for two turns before they act. */
const aTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('ConnectivityWatch', () => {
  let clock: sinon.SinonFakeTimers;
  beforeEach(() => {
    clock = sinon.useFakeTimers({ toFake: ['Date', 'setTimeout', 'clearTimeout', 'nextTick'] });
  });
  afterEach(() => {
    clock.restore();
  });

  it('calls back once when the state has changed', () => {
    const watch = new ConnectivityWatch();
    const callback = sinon.spy();
    watch.add(IDLE, Infinity, callback);
    watch.change(CONNECTING);
    watch.change(READY);
    clock.runAll();
    expect(callback.args).to.deep.equal([[undefined]]);
  });

  it('calls back at once if the state has already changed', () => {
    const callback = sinon.spy();
    new ConnectivityWatch().add(READY, 1000, callback);
    clock.runMicrotasks();
    expect(callback.args).to.deep.equal([[undefined]]);
  });

  it('calls back with an error when the deadline passes', async () => {
    const callback = sinon.spy();
    new ConnectivityWatch().add(IDLE, new Date(500), callback);
    clock.tick(499);
    expect(callback.called).to.equal(false);
    clock.tick(1);
    await aTurn();
    await aTurn();
    clock.runMicrotasks();
    expect(callback.firstCall.args[0]).to.be.instanceOf(Error);
  });

  it('continues to wait if the state returns to the watched one', () => {
    const watch = new ConnectivityWatch();
    const callback = sinon.spy();
    watch.change(CONNECTING);
    watch.add(CONNECTING, Infinity, callback);
    watch.change(CONNECTING);
    clock.runMicrotasks();
    expect(callback.called).to.equal(false);
  });

  it('never leaves SHUTDOWN', () => {
    const watch = new ConnectivityWatch();
    watch.change(SHUTDOWN);
    watch.change(READY);
    expect(watch.state).to.equal(SHUTDOWN);
  });
});
