import { PassThrough } from 'node:stream';
import { expect } from 'chai';
import { drained } from '../../../../src/app/cli/stream-writer.js';

describe('drained()', () => {
  it('resolves at once when the stream takes more', async () => {
    await drained(new PassThrough());
  });

  it('waits for the reader of a full stream', async () => {
    const stream = new PassThrough({ highWaterMark: 1 });
    stream.write('more than it takes');
    let resolved = false;
    const waiting = drained(stream).then(() => (resolved = true));
    await Promise.resolve();
    expect(resolved).to.equal(false);
    stream.resume();
    await waiting;
    expect(stream.listenerCount('drain') + stream.listenerCount('close')).to.equal(0);
  });

  it('resolves when the reader has gone', async () => {
    const stream = new PassThrough({ highWaterMark: 1 });
    stream.write('more than it takes');
    const waiting = drained(stream);
    stream.destroy();
    await waiting;
  });
});
