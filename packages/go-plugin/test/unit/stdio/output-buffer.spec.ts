import { expect } from 'chai';
import { OutputBuffer, type OutputChunk } from '../../../src/stdio/output-buffer.js';

const text = (chunk: OutputChunk | undefined): string | undefined =>
  chunk && `${chunk.channel}:${Buffer.from(chunk.data).toString()}`;

function bufferOf(...writes: readonly (readonly ['stdout' | 'stderr', string])[]): OutputBuffer {
  const buffer = new OutputBuffer();
  for (const [channel, data] of writes) buffer.push(channel, Buffer.from(data), 1000);
  return buffer;
}

describe('OutputBuffer', () => {
  it('joins adjacent writes of a channel and keeps the order of printing', () => {
    const buffer = bufferOf(['stdout', 'a'], ['stdout', 'b'], ['stderr', 'c'], ['stdout', 'd']);
    expect([1, 2, 3, 4].map(() => text(buffer.take(10)))).to.deep.equal([
      'stdout:ab',
      'stderr:c',
      'stdout:d',
      undefined,
    ]);
  });

  it('never returns more than requested, and never an empty chunk', () => {
    const buffer = bufferOf(['stdout', 'abcde'], ['stdout', ''], ['stdout', 'fg']);
    expect(text(buffer.take(3))).to.equal('stdout:abc');
    expect(text(buffer.take(3))).to.equal('stdout:def');
    expect(text(buffer.take(3))).to.equal('stdout:g');
    expect(buffer.take(3)).to.equal(undefined);
  });

  it('drops the oldest bytes beyond the limit and counts them [P16]', () => {
    const buffer = new OutputBuffer();
    buffer.push('stderr', Buffer.from('12345'), 8);
    buffer.push('stdout', Buffer.from('abcdef'), 8);
    expect(buffer.size).to.equal(8);
    expect(text(buffer.take(10))).to.equal('stderr:45');
    expect(text(buffer.take(10))).to.equal('stdout:abcdef');
    expect(buffer.takeDropped()).to.equal(3);
    expect(buffer.takeDropped()).to.equal(0);
  });

  it('keeps the end of a single write that is larger than the limit', () => {
    const buffer = new OutputBuffer();
    buffer.push('stdout', Buffer.from('x'.repeat(100) + 'end'), 3);
    expect(text(buffer.take(10))).to.equal('stdout:end');
  });

  it('keeps its order over many small writes', () => {
    const buffer = new OutputBuffer();
    for (let i = 0; i < 100_000; i++) buffer.push(i % 3 === 0 ? 'stderr' : 'stdout', Buffer.of(i % 256), 80_000);
    let next = 20_000;
    for (let chunk = buffer.take(1024); chunk !== undefined; chunk = buffer.take(1024)) {
      for (const byte of chunk.data) if (byte !== next++ % 256) throw new Error(`byte ${next - 1} is out of order`);
    }
    expect(next).to.equal(100_000);
  });
});
