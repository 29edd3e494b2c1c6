import { expect } from 'chai';
import type { Progress } from '../../../../src/domain/plugin/progress.js';
import { ProgressCalls, ProgressLog } from '../../../../src/infrastructure/grpc_host/progress-log.js';
import { RecordingLogger } from '../../../../src/infrastructure/in_memory/recording-logger.js';

function setUp() {
  const inner = new RecordingLogger('warn');
  const calls = new ProgressCalls();
  const told: string[] = [];
  const listener =
    (name: string) =>
    ({ fraction, text }: Progress): void =>
      void told.push(`${name} ${fraction} ${text}`);
  return { inner, calls, told, listener, log: new ProgressLog(inner, calls).named('echo') };
}

describe('ProgressLog', () => {
  it('tells the call that an entry is about, and keeps the entry out of the log', () => {
    const { inner, calls, told, listener, log } = setUp();
    const [one, two] = [calls.begin(listener('one')), calls.begin(listener('two'))];
    log.log('info', 'half', { awf_progress: 0.5, awf_call: two });
    calls.end(two);
    log.log('info', 'more', { awf_progress: 0.6, awf_call: two });
    log.log('info', 'other', { awf_progress: 0.7, awf_call: one });
    expect(told).to.deep.equal(['two 0.5 half', 'one 0.7 other']);
    expect(inner.records).to.deep.equal([]);
  });

  it('takes an entry that names no call for one about the only call', () => {
    const { calls, told, listener, log } = setUp();
    log.log('info', 'nobody listens', { awf_progress: 0 });
    calls.begin(listener('one'));
    log.log('info', 'half', { awf_progress: 0.5 });
    calls.begin(listener('two'));
    log.log('info', 'of whom?', { awf_progress: 0.6 });
    expect(told).to.deep.equal(['one 0.5 half']);
  });

  it('leaves all other entries as they are, also those with a fraction that is none', () => {
    const { inner, told, log } = setUp();
    for (const fraction of [-0.1, 1.1, NaN, '0.5', null]) log.log('warn', 'odd', { awf_progress: fraction });
    log.log('info', 'not shown', {});
    expect(inner.records.map(({ message, name }) => `${name} ${message}`)).to.deep.equal(Array(5).fill('echo odd'));
    expect(told).to.deep.equal([]);
  });

  it('wants entries of the level of progress even if the log shows none', () => {
    const { log } = setUp();
    expect(['debug', 'info', 'warn'].map((level) => log.isEnabled(level as 'info'))).to.deep.equal([false, true, true]);
  });
});
