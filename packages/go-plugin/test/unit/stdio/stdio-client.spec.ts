import { EventEmitter } from 'node:events';
import { PassThrough } from 'node:stream';
import { expect } from 'chai';
import sinon from 'sinon';
import { status } from '@grpc/grpc-js';
import { StdioData } from '../../../src/generated/go_plugin/stdio_pb.cjs';
import { silentLogger } from '../../../src/logger.js';
import { StdioReader, type StdioSinks } from '../../../src/stdio/stdio-client.js';
import { passTimeUntil } from '../../support/passing-time.js';
import { RecordingLogger } from '../../support/recording-logger.js';

class FakeStream extends EventEmitter {
  paused = false;

  pause(): void {
    this.paused = true;
  }

  resume(): void {
    this.paused = false;
  }
}

describe('StdioReader', () => {
  let clock: sinon.SinonFakeTimers;
  beforeEach(() => {
    clock = sinon.useFakeTimers({ toFake: ['Date', 'setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] });
  });
  afterEach(() => clock.restore());

  for (const [limitMs, longest] of [
    [300, 400],
    [60_000, 1_100],
  ] as const)
    it(`waits for the text of a plugin that prints without end for ${limitMs} ms, or a second`, async () => {
      const stream = Object.assign(new EventEmitter(), { resume: () => undefined, pause: () => undefined });
      const connection = { client: () => ({ streamStdio: () => stream }) } as never;
      const stdout = new PassThrough().resume();
      const reader = new StdioReader(connection, { stdout, stderr: undefined }, silentLogger);
      const text = new StdioData().setChannel(StdioData.Channel.STDOUT).setData('more');
      setInterval(() => stream.emit('data', text), 20);
      const begin = clock.now;
      await passTimeUntil(clock, reader.drain(limitMs));
      expect(clock.now - begin).to.be.within(Math.min(limitMs, 1_000), longest);
    });

  const logger = new RecordingLogger();
  const read = (sinks: Partial<StdioSinks>): FakeStream => {
    const stream = new FakeStream();
    const connection = { client: () => ({ streamStdio: () => stream }) } as never;
    new StdioReader(connection, { stdout: undefined, stderr: undefined, ...sinks }, logger);
    return stream;
  };
  const piece = (channel: StdioData.Channel, text: string): StdioData =>
    new StdioData().setChannel(channel).setData(Buffer.from(text));

  it('writes each channel to its sink, and drops a channel that it does not know', () => {
    const [stdout, stderr] = [new PassThrough(), new PassThrough()];
    const stream = read({ stdout, stderr });
    const { STDOUT, STDERR, INVALID } = StdioData.Channel;
    for (const channel of [STDOUT, STDERR, INVALID]) stream.emit('data', piece(channel, `to ${channel}`));
    expect([stdout, stderr].map((sink) => String(sink.read()))).to.deep.equal([`to ${STDOUT}`, `to ${STDERR}`]);
    expect(logger.messages.at(-1)).to.equal('unknown channel, dropping');
  });

  it('pauses while its sink is full, and writes nothing to a sink that has ended', () => {
    const stdout = new PassThrough({ highWaterMark: 1 });
    const stream = read({ stdout });
    stream.emit('data', piece(StdioData.Channel.STDOUT, 'more'));
    expect(stream.paused).to.equal(true);
    stdout.resume();
    stdout.emit('drain');
    expect(stream.paused).to.equal(false);
    stdout.end();
    stream.emit('data', piece(StdioData.Channel.STDOUT, 'late'));
    expect(stream.paused).to.equal(false);
  });

  for (const [code, level, message] of [
    [status.UNIMPLEMENTED, 'debug', 'the plugin does not stream its output'],
    [status.UNAVAILABLE, 'debug', 'the stream of output has ended'],
    [status.CANCELLED, 'debug', 'the stream of output has ended'],
    [status.INTERNAL, 'error', 'receiving output failed'],
  ] as const)
    it(`logs its end with ${status[code]} at level ${level}`, () => {
      read({}).emit('error', { code, details: 'no' });
      expect(logger.records.at(-1)).to.include({ level, message });
    });
});
