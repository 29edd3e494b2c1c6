import { expect } from 'chai';
import { RecordingPluginLogger } from '../../../../src/app/plugins/recording-plugin-logger.js';
import type { PluginLogEntry } from '../../../../src/domain/plugin/plugin-log.js';
import { ManualClock } from '../../../../src/infrastructure/in_memory/manual-clock.js';
import { RecordingLogger } from '../../../../src/infrastructure/in_memory/recording-logger.js';
import type { Logger } from '../../../../src/ports/logger.js';

function recording() {
  const shown = new RecordingLogger('warn');
  const kept: PluginLogEntry[] = [];
  const logger: Logger = new RecordingPluginLogger(shown, {
    logs: { append: (entry) => kept.push(entry) },
    clock: new ManualClock({ now: new Date('2026-01-01T00:00:00Z') }),
    pluginOf: (program) => (program === 'awf-plugin-hello' ? 'greeter' : undefined),
  });
  return { logger, own: logger.named('awf-plugin-hello'), shown, kept };
}

describe('Keeping what plugins log', () => {
  it('keeps more than is shown, under the name of the plugin', () => {
    const { own, shown, kept } = recording();
    own.log('info', 'greeted', { name: 'Ada', timestamp: 'x', '@module': 'y' });
    own.log('debug', 'plain text');
    own.log('warn', 'late', {});
    expect(shown.records.map(({ message }) => message)).to.deep.equal(['late']);
    const time = '2026-01-01T00:00:00.000Z';
    expect(kept).to.deep.equal([
      { time, plugin: 'greeter', level: 'info', message: 'greeted', fields: { name: 'Ada' } },
      { time, plugin: 'greeter', level: 'debug', message: 'plain text', fields: {} },
      { time, plugin: 'greeter', level: 'warn', message: 'late', fields: {} },
    ]);
  });

  it('keeps neither details of a plugin nor what is from elsewhere', () => {
    const { logger, own, kept } = recording();
    own.log('debug', 'detail', { a: 1 });
    own.log('trace', 'detail');
    logger.log('info', 'of the host', { plugin: 'greeter' });
    logger.named('other').log('error', 'from elsewhere');
    logger.named('awf-plugin-unknown').log('error', 'from nobody');
    expect(kept).to.deep.equal([]);
  });

  it('keeps what a plugin prints, where the host reads it', () => {
    const { logger, kept } = recording();
    logger.named('greeter').log('info', 'printed on stdout', { line: 'Hello' });
    logger.named('greeter').log('info', 'connected');
    expect(kept).to.have.length(1);
    expect(kept[0]).to.deep.include({ plugin: 'greeter', level: 'info', message: 'Hello', fields: {} });
  });

  it('keeps warnings of the host about a plugin', () => {
    const { logger, kept } = recording();
    logger.log('warn', 'the plugin has ended by itself', { plugin: 'greeter', how: 'exited' });
    expect(kept).to.have.length(1);
    expect(kept[0]).to.deep.include({ plugin: 'greeter', fields: { how: 'exited' } });
  });

  it('has a plugin asked for what may be kept, and nobody else for more than is shown', () => {
    const { logger, own } = recording();
    expect([own.isEnabled('debug'), own.isEnabled('trace')]).to.deep.equal([true, false]);
    expect(own.named('part').isEnabled('debug')).to.equal(true);
    expect([logger.isEnabled('info'), logger.named('hello').isEnabled('info')]).to.deep.equal([false, false]);
    expect(logger.isEnabled('error')).to.equal(true);
  });
});
