import { expect } from 'chai';
import sinon from 'sinon';
import { terminate } from '../../../src/process/termination.js';
import { FakeAttachedRunner } from '../../support/fake-attached-runner.js';

describe('terminate', () => {
  let clock: sinon.SinonFakeTimers;
  beforeEach(() => {
    clock = sinon.useFakeTimers();
  });
  afterEach(() => clock.restore());

  /** Milliseconds that the fake clock gives the turns of the event loop in which what came in time is still heard of. */
  const lastTurns = 2;
  const limits = { gracefulMs: 2_000, terminateMs: 0 };
  const hang = () => new Promise<boolean>(() => undefined);

  it('does not kill a plugin that exits when asked [H20]', async () => {
    const plugin = new FakeAttachedRunner();
    const outcome = terminate(plugin, limits, () => {
      plugin.exit();
      return Promise.resolve(true);
    });
    expect(await outcome).to.equal('exited');
    expect(plugin.received).to.deep.equal([]);
  });

  it('kills after the graceful window, which begins with the request [H21] [H22]', async () => {
    const plugin = new FakeAttachedRunner();
    const outcome = terminate(plugin, limits, hang);
    await clock.tickAsync(1_999);
    expect(plugin.received).to.deep.equal([]);
    await clock.tickAsync(1 + lastTurns);
    expect(await outcome).to.equal('killed');
    expect(plugin.received).to.deep.equal(['SIGKILL']);
  });

  it('kills at once if the request shows that the plugin will not exit', async () => {
    for (const request of [() => Promise.resolve(false), () => Promise.reject(new Error('no connection'))]) {
      const plugin = new FakeAttachedRunner();
      expect(await terminate(plugin, limits, request)).to.equal('killed');
    }
  });

  it('sends SIGTERM in between if configured', async () => {
    const plugin = new FakeAttachedRunner('SIGTERM');
    const outcome = terminate(plugin, { gracefulMs: 100, terminateMs: 100 }, hang);
    await clock.tickAsync(100 + lastTurns);
    expect(await outcome).to.equal('terminated');

    const stubborn = new FakeAttachedRunner('SIGKILL');
    const second = terminate(stubborn, { gracefulMs: 100, terminateMs: 100 }, hang);
    await clock.tickAsync(200 + 2 * lastTurns);
    expect(await second).to.equal('killed');
    expect(stubborn.received).to.deep.equal(['SIGTERM', 'SIGKILL']);
  });

  it('stops waiting for a process that SIGKILL does not end', async () => {
    const plugin = new FakeAttachedRunner('nothing');
    const outcome = terminate(plugin, limits, hang);
    await clock.tickAsync(4_000 + 2 * lastTurns);
    expect(await outcome).to.equal('unkillable');
  });

  it('leaves no timer behind', async () => {
    const plugin = new FakeAttachedRunner();
    plugin.exit();
    await terminate(plugin, limits, () => Promise.resolve(true));
    expect(clock.countTimers()).to.equal(0);
  });
});
