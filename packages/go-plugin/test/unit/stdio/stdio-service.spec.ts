import { EventEmitter } from 'node:events';
import type { ClientReadableStream, handleServerStreamingCall, ServerWritableStream } from '@grpc/grpc-js';
import emptyMessages from 'google-protobuf/google/protobuf/empty_pb.js';
import { expect } from 'chai';
import { GRPCStdioClient } from '../../../src/generated/go_plugin/stdio_grpc_pb.cjs';
import { StdioData } from '../../../src/generated/go_plugin/stdio_pb.cjs';
import { StdioService } from '../../../src/stdio/stdio-service.js';
import { serveInMemory, type Served } from '../../support/in-memory-link.js';

const { STDOUT: out, STDERR: err } = StdioData.Channel;

/** Reads messages until `bytes` bytes have come. */
async function read(stream: ClientReadableStream<StdioData>, bytes: number): Promise<readonly StdioData[]> {
  const messages: StdioData[] = [];
  let seen = 0;
  await new Promise<void>((resolve, reject) => {
    stream.on('error', reject);
    stream.on('data', (message: StdioData) => {
      messages.push(message);
      seen += message.getData_asU8().length;
      if (seen >= bytes) resolve();
    });
  });
  return messages;
}

const textOf = (messages: readonly StdioData[], channel: StdioData.Channel): string =>
  Buffer.concat(messages.filter((m) => m.getChannel() === channel).map((m) => m.getData_asU8())).toString('latin1');

describe('StdioService', () => {
  let served: Served;
  let service: StdioService;
  let dropped: number;
  let cancelled: Promise<unknown>;
  const open = (): ClientReadableStream<StdioData> => {
    const stream = served.connection.client(GRPCStdioClient).streamStdio(new emptyMessages.Empty());
    stream.on('error', () => undefined);
    return stream;
  };
  const push = (channel: 'stdout' | 'stderr', text: string): boolean =>
    service.push(channel, Buffer.from(text, 'latin1'));

  beforeEach(() => {
    dropped = 0;
    service = new StdioService((bytes) => (dropped += bytes), { unreadBytes: 4096, pendingBytes: 1024 * 1024 });
    cancelled = new Promise((resolve) => {
      served = serveInMemory((server) => {
        service.register({
          addService: (definition, { streamStdio: stream }) => {
            const watched = (call: ServerWritableStream<unknown, StdioData>): void => {
              (stream as handleServerStreamingCall<unknown, StdioData>)(call);
              call.on('cancelled', resolve);
            };
            server.addService(definition, { streamStdio: watched });
          },
        });
      });
    });
  });
  afterEach(() => served.close());

  it('delivers every byte of both channels in messages of 1 to 1024 bytes [P15]', async () => {
    const stream = open();
    const text = Array.from({ length: 3000 }, (_, i) => String.fromCharCode(i % 256)).join('');
    push('stdout', 'o');
    push('stdout', '');
    await read(stream, 1);
    push('stdout', text);
    push('stderr', text);
    const messages = await read(stream, 6000);
    expect(textOf(messages, out)).to.equal(text);
    expect(textOf(messages, err)).to.equal(text);
    for (const message of messages) expect(message.getData_asU8().length).to.be.within(1, 1024);
  });

  it('delivers what was printed before anybody read, as far as it was kept [P16]', async () => {
    push('stdout', 'x'.repeat(5000));
    push('stderr', 'last words');
    expect(dropped).to.equal(5000 + 10 - 4096);
    const messages = await read(open(), 4096);
    expect(textOf(messages, out)).to.equal('x'.repeat(4086));
    expect(textOf(messages, err)).to.equal('last words');
  });

  it('has its own limit if only the other one is given', () => {
    service = new StdioService((bytes) => (dropped += bytes), { pendingBytes: 1 });
    push('stdout', 'x'.repeat(1024 * 1024 + 10));
    expect(dropped).to.equal(10);
  });

  it('never asks a writer to wait while nobody reads', () => {
    expect(push('stdout', 'x'.repeat(100_000))).to.equal(true);
  });

  it('asks a writer to wait while a reader is behind, and tells it when to continue', async () => {
    const stream = open();
    push('stdout', 'a');
    await read(stream, 1);
    const drained = new Promise<void>((resolve) => service.onDrained(resolve));
    expect(push('stdout', 'x'.repeat(500_000))).to.equal(false);
    await Promise.all([drained, read(stream, 500_000)]);
    expect(dropped).to.equal(0);
  });

  it('shares the output among several readers [P15]', async () => {
    const streams = [open(), open()];
    let count = 0;
    let bytes = 0;
    const seen = new Set<number>();
    await new Promise<void>((resolve) => {
      for (const [index, stream] of streams.entries()) {
        stream.on('data', (message: StdioData) => {
          seen.add(index);
          bytes += message.getData_asU8().length;
          if (++count < 20) push('stdout', 'more');
          if (seen.size === 2 && count >= 20) resolve();
        });
      }
      push('stdout', 'x'.repeat(20 * 1024));
    });
    expect(bytes).to.be.greaterThan(1024);
  });

  it('keeps text that is printed after its reader has gone, for the next reader', async () => {
    const first = open();
    push('stdout', 'a');
    await read(first, 1);
    first.cancel();
    await cancelled;
    push('stdout', 'b');
    expect(textOf(await read(open(), 1), out)).to.equal('b');
  });

  it('flushes at once if nobody reads, or else when everything has been sent', async () => {
    push('stdout', 'nobody');
    await service.flush(60_000);
    const stream = open();
    await read(stream, 6);
    const reading = read(stream, 50_000);
    push('stdout', 'y'.repeat(50_000));
    await service.flush(60_000);
    await reading;
  });

  it('does not wait for messages that a gone reader never confirmed', async () => {
    const readers: ((reader: unknown) => void)[] = [];
    const own = new StdioService();
    own.register({
      addService: (_definition, { streamStdio }) => readers.push(streamStdio as (reader: unknown) => void),
    });
    const attach = (write: (message: unknown, done: () => void) => boolean) => {
      const reader = Object.assign(new EventEmitter(), { write });
      readers[0]?.(reader);
      return reader;
    };
    const broken = attach(() => true);
    own.push('stdout', Buffer.from('swallowed'));
    broken.emit('cancelled');
    attach((_message, done) => (done(), true));
    own.push('stdout', Buffer.from('delivered'));
    await own.flush(60_000);
  });

  it('ends its readers with status OK', async () => {
    const stream = open();
    push('stdout', 'a');
    await read(stream, 1);
    const status = new Promise((resolve) => stream.on('status', resolve));
    service.end();
    expect(await status).to.have.property('code', 0);
  });
});
