import { once } from 'node:events';
import type { Duplex } from 'node:stream';
import { YamuxSession } from '../src/go_plugin/yamux/session.js';
import type { YamuxStream } from '../src/go_plugin/yamux/stream.js';
import { YamuxPeer } from '../test/support/yamux-peer.js';
import { withoutGo } from './go-peers.js';
import { ratioRow, type Benchmark, type Row } from './report.js';
import { sideBySide, type Contestant } from './side-by-side.js';

const rounds = 9;
const megabytes = 100;
const bytes = megabytes * 1024 * 1024;
const block = Buffer.alloc(65_536);

async function sendAll(stream: Duplex): Promise<void> {
  for (let sent = 0; sent < bytes; sent += block.length) if (!stream.write(block)) await once(stream, 'drain');
}

async function receiveAll(stream: Duplex): Promise<void> {
  let missing = bytes;
  stream.on('data', (chunk: Buffer) => (missing -= chunk.length));
  while (missing > 0) await once(stream, 'data');
}

/** Megabytes a second from here to the peer: until it says that all has come. */
async function upload(stream: Duplex): Promise<number> {
  const begin = performance.now();
  const confirmed = once(stream, 'data');
  await sendAll(stream);
  await confirmed;
  return (megabytes * 1_000) / (performance.now() - begin);
}

/** Megabytes a second from the peer to here. */
async function download(stream: Duplex): Promise<number> {
  const begin = performance.now();
  await receiveAll(stream);
  return (megabytes * 1_000) / (performance.now() - begin);
}

function plain(peer: YamuxPeer, action: string, measure: (stream: Duplex) => Promise<number>): Contestant {
  return {
    name: 'unix socket',
    async run() {
      const socket = await peer.connect({ transport: 'plain', action, number: bytes });
      const result = await measure(socket);
      socket.destroy();
      await peer.report();
      return result;
    },
  };
}

function multiplexed(peer: YamuxPeer, action: string, measure: (stream: YamuxStream) => Promise<number>): Contestant {
  return {
    name: 'yamux',
    async run() {
      const session = new YamuxSession(await peer.connect({ action, number: bytes }), { role: 'client' });
      const result = await measure(session.open());
      await session.close();
      await peer.report();
      return result;
    },
  };
}

/** One stream of our yamux against the bare unix socket, with hashicorp's yamux in a Go process at the other end. */
export const yamuxBenchmark: Benchmark = {
  name: 'yamux',
  unavailable: withoutGo,
  async run(): Promise<readonly Row[]> {
    await using peer = await YamuxPeer.start();
    const up = await sideBySide(multiplexed(peer, 'drain', upload), plain(peer, 'drain', upload), rounds);
    const down = await sideBySide(multiplexed(peer, 'source', download), plain(peer, 'source', download), rounds);
    return [
      ratioRow('yamux: 100 MB to Go through one stream', 'MB/s', up, { atLeast: 0.5 }),
      ratioRow('yamux: 100 MB from Go through one stream', 'MB/s', down, { atLeast: 0.5 }),
    ];
  },
};
