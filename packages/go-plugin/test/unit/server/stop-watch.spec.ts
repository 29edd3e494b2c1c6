import { expect } from 'chai';
import sinon from 'sinon';
import { StopWatch } from '../../../src/server/stop-watch.js';
import { FakePluginProcess } from '../../support/fake-plugin-process.js';
import { RecordingLogger } from '../../support/recording-logger.js';

describe('StopWatch', () => {
  let clock: sinon.SinonFakeTimers;
  let fake: FakePluginProcess;
  let logger: RecordingLogger;

  beforeEach(() => {
    clock = sinon.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    fake = new FakePluginProcess({});
    logger = new RecordingLogger();
  });
  afterEach(() => clock.restore());

  it('ignores SIGINT and counts it at level trace [P13]', () => {
    const watch = new StopWatch(fake, logger, {});
    fake.handlers.get('SIGINT')?.();
    fake.handlers.get('SIGINT')?.();
    expect(logger.records.map(({ level, fields }) => [level, fields?.['count']])).to.deep.equal([
      ['trace', 1],
      ['trace', 2],
    ]);
    watch.release();
  });

  it('stops at SIGTERM and SIGHUP with the status that a signal gives [P13]', async () => {
    for (const [signal, exitCode] of [
      ['SIGTERM', 143],
      ['SIGHUP', 129],
    ] as const) {
      const watch = new StopWatch(fake, logger, {});
      fake.handlers.get(signal)?.();
      expect(await watch.stopped).to.deep.equal({ reason: 'signal', exitCode });
      watch.release();
    }
  });

  it('exits at once at the second SIGTERM', async () => {
    const watch = new StopWatch(fake, logger, {});
    fake.handlers.get('SIGTERM')?.();
    fake.handlers.get('SIGTERM')?.();
    expect(await fake.exited).to.equal(143);
    watch.release();
  });

  it('stops within a second of the host’s death [P14]', async () => {
    const watch = new StopWatch(fake, logger, {});
    clock.tick(5_000);
    fake.orphaned = true;
    clock.tick(1_000);
    expect(await watch.stopped).to.deep.equal({ reason: 'orphaned', exitCode: 0 });
    watch.release();
  });

  it('treats broken output as the host’s death [P14]', async () => {
    const watch = new StopWatch(fake, logger, {});
    fake.handlers.get('broken')?.();
    expect(await watch.stopped).to.have.property('reason', 'orphaned');
    watch.release();
  });

  it('warns about a host that hangs up, but not about one that has called Shutdown', async () => {
    const watch = new StopWatch(fake, logger, {});
    watch.watchMux(Promise.resolve('closed'));
    await watch.stopped;
    expect(logger.records.map(({ level }) => level)).to.deep.equal(['warn']);
    watch.release();
    const asked = new StopWatch(fake, logger, {});
    asked.request('host', 0);
    const ended = Promise.resolve('closed' as const);
    asked.watchMux(ended);
    await ended;
    fake.handlers.get('broken')?.();
    const never = Promise.resolve('never connected' as const);
    asked.watchMux(never);
    await never;
    expect(logger.records).to.have.lengthOf(1);
    asked.release();
  });

  it('tests the pipe to its host while nobody is connected, because a shell between them outlives the host [P14]', () => {
    const watch = new StopWatch(fake, logger, {});
    let changed = (open: number): void => expect.fail(`not asked yet, and ${open} are open`);
    watch.watchConnections({ onConnections: (callback) => (changed = callback) });
    clock.tick(3_000);
    expect(fake.errors).to.equal('[TRACE] plugin: no host is connected\n');
    changed(1);
    clock.tick(60_000);
    expect(fake.errors.split('\n')).to.have.lengthOf(2);
    changed(0);
    clock.tick(3_000);
    expect(fake.errors.split('\n')).to.have.lengthOf(3);
    watch.release();
    expect(clock.countTimers()).to.equal(0);
  });

  it('watches neither if it must outlive its host', () => {
    const watch = new StopWatch(fake, logger, { exitWithHost: false });
    watch.watchConnections({ onConnections: () => expect.fail('it must not listen') });
    expect(fake.handlers.has('broken')).to.equal(false);
    expect(clock.countTimers()).to.equal(0);
    watch.release();
  });

  it('stops without exiting when the caller aborts, even before the start', async () => {
    const controller = new AbortController();
    const watch = new StopWatch(fake, logger, { signal: controller.signal });
    controller.abort();
    expect(await watch.stopped).to.deep.equal({ reason: 'aborted', exitCode: undefined });
    const late = new StopWatch(fake, logger, { signal: controller.signal });
    expect(await late.stopped).to.have.property('reason', 'aborted');
    watch.release();
    late.release();
  });

  it('goes by the first reason', async () => {
    const watch = new StopWatch(fake, logger, {});
    watch.request('host', 0);
    fake.handlers.get('SIGTERM')?.();
    expect(await watch.stopped).to.deep.equal({ reason: 'host', exitCode: 0 });
    watch.release();
    expect([...fake.handlers.keys()]).to.deep.equal([]);
    expect(clock.countTimers()).to.equal(0);
  });
});
