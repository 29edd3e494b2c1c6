import { Writable } from 'node:stream';
import { expect } from 'chai';
import { useFakeTimers } from 'sinon';
import { TurnBatch } from '../../../src/server/turn-batch.js';

class Calls extends Writable {
  readonly calls: string[] = [];

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.calls.push(chunk.toString());
    done();
  }

  override _writev(chunks: readonly { chunk: Buffer }[], done: () => void): void {
    this.calls.push(chunks.map(({ chunk }) => chunk.toString()).join(''));
    done();
  }
}

describe('what one turn of the event loop logs', () => {
  let stream: Calls;
  let batch: TurnBatch;
  const log = (line: string): void => {
    batch.hold();
    stream.write(line);
  };

  beforeEach(() => {
    stream = new Calls();
    batch = new TurnBatch(() => stream);
  });

  it('leaves in one write at the end of the turn', async () => {
    for (const line of ['a\n', 'b\n', 'c\n']) log(line);
    expect(stream.calls).to.deep.equal([]);
    await new Promise(setImmediate);
    expect(stream.calls).to.deep.equal(['a\nb\nc\n']);
  });

  it('leaves before the end of the turn when asked to', () => {
    log('a\n');
    batch.release();
    expect(stream.calls).to.deep.equal(['a\n']);
  });

  it('leaves when the process exits', () => {
    const before = process.listeners('exit');
    log('a\n');
    const added = process.listeners('exit').filter((listener) => !before.includes(listener));
    for (const listener of added) listener.call(process, 0);
    expect(stream.calls).to.deep.equal(['a\n']);
    expect(process.listeners('exit')).to.deep.equal(before);
  });

  it('leaves in pieces when it is more than 64 KiB', () => {
    const line = `${'x'.repeat(1023)}\n`;
    for (let count = 0; count < 131; count++) log(line);
    expect(stream.calls.map(({ length }) => length)).to.deep.equal([66_560, 66_560]);
    batch.release();
  });

  it('leaves in pieces when the turn does not end', () => {
    const clock = useFakeTimers({ toFake: ['performance'] });
    try {
      log('a\n');
      clock.tick(11);
      log('b\n');
      expect(stream.calls).to.deep.equal(['a\n']);
      log('c\n');
      expect(stream.calls).to.deep.equal(['a\n']);
    } finally {
      clock.restore();
    }
    batch.release();
    expect(stream.calls).to.deep.equal(['a\n', 'b\nc\n']);
  });
});
