import { once } from 'node:events';
import type { Duplex } from 'node:stream';
import { YamuxSession } from '../packages/go-plugin/src/yamux/session.js';
import type { YamuxPeer } from '../packages/go-plugin/test/support/yamux-peer.js';

/** Bytes of one transfer, in units of 2^20. */
export const megabytes = 100;

/** `up` is from Node to Go. */
export type Direction = 'up' | 'down';

const bytes = megabytes * 2 ** 20;
const block = Buffer.alloc(65_536);

async function sendAll(stream: Duplex): Promise<void> {
  for (let sent = 0; sent < bytes; sent += block.length) if (!stream.write(block)) await once(stream, 'drain');
}

function receiveAll(stream: Duplex): Promise<void> {
  return new Promise((resolve, reject) => {
    let missing = bytes;
    stream.on('data', (chunk: Buffer) => {
      missing -= chunk.length;
      if (missing <= 0) resolve();
    });
    stream.once('error', reject);
    stream.once('close', () => reject(new Error(`closed with ${missing} bytes missing`)));
  });
}

/** Megabytes per second. For `up`, until the peer reports that everything has arrived. */
async function measure(stream: Duplex, direction: Direction): Promise<number> {
  const begin = performance.now();
  if (direction === 'up') {
    const confirmed = once(stream, 'data');
    await sendAll(stream);
    await confirmed;
  } else {
    await receiveAll(stream);
  }
  return (megabytes * 1_000) / (performance.now() - begin);
}

const actions: Readonly<Record<Direction, string>> = { up: 'drain', down: 'source' };

/** 100 MB over the bare unix socket, in megabytes per second. */
export async function overSocket(peer: YamuxPeer, direction: Direction): Promise<number> {
  const socket = await peer.connect({ transport: 'plain', action: actions[direction], number: bytes });
  const result = await measure(socket, direction);
  socket.destroy();
  await peer.report();
  return result;
}

/** 100 MB over one stream of our yamux, in megabytes per second. */
export async function overYamux(peer: YamuxPeer, direction: Direction): Promise<number> {
  const socket = await peer.connect({ action: actions[direction], number: bytes });
  const session = new YamuxSession(socket, { role: 'client' });
  const result = await measure(session.open(), direction);
  await session.close();
  await peer.report();
  return result;
}
