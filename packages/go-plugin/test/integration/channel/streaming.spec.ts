import { once } from 'node:events';
import type { ServerHttp2Stream } from 'node:http2';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { Metadata, status, type ServiceError, type StatusObject } from '@grpc/grpc-js';
import { expect } from 'chai';
import { socketDialer } from '../../../src/net/dial.js';
import { createGrpcConnection } from '../../../src/grpc/grpc-connection.js';
import { createHttp2Channel } from '../../../src/channel/http2-channel.js';
import { encodeMessage, MessageDecoder, type ReceivedMessage } from '../../../src/channel/message-framing.js';
import type { GrpcConnection } from '../../../src/plugin-set.js';
import { startHttp2Server, type HostileServer } from '../../support/hostile-server.js';
import { RawClient, unary } from '../../support/raw-service.js';

const ok = { ':status': 200, 'content-type': 'application/grpc' };
const gigabyte = 1_000_000_000;
const chunk = Buffer.alloc(64 * 1024, 'x');
const framed = encodeMessage(chunk, false);

/** Writes `bytes` of framed messages as fast as the receiver lets it, then the status. */
async function pour(stream: ServerHttp2Stream, bytes: number, sent: (total: number) => void): Promise<void> {
  stream.respond(ok, { waitForTrailers: true });
  stream.on('wantTrailers', () => stream.sendTrailers({ 'grpc-status': '0' }));
  for (let total = 0; total < bytes; total += chunk.length) {
    sent(total);
    if (!stream.write(framed)) await once(stream, 'drain');
  }
  stream.end();
}

/** Highest resident memory while `work` runs, above that at its beginning, in MB. */
async function growthDuring(work: () => Promise<void>): Promise<number> {
  const begin = process.memoryUsage.rss();
  let highest = begin;
  const timer = setInterval(() => (highest = Math.max(highest, process.memoryUsage.rss())), 20);
  await work();
  clearInterval(timer);
  return (highest - begin) / 1e6;
}

/** Waits until a figure has not changed for a number of turns of the event loop. */
async function settled(figure: () => number): Promise<number> {
  let last = figure();
  for (let same = 0; same < 200; same += 1) {
    await nextTurn();
    if (figure() !== last) same = 0;
    last = figure();
  }
  return last;
}

describe('Http2Channel’s streams', () => {
  let server: HostileServer;
  let connection: GrpcConnection;
  let client: RawClient;
  let answer: (stream: ServerHttp2Stream) => void;

  beforeEach(async () => {
    server = await startHttp2Server((stream) => answer(stream));
    const dial = socketDialer({ network: 'unix', address: server.path });
    connection = createGrpcConnection(createHttp2Channel({ dial }));
    client = connection.client(RawClient);
  });
  afterEach(async () => {
    await connection.close();
    await server.close();
  });

  it('receives 1 GB with flat memory', async function () {
    this.timeout(180_000);
    answer = (stream) => void pour(stream, gigabyte, () => undefined);
    let received = 0;
    const growth = await growthDuring(async () => {
      for await (const message of client.expand(Buffer.alloc(0))) received += (message as Buffer).length;
    });
    expect(received).to.be.at.least(gigabyte);
    expect(growth).to.be.below(150);
  });

  it('sends 1 GB with flat memory', async function () {
    this.timeout(180_000);
    answer = (stream) => {
      const decoder = new MessageDecoder(-1);
      let received = 0;
      stream.on('data', (bytes: Buffer) => {
        const messages: ReceivedMessage[] = [];
        decoder.write(bytes, messages);
        for (const { payload } of messages) received += payload.length;
      });
      stream.on('end', () => {
        stream.respond(ok, { waitForTrailers: true });
        stream.on('wantTrailers', () => stream.sendTrailers({ 'grpc-status': '0' }));
        stream.end(encodeMessage(Buffer.from(String(received)), false));
      });
    };
    let answered: Promise<Buffer> | undefined;
    const growth = await growthDuring(async () => {
      let call: ReturnType<RawClient['collect']> | undefined;
      answered = new Promise((resolve, reject) => {
        call = client.collect((error, response) => (error === null ? resolve(response!) : reject(error)));
      });
      for (let sent = 0; sent < gigabyte; sent += chunk.length) if (!call!.write(chunk)) await once(call!, 'drain');
      call!.end();
      await answered;
    });
    expect(Number((await answered!).toString())).to.be.at.least(gigabyte);
    expect(growth).to.be.below(150);
  });

  it('slows a sender down if nobody reads its messages, and other calls continue', async () => {
    let sent = 0;
    answer = (stream) => void pour(stream, gigabyte, (total) => (sent = total)).catch(() => undefined);
    const call = client.expand(Buffer.alloc(0));
    call.on('error', () => undefined);
    await once(call, 'metadata');
    expect(await settled(() => sent)).to.be.below(4_000_000);
    answer = (stream) => {
      stream.respond({ ...ok, 'grpc-status': '5' }, { endStream: true });
    };
    const other = await unary(client, Buffer.alloc(0), new Metadata()).catch((error: unknown) => error);
    expect((other as ServiceError).code).to.equal(status.NOT_FOUND);
    call.cancel();
  });

  it('slows the caller down if the other side does not read', async () => {
    answer = () => undefined;
    const call = client.chat();
    call.on('error', () => undefined);
    let written = 0;
    const write = (): void => {
      call.write(chunk, () => {
        written += chunk.length;
        if (written < gigabyte) write();
      });
    };
    write();
    expect(await settled(() => written)).to.be.below(2_000_000);
    call.cancel();
  });

  it('delivers all messages before the status, also to a slow reader', async () => {
    const messages = Array.from({ length: 500 }, (_, index) => Buffer.from(String(index)));
    answer = (stream) => {
      stream.respond(ok, { waitForTrailers: true });
      stream.on('wantTrailers', () => stream.sendTrailers({ 'grpc-status': '8', 'grpc-message': 'enough' }));
      stream.end(Buffer.concat(messages.map((message) => encodeMessage(message, false))));
    };
    const read: string[] = [];
    const call = client.expand(Buffer.alloc(0));
    const failed = (async () => {
      for await (const message of call) {
        read.push((message as Buffer).toString());
        if (read.length % 50 === 0) await nextTurn();
      }
    })();
    const error = (await failed.catch((caught: unknown) => caught)) as ServiceError;
    expect(error.details).to.equal('enough');
    expect(read).to.deep.equal(messages.map(String));
  });

  it('reports the status to a caller that reads nothing', async () => {
    answer = (stream) => {
      stream.respond(ok, { waitForTrailers: true });
      stream.on('wantTrailers', () => stream.sendTrailers({ 'grpc-status': '8' }));
      stream.end(Buffer.concat([framed, framed, framed]));
    };
    const [error] = (await once(client.expand(Buffer.alloc(0)), 'error')) as [ServiceError];
    expect(error.code).to.equal(status.RESOURCE_EXHAUSTED);
  });

  it('ends both directions when the other side answers early', async () => {
    const streams: ServerHttp2Stream[] = [];
    answer = (stream) => {
      streams.push(stream);
      stream.respond({ ...ok, 'grpc-status': '0' }, { endStream: true });
    };
    const call = client.chat();
    call.on('data', () => undefined);
    call.write(chunk);
    const [{ code }] = (await once(call, 'status')) as [StatusObject];
    expect(code).to.equal(status.OK);
    if (streams[0]?.closed === false) await once(streams[0], 'close');
  });

  it('fails a stream at once when the peer vanishes in the middle of it', async () => {
    answer = (stream) => void pour(stream, gigabyte, () => undefined).catch(() => undefined);
    const call = client.expand(Buffer.alloc(0));
    let received = 0;
    call.on('data', (message: Buffer) => {
      received += message.length;
      if (received === chunk.length * 10) server.drop();
    });
    const [error] = (await once(call, 'error')) as [ServiceError];
    expect(error.code).to.equal(status.UNAVAILABLE);
    expect(error.details).to.include('connection lost');
  });
});
