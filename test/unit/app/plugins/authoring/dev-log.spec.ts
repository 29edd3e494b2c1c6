import { expect } from 'chai';
import { DevLog, type ProcessNews } from '../../../../../src/app/plugins/authoring/dev-log.js';
import { RecordingLogger } from '../../../../../src/infrastructure/in_memory/recording-logger.js';
import type { Logger } from '../../../../../src/ports/logger.js';

function devLog({ verbose = false } = {}) {
  const recorded = new RecordingLogger();
  const news: ProcessNews[] = [];
  const host: Logger = new DevLog(recorded, {
    program: 'awf-plugin-hello',
    verbose,
    onNews: (one) => news.push(one),
  });
  const messages = (): readonly string[] => recorded.records.map(({ message }) => message);
  return { host, own: host.named('awf-plugin-hello'), messages, news };
}

describe('The log of a plugin that is developed', () => {
  it('has what the plugin prints, and what it and the host log from info on', () => {
    const { host, own, messages } = devLog();
    own.log('debug', 'printed on stderr');
    own.log('debug', 'logged', { timestamp: '2026' });
    own.log('info', 'told', {});
    host.log('debug', 'of the host');
    host.named('other').log('warn', 'from the host');
    expect(messages()).to.deep.equal(['printed on stderr', 'told', 'from the host']);
  });

  it('has everything if that is wanted', () => {
    const { host, own, messages } = devLog({ verbose: true });
    host.log('trace', 'of the host');
    own.named('part').log('debug', 'logged', { a: 1 });
    expect(messages()).to.deep.equal(['of the host', 'logged']);
  });

  it('tells of the process and of its debugger, which are no entries then', () => {
    const { host, own, messages, news } = devLog();
    host.log('debug', 'using plugin', { pid: 42, version: 1 });
    host.log('debug', 'using plugin');
    own.log('debug', 'Debugger listening on ws://127.0.0.1:9229/x');
    own.log('debug', 'For help, see: https://nodejs.org/en/docs/inspector');
    own.log('debug', 'Starting inspector on 127.0.0.1:9229 failed: address already in use');
    expect(messages()).to.deep.equal([]);
    expect(news.map(({ type }) => type)).to.deep.equal(['process', 'debugger', 'debugger-failed']);
    expect(host.isEnabled('trace')).to.equal(true);
  });
});
