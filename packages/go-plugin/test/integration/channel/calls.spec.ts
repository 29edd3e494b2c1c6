import { once } from 'node:events';
import { Metadata, status, type ServiceError, type UntypedServiceImplementation } from '@grpc/grpc-js';
import { expect } from 'chai';
import { socketDialer } from '../../../src/net/dial.js';
import { createGrpcConnection } from '../../../src/grpc/grpc-connection.js';
import { createHttp2Channel } from '../../../src/channel/http2-channel.js';
import type { GrpcConnection } from '../../../src/plugin-set.js';
import { RawClient, startRawServer, unary, type RawServer } from '../../support/raw-service.js';

const implementation: UntypedServiceImplementation = {
  unary(call: { request: Buffer }, callback: (error: null, response: Buffer) => void) {
    callback(null, call.request);
  },
  collect(call: NodeJS.ReadableStream, callback: (error: null, response: Buffer) => void) {
    let bytes = 0;
    call.on('data', (message: Buffer) => (bytes += message.length));
    call.on('end', () => callback(null, Buffer.from(String(bytes))));
  },
  expand(call: { request: Buffer; write(message: Buffer): void; end(): void }) {
    for (const byte of call.request) call.write(Buffer.of(byte));
    call.end();
  },
  chat(call: NodeJS.ReadableStream & { write(message: Buffer): void; end(): void }) {
    call.on('data', (message: Buffer) => call.write(message));
    call.on('end', () => call.end());
  },
};

describe('Http2Channel with a grpc-js server', () => {
  let server: RawServer;
  let connection: GrpcConnection;
  let client: RawClient;

  before(async () => {
    server = await startRawServer(implementation);
    const channel = createHttp2Channel({ dial: socketDialer({ network: 'unix', address: server.path }) });
    connection = createGrpcConnection(channel);
    client = connection.client(RawClient);
  });
  after(async () => {
    await connection.close();
    await server.close();
  });

  it('answers a unary call', async () => {
    expect((await unary(client, Buffer.from('hello'), new Metadata())).toString()).to.equal('hello');
  });

  it('carries an empty and a 20 MB message', async () => {
    expect(await unary(client, Buffer.alloc(0), new Metadata())).to.have.length(0);
    const large = Buffer.alloc(20_000_000, 'x');
    expect((await unary(client, large, new Metadata())).equals(large)).to.equal(true);
  });

  it('collects a client stream', async () => {
    const answer = new Promise<Buffer>((resolve, reject) => {
      const call = client.collect((error, response) => (error === null ? resolve(response!) : reject(error)));
      for (let index = 0; index < 100; index += 1) call.write(Buffer.alloc(1000));
      call.end();
    });
    expect((await answer).toString()).to.equal('100000');
  });

  it('reads a server stream in order', async () => {
    const received: number[] = [];
    const bytes = Buffer.from(Array.from({ length: 256 }, (_, index) => index));
    for await (const message of client.expand(bytes)) received.push((message as Buffer)[0]!);
    expect(received).to.deep.equal([...bytes]);
  });

  it('sends messages in both directions', async () => {
    const call = client.chat();
    for (const text of ['a', 'b', 'c']) {
      call.write(Buffer.from(text));
      const [answer] = (await once(call, 'data')) as [Buffer];
      expect(answer.toString()).to.equal(text);
    }
    call.end();
    const [ended] = (await once(call, 'status')) as [ServiceError];
    expect(ended.code).to.equal(status.OK);
  });
});
