import { Writable } from 'node:stream';
import { expect } from 'chai';
import sinon from 'sinon';
import { awaitHandshake } from '../../../src/go_plugin/client/await-handshake.js';
import { resolveClientOptions } from '../../../src/go_plugin/client/options.js';
import { WatchedPlugin } from '../../../src/go_plugin/client/watched-plugin.js';
import { FakeRunningPlugin } from '../../support/fake-running-plugin.js';
import { failure } from '../../support/go-plugin-failure.js';
import { RecordingLogger } from '../../support/recording-logger.js';

const settings = resolveClientOptions({
  handshake: { protocolVersion: 1, magicCookieKey: 'KEY', magicCookieValue: 'value' },
  plugins: { a: {} },
  command: 'plugin',
});
const never = new AbortController().signal;

describe('a plugin’s output at its end', () => {
  let clock: sinon.SinonFakeTimers;
  beforeEach(() => {
    clock = sinon.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  });
  afterEach(() => clock.restore());

  it('is logged to the last line, also without a line end and while a grandchild holds the pipes [L03]', async () => {
    const runner = new FakeRunningPlugin();
    const logger = new RecordingLogger();
    const plugin = new WatchedPlugin(runner, 'plugin', { ...settings, logger });
    runner.stderr.write('first\nlast');
    runner.exit(3);
    await clock.tickAsync(250);
    await plugin.ended;
    expect(logger.messages).to.deep.equal(['first', 'last']);
  });

  it('is not lost to a sink that takes nothing more', async () => {
    const runner = new FakeRunningPlugin();
    const logger = new RecordingLogger();
    const stderr = new Writable({ highWaterMark: 1, write: () => undefined });
    const plugin = new WatchedPlugin(runner, 'plugin', { ...settings, logger, stderr });
    for (const line of ['first', 'second', 'last']) runner.stderr.write(`${line}\n`);
    runner.stderr.end();
    runner.stdout.end();
    await clock.tickAsync(0);
    expect(logger.messages).to.deep.equal(['first']);
    runner.exit(3);
    await clock.tickAsync(250);
    await plugin.ended;
    expect(logger.messages).to.deep.equal(['first', 'second', 'last']);
    expect(plugin.stderrTail).to.equal('first\nsecond\nlast');
  });

  it('holds nobody whose runner never says what it sees', async () => {
    const runner = new FakeRunningPlugin(new Promise(() => undefined));
    const plugin = new WatchedPlugin(runner, 'plugin', settings);
    runner.stdout.write('banner\n');
    const failed = failure(awaitHandshake(plugin, settings, never), 'HANDSHAKE_INVALID');
    await clock.tickAsync(1_000);
    expect((await failed).details.notes).to.deep.equal([]);
    runner.exit();
    await clock.tickAsync(250);
  });

  it('does without the notes of a runner that fails to look', async () => {
    const runner = new FakeRunningPlugin(Promise.reject(new Error('no such container')));
    const plugin = new WatchedPlugin(runner, 'plugin', settings);
    runner.stdout.write('banner\n');
    const { details } = await failure(awaitHandshake(plugin, settings, never), 'HANDSHAKE_INVALID');
    expect(details.notes).to.deep.equal([]);
    runner.exit();
    await clock.tickAsync(250);
  });

  it('is told with the exit code when stdout closes first and a grandchild holds stderr [H06]', async () => {
    const runner = new FakeRunningPlugin();
    const plugin = new WatchedPlugin(runner, 'plugin', settings);
    runner.stderr.write('no licence');
    runner.stdout.destroy();
    const failed = failure(awaitHandshake(plugin, settings, never), 'EXITED_BEFORE_HANDSHAKE');
    await clock.tickAsync(100);
    runner.exit(3);
    await clock.tickAsync(250);
    expect((await failed).details).to.include({ exitCode: 3, stderrTail: 'no licence' });
  });
});
