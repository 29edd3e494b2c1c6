import { expect } from 'chai';
import { ByteQueue } from '../../../src/yamux/byte-queue.js';

const queueOf = (...parts: readonly string[]): ByteQueue => {
  const queue = new ByteQueue();
  for (const part of parts) queue.add(Buffer.from(part));
  return queue;
};
const texts = (parts: readonly Buffer[]): readonly string[] => parts.map((part) => part.toString());

describe('ByteQueue', () => {
  it('gives bytes in order, in any amounts, and knows how many are left', () => {
    const queue = queueOf('abc', '', 'de', 'f');
    expect(queue.length).to.equal(6);
    expect(texts(queue.take(0))).to.deep.equal([]);
    expect(texts(queue.take(2))).to.deep.equal(['ab']);
    expect(texts(queue.take(3))).to.deep.equal(['c', 'de']);
    expect(queue.length).to.equal(1);
    expect(texts(queue.take(1))).to.deep.equal(['f']);
    expect(queue.length).to.equal(0);
  });

  it('gives whole buffers without a copy', () => {
    const whole = Buffer.from('abc');
    const queue = new ByteQueue();
    queue.add(whole);
    expect(queue.take(3)[0]).to.equal(whole);
  });

  it('gives no more than it has', () => {
    expect(texts(queueOf('ab').take(5))).to.deep.equal(['ab']);
  });

  it('forgets everything when it is cleared', () => {
    const queue = queueOf('abc');
    queue.clear();
    expect(queue.length).to.equal(0);
    queue.add(Buffer.from('d'));
    expect(texts(queue.take(1))).to.deep.equal(['d']);
  });
});
