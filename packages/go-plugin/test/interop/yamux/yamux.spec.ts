import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { pipeline } from 'node:stream/promises';
import { expect } from 'chai';
import { YamuxSession } from '../../../src/yamux/session.js';
import type { YamuxStream } from '../../../src/yamux/stream.js';
import { requireGo } from '../../support/go.js';
import { YamuxPeer, type YamuxPeerCommand } from '../../support/yamux-peer.js';

const megabyte = 1024 * 1024;
const hundredMegabytes = 100 * megabyte;

/** Reads to the end without closing the other direction. */
async function collect(stream: YamuxStream): Promise<Buffer> {
  const chunks: Buffer[] = [];
  stream.on('data', (chunk: Buffer) => chunks.push(chunk));
  await once(stream, 'end');
  return Buffer.concat(chunks);
}

function* blocks(total: number, size: number): Generator<Buffer> {
  const block = randomBytes(size);
  for (let at = 0; at < total; at += size) yield block.subarray(0, Math.min(size, total - at));
}

describe('YamuxSession with hashicorp/yamux', () => {
  let peer: YamuxPeer;

  before(async function () {
    requireGo(this);
    peer = await YamuxPeer.start();
  });
  after(() => peer[Symbol.asyncDispose]());

  async function session(command: YamuxPeerCommand): Promise<YamuxSession> {
    const role = command.role === 'client' ? 'server' : 'client';
    return new YamuxSession(await peer.connect(command), { role });
  }

  it('sends 100 MB through one stream, every byte of it, with flat memory [M07]', async function () {
    this.timeout(180_000);
    await using client = await session({ action: 'sink' });
    const hash = createHash('sha256');
    const stream = client.open();
    const before = process.memoryUsage().rss;
    let most = 0;
    async function* hashed(): AsyncGenerator<Buffer> {
      for (const block of blocks(hundredMegabytes, 65_536)) {
        hash.update(block);
        most = Math.max(most, process.memoryUsage.rss());
        yield block;
        await Promise.resolve();
      }
    }
    // The peer closes the stream when it has read all. Before that, it would log that it cannot.
    const ended = once(stream.resume(), 'end');
    await pipeline(hashed, stream);
    await ended;
    await client.close();
    const report = await peer.report();
    expect(report).to.deep.include({ bytes: hundredMegabytes, sha256: hash.digest('hex'), log: '' });
    expect((most - before) / megabyte).to.be.lessThan(60);
  });

  it('receives 100 MB through one stream that the other side opens [M07]', async function () {
    this.timeout(180_000);
    await using server = await session({ role: 'client', action: 'open-source', number: hundredMegabytes });
    const accepted = new Promise<YamuxStream>((resolve) => server.onStream(resolve));
    let received = 0;
    for await (const chunk of await accepted) received += (chunk as Buffer).length;
    expect(received).to.equal(hundredMegabytes);
    await server.close();
    const report = await peer.report();
    expect(report.log).to.equal('');
  });

  it('keeps within the window of a reader that is slow [M07]', async () => {
    await using client = await session({ action: 'slow' });
    const stream = client.open();
    stream.resume();
    await pipeline(blocks(3 * megabyte, 100_000), stream);
    await client.close();
    expect(await peer.report()).to.deep.include({ bytes: 3 * megabyte, log: '' });
  });

  it('echoes 50 streams at the same time [M07]', async () => {
    await using client = await session({ action: 'echo', number: 50 });
    const texts = Array.from({ length: 50 }, (_, n) => randomBytes(1_000 * (n + 1)));
    const echoes = await Promise.all(
      texts.map((text) => {
        const stream = client.open();
        stream.end(text);
        return collect(stream);
      }),
    );
    expect(echoes.map((echo, n) => echo.equals(texts[n]!))).to.deep.equal(texts.map(() => true));
    expect(client.streamCount).to.equal(0);
    await client.close();
    expect((await peer.report()).log).to.equal('');
  });

  it('answers pings and has its own answered [M07]', async () => {
    const answering = await session({ role: 'client', action: 'ping' });
    expect((await peer.report()).error).to.equal(undefined);
    await answering.close();
    await using asking = await session({ action: 'echo', number: 0 });
    expect(await asking.ping()).to.be.lessThan(5_000);
    await asking.close();
    await peer.report();
  });

  it('finishes open streams after a GoAway and opens no more [M07]', async () => {
    await using client = await session({ action: 'goaway' });
    const stream = client.open();
    stream.write('still here');
    expect(String((await once(stream, 'data'))[0])).to.equal('still here');
    expect(() => client.open()).to.throw('takes no more streams');
    stream.end();
    await once(stream, 'end');
    await client.close();
    expect(await peer.report()).to.deep.include({ bytes: 10, log: '' });
  });

  it('notices when the reader hangs up in the middle [M07]', async () => {
    await using client = await session({ action: 'reset', number: 1_000 });
    const stream = client.open();
    const ended = once(stream, 'end');
    stream.resume();
    stream.write(Buffer.alloc(100_000));
    await ended;
    stream.destroy();
    await client.ping();
    await client.close();
    expect((await peer.report()).log).not.to.contain('[ERR]');
  });

  it('resets a stream without affecting the session [M07]', async () => {
    await using client = await session({ action: 'echo', number: 2 });
    const broken = client.open();
    broken.write('begun');
    await once(broken, 'data');
    broken.destroy(new Error('changed my mind'));
    const whole = client.open();
    whole.end('another');
    expect(String(await collect(whole))).to.equal('another');
    await client.close();
    expect((await peer.report()).log).not.to.contain('[ERR]');
  });
});
