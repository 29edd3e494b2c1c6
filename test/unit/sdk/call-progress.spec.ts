import { expect } from 'chai';
import { RecordingLogger } from '../../../src/infrastructure/in_memory/recording-logger.js';
import { progressOf } from '../../../src/sdk/call-progress.js';
import { pluginLog } from '../../../src/sdk/plugin-log.js';

const { signal } = new AbortController();

describe('call.progress()', () => {
  it('writes an entry of the log that names the call', () => {
    const logger = new RecordingLogger();
    progressOf({ signal, callId: '7' }, pluginLog(logger))(0.25, 'part 1 of 4');
    expect(logger.records.map(({ level, message, fields }) => ({ level, message, ...fields }))).to.deep.equal([
      { level: 'info', message: 'part 1 of 4', awf_progress: 0.25, awf_call: '7' },
    ]);
  });

  it('tells a transport that wants to be told, and writes nothing', () => {
    const logger = new RecordingLogger();
    const told: unknown[] = [];
    progressOf({ signal, onProgress: (progress) => told.push(progress) }, pluginLog(logger))(2);
    expect(told).to.deep.equal([{ fraction: 1, text: '' }]);
    expect(logger.records).to.deep.equal([]);
  });

  it('leaves out what comes too soon after the last report, but for the end', () => {
    const told: number[] = [];
    const report = progressOf(
      { signal, onProgress: ({ fraction }) => told.push(fraction) },
      pluginLog(new RecordingLogger()),
    );
    for (let part = 0; part <= 1_000; part += 1) report(part / 1_000);
    expect(told.at(0)).to.equal(0);
    expect(told.at(-1)).to.equal(1);
    expect(told.length).to.be.lessThan(100);
  });

  it('refuses what is not a number', () => {
    const report = progressOf({ signal }, pluginLog(new RecordingLogger()));
    for (const fraction of [NaN, '0.5', undefined])
      expect(() => report(fraction as number)).to.throw(TypeError, 'must be a number from 0 to 1');
  });
});
