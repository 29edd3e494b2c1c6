import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import * as http2 from 'node:http2';
import * as net from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { useFakeTimers, type SinonFakeTimers } from 'sinon';
import { GrpcServer } from '../../../src/grpc/grpc-server.js';
import type { StreamListener } from '../../../src/net/dialer.js';
import { listen } from '../../../src/net/listener.js';
import { frame, settingsFrame } from '../../support/hostile-server.js';

const preface = Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n');
const hour = 3_600_000;

describe('GrpcServer and peers that it has lost', () => {
  let directory: string;
  let listener: StreamListener;
  let server: GrpcServer;
  let clock: SinonFakeTimers;
  let open: number;
  let changed: () => void;

  beforeEach(async () => {
    directory = mkdtempSync(join(tmpdir(), 'lost-'));
    listener = await listen({ network: 'unix', directory });
    server = new GrpcServer();
    open = 0;
    changed = () => undefined;
    server.onConnections((count) => {
      open = count;
      changed();
    });
    server.serve(listener);
    clock = useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  });
  afterEach(async () => {
    clock.restore();
    await server.stop(0);
    rmSync(directory, { recursive: true });
  });

  const connections = async (count: number): Promise<void> => {
    while (open !== count) await new Promise<void>((resolve) => (changed = resolve));
  };

  const breaches: readonly (readonly [string, Buffer])[] = [
    ['SETTINGS of a wrong size', frame(4, 0, 0, Buffer.alloc(5))],
    ['DATA on a stream that does not exist', frame(0, 0, 1, Buffer.from('x'))],
    ['HEADERS that no HPACK decoder takes', frame(1, 4, 1, Buffer.alloc(20, 0xff))],
    ['a frame that is too large', Buffer.from('ffffff000000000001', 'hex')],
  ];
  for (const [title, bytes] of breaches)
    it(`releases a connection that ended after ${title}, which node:http2 keeps for ever`, async () => {
      const socket = net.connect(listener.address);
      socket.write(Buffer.concat([preface, settingsFrame, bytes]));
      await connections(1);
      await toldGoaway(socket);
      socket.destroy();
      await once(socket, 'close');
      clock.tick(hour);
      clock.tick(hour);
      await connections(0);
    });

  it('keeps a peer that is silent but answers its pings', async () => {
    const session = http2.connect('http://localhost', { createConnection: () => net.connect(listener.address) });
    await once(session, 'remoteSettings');
    for (let round = 0; round < 3; round++) {
      const asked = once(session, 'ping');
      clock.tick(hour);
      await asked;
      // The answer to this comes after the server has had ours.
      await new Promise((resolve) => session.ping(resolve));
    }
    expect(open).to.equal(1);
    session.destroy();
    await connections(0);
  });
});

/** Resolves when a GOAWAY has come: the server has found out by then. */
async function toldGoaway(socket: net.Socket): Promise<void> {
  let rest = Buffer.alloc(0);
  await new Promise<void>((resolve) => {
    socket.on('data', (chunk) => {
      rest = Buffer.concat([rest, chunk]);
      for (; rest.length >= 9; rest = rest.subarray(9 + rest.readUIntBE(0, 3))) if (rest[3] === 7) resolve();
    });
  });
}
