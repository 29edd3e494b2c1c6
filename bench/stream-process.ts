// Moves bytes through one stream of our gRPC over a unix socket, as bench/go/stream does: `serve SOCKET`, or `up|down SOCKET BYTES`
// as the client, which prints its figures as JSON.
import { readFileSync } from 'node:fs';
import type { sendUnaryData, ServerReadableStream, ServerWritableStream } from '@grpc/grpc-js';
import { GrpcServer } from '../packages/go-plugin/src/grpc/grpc-server.js';
import { RawClient, rawService } from '../packages/go-plugin/test/support/raw-service.js';
import { megabyte } from './collected-memory.js';
import { connect, listen } from './raw-link.js';
import type { StreamFigures } from './stream.js';

const block = Buffer.alloc(64 * 1024);
const [mode = '', socket = '', amount = '0'] = process.argv.slice(2);

interface Sink {
  write(message: Buffer): boolean;
  once(event: 'drain', listener: () => void): unknown;
}

async function sendAll(stream: Sink, bytes: number): Promise<void> {
  for (let sent = 0; sent < bytes; sent += block.length)
    if (!stream.write(block)) await new Promise<void>((resolve) => stream.once('drain', resolve));
}

async function receiveAll(stream: AsyncIterable<Buffer>): Promise<number> {
  let received = 0;
  for await (const message of stream) received += message.length;
  return received;
}

async function serve(): Promise<void> {
  const server = new GrpcServer();
  server.addService(rawService, {
    collect: (call: ServerReadableStream<Buffer, Buffer>, done: sendUnaryData<Buffer>) => {
      void receiveAll(call).then((received) => done(null, Buffer.from(String(received))));
    },
    expand: (call: ServerWritableStream<Buffer, Buffer>) => {
      void sendAll(call, Number(call.request.toString())).then(() => call.end());
    },
  });
  await listen(server, socket);
  console.log('ready');
}

async function up(client: RawClient, bytes: number): Promise<void> {
  const answer = await new Promise<Buffer | undefined>((resolve, reject) => {
    const stream = client.collect((error, count) => {
      if (error === null) resolve(count);
      else reject(error);
    });
    void sendAll(stream, bytes).then(() => stream.end());
  });
  if (answer?.toString() !== String(bytes)) throw new Error(`${answer?.toString()} of ${bytes} bytes arrived`);
}

async function down(client: RawClient, bytes: number): Promise<void> {
  const received = await receiveAll(client.expand(Buffer.from(String(bytes))));
  if (received !== bytes) throw new Error(`${received} of ${bytes} bytes arrived`);
}

/** The most memory that this process ever had, in megabytes. */
const peakMemory = (): number => Number(/^VmHWM:\s+(\d+)/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]) / 1024;

async function transfer(move: typeof up): Promise<void> {
  const connection = connect(socket);
  const client = connection.client(RawClient);
  const bytes = Number(amount);
  // The first transfer opens the connection and its windows, and lets Node compile what is hot.
  await move(client, Math.min(64 * megabyte, bytes / 2));
  const before = process.memoryUsage.rss() / megabyte;
  const begin = performance.now();
  await move(client, bytes);
  const took = (performance.now() - begin) / 1000;
  const figures: StreamFigures = { mbPerSecond: bytes / megabyte / took, peakMb: peakMemory() - before };
  console.log(JSON.stringify(figures));
  await connection.close();
}

if (mode === 'serve') await serve();
else await transfer(mode === 'up' ? up : down);
