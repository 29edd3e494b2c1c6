// One side of a stream whose reader stalls, in a process of its own with --expose-gc, for stalled-reader.ts. `serve SOCKET` is the server;
// `up|down SOCKET BYTES` is the client, which sends or receives that many bytes. The reading side takes a little, stalls, and then reads all the
// rest. Both report their memory with one message.
import type { Readable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import type { sendUnaryData, ServerReadableStream, ServerWritableStream } from '@grpc/grpc-js';
import { GrpcServer } from '../packages/go-plugin/src/grpc/grpc-server.js';
import { RawClient, rawService } from '../packages/go-plugin/test/support/raw-service.js';
import { collectedMemory, megabyte } from './collected-memory.js';
import { connect, listen } from './raw-link.js';

/** The memory of one side, in megabytes. */
export interface StalledFigures {
  /** Resident memory after garbage collection, while the reader stalls, above what it was before the stream. */
  readonly stalledMb: number;
  /** The most resident memory until the whole stream was through, garbage included, above what the first 256 MB had taken. */
  readonly peakMb: number;
  /** Bytes that had been sent, or received, while the reader stalled. */
  readonly movedMb: number;
}

const block = Buffer.alloc(64 * 1024);
const warmUpBytes = 256 * megabyte;
const takenBeforeStall = 4 * megabyte;
const stallMs = 3_000;
const sampleMs = 20;
const [mode = '', socket = '', amount = '0'] = process.argv.slice(2);

/** Watches the memory of one stream on this side. */
class Watch {
  moved = 0;
  /** What the process has taken for the warm-up, garbage included. */
  readonly #warm = process.memoryUsage.rss() / megabyte;
  readonly #before = collectedMemory().rss;
  #peak = 0;
  #figures: StalledFigures | undefined;
  readonly #sampling = setInterval(() => this.#sample(), sampleMs);

  /** Called in the middle of the stall, on both sides. */
  stalled(): void {
    this.#figures = { stalledMb: collectedMemory().rss - this.#before, movedMb: this.moved / megabyte, peakMb: 0 };
  }

  finish(): StalledFigures {
    clearInterval(this.#sampling);
    this.#sample();
    if (this.#figures === undefined) throw new Error('the stream was through before the reader stalled');
    return { ...this.#figures, peakMb: this.#peak };
  }

  #sample(): void {
    this.#peak = Math.max(this.#peak, process.memoryUsage.rss() / megabyte - this.#warm);
  }
}

interface Sink {
  write(message: Buffer): boolean;
  once(event: 'drain', listener: () => void): unknown;
}

async function sendAll(stream: Sink, bytes: number, watch: Watch | undefined): Promise<void> {
  if (watch !== undefined) setTimeout(() => watch.stalled(), stallMs / 2);
  for (let sent = 0; sent < bytes; sent += block.length) {
    if (watch !== undefined) watch.moved = sent;
    if (!stream.write(block)) await new Promise<void>((resolve) => stream.once('drain', resolve));
  }
}

async function receiveAll(stream: Readable, watch: Watch | undefined): Promise<number> {
  let received = 0;
  let mayStall = watch !== undefined;
  if (watch !== undefined) setTimeout(() => watch.stalled(), stallMs / 2);
  for await (const message of stream as AsyncIterable<Buffer>) {
    received += message.length;
    if (watch !== undefined) watch.moved = received;
    if (!mayStall || received < takenBeforeStall) continue;
    mayStall = false;
    await delay(stallMs);
  }
  return received;
}

/** The first stream on the connection warms up; the second one is measured. */
async function serve(): Promise<void> {
  const server = new GrpcServer();
  let streams = 0;
  const watchSecond = (): Watch | undefined => ((streams += 1) === 2 ? new Watch() : undefined);
  const report = (watch: Watch | undefined): void => {
    if (watch !== undefined) process.send?.(watch.finish());
  };
  server.addService(rawService, {
    collect: (call: ServerReadableStream<Buffer, Buffer>, done: sendUnaryData<Buffer>) => {
      const watch = watchSecond();
      void receiveAll(call, watch).then((received) => {
        report(watch);
        done(null, Buffer.from(String(received)));
      });
    },
    expand: (call: ServerWritableStream<Buffer, Buffer>) => {
      const watch = watchSecond();
      void sendAll(call, Number(call.request.toString()), watch).then(() => {
        report(watch);
        call.end();
      });
    },
  });
  await listen(server, socket);
  process.send?.('ready');
}

async function up(client: RawClient, bytes: number, watch: Watch | undefined): Promise<number> {
  const answer = await new Promise<Buffer | undefined>((resolve, reject) => {
    const stream = client.collect((error, count) => {
      if (error === null) resolve(count);
      else reject(error);
    });
    void sendAll(stream, bytes, watch).then(() => stream.end());
  });
  return Number(answer?.toString());
}

const down = (client: RawClient, bytes: number, watch: Watch | undefined): Promise<number> =>
  receiveAll(client.expand(Buffer.from(String(bytes))), watch);

async function transfer(move: typeof up): Promise<void> {
  const connection = connect(socket);
  const client = connection.client(RawClient);
  await move(client, warmUpBytes, undefined);
  const watch = new Watch();
  const bytes = Number(amount);
  const arrived = await move(client, bytes, watch);
  if (arrived !== bytes) throw new Error(`${arrived} of ${bytes} bytes arrived`);
  process.send?.(watch.finish());
  await connection.close();
  process.disconnect();
}

if (mode === 'serve') await serve();
else await transfer(mode === 'up' ? up : down);
