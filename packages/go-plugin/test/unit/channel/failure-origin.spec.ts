import { duplexPair } from 'node:stream';
import { Metadata, status, type sendUnaryData, type ServerUnaryCall, type ServiceError } from '@grpc/grpc-js';
import { expect } from 'chai';
import { createHttp2Channel } from '../../../src/channel/http2-channel.js';
import { isTransportFailure } from '../../../src/channel/failure-origin.js';
import { createGrpcConnection } from '../../../src/grpc/grpc-connection.js';
import type { GrpcConnection } from '../../../src/plugin-set.js';
import { serveInMemory } from '../../support/in-memory-link.js';
import { RawClient, rawService, unary } from '../../support/raw-service.js';
import { rejection } from '../../support/rejection.js';

type Handler = (call: ServerUnaryCall<Buffer, Buffer>, done: sendUnaryData<Buffer>) => void;

async function failureOf(connection: GrpcConnection, deadline = Infinity): Promise<ServiceError> {
  const call = unary(connection.client(RawClient), Buffer.from('x'), new Metadata(), { deadline });
  return (await rejection(call)) as ServiceError;
}

async function failureOfAnswer(handler: Handler, deadline?: number): Promise<ServiceError> {
  const served = serveInMemory((server) => server.addService(rawService, { unary: handler }));
  try {
    return await failureOf(served.connection, deadline);
  } finally {
    await served.close();
  }
}

describe('a transport failure', () => {
  for (const code of [status.INTERNAL, status.UNAVAILABLE, status.CANCELLED])
    it(`is not an answer of a running server: ${status[code]}`, async () => {
      const error = await failureOfAnswer((_, done) => done({ code, details: 'says the server' }));
      expect(error).to.include({ code, details: 'says the server' });
      expect(isTransportFailure(error)).to.equal(false);
    });

  it('is not a decision of this side', async () => {
    const error = await failureOfAnswer(() => undefined, Date.now() + 20);
    expect(error.code).to.equal(status.DEADLINE_EXCEEDED);
    expect(isTransportFailure(error)).to.equal(false);
  });

  it('is a connection that breaks during a call', async () => {
    const served = serveInMemory((server) =>
      server.addService(rawService, { unary: () => void served.server.stop(0) }),
    );
    const error = await failureOf(served.connection);
    expect(isTransportFailure(error), error.message).to.equal(true);
    await served.close();
  });

  it('is a connection that cannot be made', async () => {
    const dial = () => Promise.reject(new Error('nobody there'));
    const connection = createGrpcConnection(createHttp2Channel({ dial }));
    const error = await failureOf(connection);
    expect(error.code).to.equal(status.UNAVAILABLE);
    expect(isTransportFailure(error)).to.equal(true);
    await connection.close();
  });

  it('is the end of the plugin’s process', async () => {
    const end = new AbortController();
    const channel = createHttp2Channel({ dial: () => Promise.resolve(duplexPair()[0]), ended: end.signal });
    const connection = createGrpcConnection(channel);
    const failed = failureOf(connection);
    end.abort();
    expect(isTransportFailure(await failed)).to.equal(true);
    await connection.close();
  });
});
