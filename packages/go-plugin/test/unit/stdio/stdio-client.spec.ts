import { EventEmitter } from 'node:events';
import { PassThrough } from 'node:stream';
import { expect } from 'chai';
import sinon from 'sinon';
import { StdioData } from '../../../src/generated/go_plugin/stdio_pb.cjs';
import { silentLogger } from '../../../src/logger.js';
import { StdioReader } from '../../../src/stdio/stdio-client.js';
import { passTimeUntil } from '../../support/passing-time.js';

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
});
