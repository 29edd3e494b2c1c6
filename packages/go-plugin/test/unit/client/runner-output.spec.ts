import { PassThrough, Writable } from 'node:stream';
import { expect } from 'chai';
import sinon from 'sinon';
import { awaitHandshake, type StartingPlugin } from '../../../src/client/await-handshake.js';
import { resolveClientOptions } from '../../../src/client/options.js';
import { RunnerOutput } from '../../../src/client/runner-output.js';
import { WatchedPlugin } from '../../../src/client/watched-plugin.js';
import { FakeRunner } from '../../support/fake-runner.js';
import { failure } from '../../support/go-plugin-failure.js';
import { passTimeUntil } from '../../support/passing-time.js';
import { RecordingLogger } from '../../support/recording-logger.js';

const settings = resolveClientOptions({
  handshake: { protocolVersion: 1, magicCookieKey: 'KEY', magicCookieValue: 'value' },
  plugins: { a: {} },
  command: 'plugin',
});
const never = new AbortController().signal;

function start(runner: FakeRunner, given: Partial<typeof settings> = {}): StartingPlugin {
  const output = new RunnerOutput(runner, { ...settings, ...given });
  return { runner, output, plugin: new WatchedPlugin(runner, 'plugin', () => output.finish()) };
}

describe('a plugin’s output at its end', () => {
  let clock: sinon.SinonFakeTimers;
  beforeEach(() => {
    clock = sinon.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  });
  afterEach(() => clock.restore());

  it('is logged to the last line, also without a line end and while a grandchild holds the pipes [L03]', async () => {
    const runner = new FakeRunner();
    const logger = new RecordingLogger();
    const { plugin } = start(runner, { logger });
    runner.stderr.write('first\nlast');
    runner.exit(3);
    await passTimeUntil(clock, plugin.ended);
    expect(logger.messages).to.deep.equal(['first', 'last']);
  });

  it('is not lost if a sink accepts nothing more', async () => {
    const runner = new FakeRunner();
    const logger = new RecordingLogger();
    const stderr = new Writable({ highWaterMark: 1, write: () => undefined });
    const { plugin, output } = start(runner, { logger, stderr });
    for (const line of ['first', 'second', 'last']) runner.stderr.write(`${line}\n`);
    runner.stderr.end();
    runner.stdout.end();
    await clock.tickAsync(0);
    expect(logger.messages).to.deep.equal(['first']);
    runner.exit(3);
    await passTimeUntil(clock, plugin.ended);
    expect(logger.messages).to.deep.equal(['first', 'second', 'last']);
    expect(output.stderrTail).to.equal('first\nsecond\nlast');
  });

  it('is not delayed by a runner whose diagnosis never ends', async () => {
    const runner = new FakeRunner(new Promise(() => undefined));
    const starting = start(runner);
    runner.stdout.write('banner\n');
    const failed = failure(awaitHandshake(starting, settings, never), 'HANDSHAKE_INVALID');
    await passTimeUntil(clock, failed);
    expect((await failed).details.notes).to.deep.equal([]);
    runner.exit();
    await passTimeUntil(clock, starting.plugin.ended);
  });

  it('omits the notes of a runner whose diagnosis fails', async () => {
    const runner = new FakeRunner(Promise.reject(new Error('no such container')));
    const starting = start(runner);
    runner.stdout.write('banner\n');
    const failed = failure(awaitHandshake(starting, settings, never), 'HANDSHAKE_INVALID');
    await passTimeUntil(clock, failed);
    expect((await failed).details.notes).to.deep.equal([]);
    runner.exit();
    await passTimeUntil(clock, starting.plugin.ended);
  });

  it('is reported even if other text came on stdout before it', async () => {
    const runner = new FakeRunner();
    const starting = start(runner);
    runner.stdout.write('usage: program FILE\n');
    const failed = failure(awaitHandshake(starting, settings, never), 'HANDSHAKE_INVALID');
    await clock.tickAsync(100);
    runner.stderr.write('FILE is missing');
    runner.exit(2);
    await passTimeUntil(clock, failed);
    expect((await failed).details).to.include({ line: 'usage: program FILE', stderrTail: 'FILE is missing' });
  });

  for (const [what, text] of [
    ['closed its stdout', undefined],
    ['printed something else', 'usage: program FILE\n'],
  ] as const)
    it(`is not awaited after a canceled start whose plugin ${what}`, async () => {
      const runner = new FakeRunner();
      const starting = start(runner);
      const caller = new AbortController();
      const failed = failure(awaitHandshake(starting, settings, caller.signal), 'HANDSHAKE_INVALID');
      runner.stdout.end(text);
      await starting.output.firstLine;
      await clock.tickAsync(100);
      caller.abort();
      // The clock stands still: whoever waited for it would wait for ever.
      await failed;
      runner.exit();
      await passTimeUntil(clock, starting.plugin.ended);
    });

  it('is noticed on a stdout that ends and is never closed', async () => {
    const runner = new FakeRunner();
    Object.assign(runner, { stdout: new PassThrough({ emitClose: false }) });
    const starting = start(runner);
    runner.stdout.end('1|1|unix');
    expect(await starting.output.firstLine).to.have.property('kind', 'cut off');
    runner.exit();
    await passTimeUntil(clock, starting.plugin.ended);
  });

  it('is reported with the exit code if stdout closes first and a grandchild holds stderr [H06]', async () => {
    const runner = new FakeRunner();
    const starting = start(runner);
    runner.stderr.write('no licence');
    runner.stdout.destroy();
    const failed = failure(awaitHandshake(starting, settings, never), 'EXITED_BEFORE_HANDSHAKE');
    await clock.tickAsync(100);
    runner.exit(3);
    await passTimeUntil(clock, failed);
    expect((await failed).details).to.include({ exitCode: 3, stderrTail: 'no licence' });
  });
});
