import { once } from 'node:events';
import {
  Metadata,
  status,
  type ClientDuplexStream,
  type sendUnaryData,
  type ServerDuplexStream,
  type ServerUnaryCall,
} from '@grpc/grpc-js';
import { expect } from 'chai';
import type { GrpcServerOptions } from '../../../src/grpc/grpc-server.js';
import { InMemoryLink, serveInMemory, type Served } from '../../support/in-memory-link.js';
import { RawClient, rawService, unary } from '../../support/raw-service.js';

type Chat = ServerDuplexStream<Buffer, Buffer>;

describe('GrpcServer', () => {
  let served: Served;
  let client: RawClient;
  let chatOpened: Promise<Chat>;

  const start = (options?: GrpcServerOptions): void => {
    chatOpened = new Promise((resolve) => {
      served = serveInMemory((server) => {
        server.addService(rawService, {
          unary: (call: ServerUnaryCall<Buffer, Buffer>, done: sendUnaryData<Buffer>) => done(null, call.request),
          chat: resolve,
        });
      }, options);
    });
    client = served.connection.client(RawClient);
  };
  afterEach(() => served.close());

  const echo = async (bytes: number): Promise<unknown> =>
    unary(client, Buffer.alloc(bytes), new Metadata()).then(
      (answer) => answer.length,
      (error: unknown) => (error as { code: status }).code,
    );
  const openChat = (): ClientDuplexStream<Buffer, Buffer> => {
    const chat = client.chat();
    chat.on('error', () => undefined);
    chat.write(Buffer.from('open'));
    return chat;
  };
  const statusOf = async (chat: ClientDuplexStream<Buffer, Buffer>): Promise<status> =>
    new Promise((resolve) => chat.once('status', ({ code }: { code: status }) => resolve(code)));

  it('names the services it has', () => {
    start();
    expect(served.server.serviceNames).to.deep.equal(['test.Raw']);
  });

  it('accepts requests above gRPC’s 4 MiB', async () => {
    start();
    expect(await echo(5 * 1024 * 1024)).to.equal(5 * 1024 * 1024);
  });

  it('refuses requests beyond its limit with RESOURCE_EXHAUSTED', async () => {
    start({ maxReceiveMessageBytes: 1000 });
    expect(await echo(1000)).to.equal(1000);
    expect(await echo(1001)).to.equal(status.RESOURCE_EXHAUSTED);
  });

  it('lets a running call end while it stops, and closes its listener', async () => {
    start();
    const chat = openChat();
    const serverSide = await chatOpened;
    const stopped = served.server.stop(60_000);
    serverSide.end();
    expect(await statusOf(chat)).to.equal(status.OK);
    await stopped;
  });

  it('cuts a call that does not end in time', async () => {
    start();
    const chat = openChat();
    await chatOpened;
    const [code] = await Promise.all([statusOf(chat), served.server.stop(1)]);
    expect(code).to.not.equal(status.OK);
  });

  it('stops once, and refuses connections from then on', async () => {
    start();
    const link = new InMemoryLink();
    served.server.serve(link);
    await Promise.all([served.server.stop(1), served.server.stop(1)]);
    expect(link.closed).to.equal(true);
    const stream = await link.dial(new AbortController().signal);
    if (!stream.closed) await once(stream, 'close');
  });

  it('survives a peer that speaks something else', async () => {
    start();
    const link = new InMemoryLink();
    served.server.serve(link);
    const stream = await link.dial(new AbortController().signal);
    stream.on('error', () => undefined);
    stream.resume();
    stream.write('GET / HTTP/1.1\r\n\r\n');
    await once(stream, 'close');
    expect(await echo(3)).to.equal(3);
  });
});
