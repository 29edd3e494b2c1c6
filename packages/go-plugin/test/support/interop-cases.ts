import { once } from 'node:events';
import {
  Metadata,
  status,
  type CallOptions,
  type ClientUnaryCall,
  type requestCallback,
  type ServiceError,
  type StatusObject,
} from '@grpc/grpc-js';
import { expect } from 'chai';
import type { TestServiceClient, UnimplementedServiceClient } from './generated/grpc_testing_grpc_pb.cjs';
import {
  EchoStatus,
  Empty,
  Payload,
  ResponseParameters,
  SimpleRequest,
  StreamingInputCallRequest,
  StreamingOutputCallRequest,
  type SimpleResponse,
  type StreamingInputCallResponse,
  type StreamingOutputCallResponse,
} from './generated/grpc_testing_pb.cjs';

/** Clients of the interop server, over the channel under test. */
export interface InteropClients {
  readonly test: TestServiceClient;
  readonly unimplemented: UnimplementedServiceClient;
}

/** A case of gRPC's official interop tests: its official name and its check. */
export interface InteropCase {
  readonly name: string;
  run(clients: InteropClients): Promise<void>;
}

const requestSizes = [27182, 8, 1828, 45904];
const responseSizes = [31415, 9, 2653, 58979];
const specialMessage = '\t\ntest with whitespace\r\nand Unicode BMP ☺ and non-BMP 😈\t\n';
const initialKey = 'x-grpc-test-echo-initial';
const trailingKey = 'x-grpc-test-echo-trailing-bin';

async function call<Response>(
  make: (callback: requestCallback<Response>) => ClientUnaryCall,
): Promise<Response | undefined> {
  return new Promise((resolve, reject) => {
    make((error, response) => (error === null ? resolve(response) : reject(error)));
  });
}

async function failure(failing: Promise<unknown>): Promise<ServiceError> {
  try {
    await failing;
  } catch (error) {
    return error as ServiceError;
  }
  throw new Error('the call succeeded');
}

function payload(bytes: number): Payload {
  const result = new Payload();
  result.setBody(Buffer.alloc(bytes));
  return result;
}

/** The request of large_unary. */
export function largeRequest(): SimpleRequest {
  const request = new SimpleRequest();
  request.setResponseSize(314159);
  request.setPayload(payload(271828));
  return request;
}

function outputRequest(responses: readonly number[], requestBytes?: number): StreamingOutputCallRequest {
  const request = new StreamingOutputCallRequest();
  for (const size of responses) {
    const parameters = new ResponseParameters();
    parameters.setSize(size);
    request.addResponseParameters(parameters);
  }
  if (requestBytes !== undefined) request.setPayload(payload(requestBytes));
  return request;
}

function echoStatus(code: status, message: string): EchoStatus {
  const result = new EchoStatus();
  result.setCode(code);
  result.setMessage(message);
  return result;
}

const sizeOf = (response: StreamingOutputCallResponse | SimpleResponse): number =>
  response.getPayload()?.getBody_asU8().length ?? 0;

/** gRPC's interop cases for a client, against grpc-go's server. */
export const interopCases: readonly InteropCase[] = [
  {
    name: 'empty_unary',
    async run({ test }) {
      expect(await call((done) => test.emptyCall(new Empty(), done))).to.be.instanceOf(Empty);
    },
  },
  {
    name: 'large_unary',
    async run({ test }) {
      const response = await call<SimpleResponse>((done) => test.unaryCall(largeRequest(), done));
      expect(sizeOf(response!)).to.equal(314159);
    },
  },
  {
    name: 'client_streaming',
    async run({ test }) {
      const response = await call<StreamingInputCallResponse>((done) => {
        const stream = test.streamingInputCall(done);
        for (const size of requestSizes) {
          const request = new StreamingInputCallRequest();
          request.setPayload(payload(size));
          stream.write(request);
        }
        stream.end();
        return stream;
      });
      expect(response?.getAggregatedPayloadSize()).to.equal(74922);
    },
  },
  {
    name: 'server_streaming',
    async run({ test }) {
      const sizes: number[] = [];
      for await (const response of test.streamingOutputCall(outputRequest(responseSizes)))
        sizes.push(sizeOf(response as StreamingOutputCallResponse));
      expect(sizes).to.deep.equal(responseSizes);
    },
  },
  {
    name: 'ping_pong',
    async run({ test }) {
      const stream = test.fullDuplexCall();
      const ended = once(stream, 'status') as Promise<[StatusObject]>;
      for (const [index, size] of requestSizes.entries()) {
        stream.write(outputRequest([responseSizes[index]!], size));
        const [response] = (await once(stream, 'data')) as [StreamingOutputCallResponse];
        expect(sizeOf(response)).to.equal(responseSizes[index]);
      }
      stream.end();
      expect((await ended)[0].code).to.equal(status.OK);
    },
  },
  {
    name: 'empty_stream',
    async run({ test }) {
      const stream = test.fullDuplexCall();
      stream.on('data', () => {
        throw new Error('no response was expected');
      });
      stream.end();
      const [{ code }] = (await once(stream, 'status')) as [StatusObject];
      expect(code).to.equal(status.OK);
    },
  },
  {
    name: 'custom_metadata',
    async run({ test }) {
      const metadata = new Metadata();
      metadata.set(initialKey, 'test_initial_metadata_value');
      metadata.set(trailingKey, Buffer.from('ababab', 'hex'));
      const unary = test.unaryCall(largeRequest(), metadata, () => undefined);
      const stream = test.fullDuplexCall(metadata);
      stream.on('data', () => undefined);
      stream.end(outputRequest([314159], 271828));
      await Promise.all(
        [unary, stream].map(async (under) => {
          const initial = once(under, 'metadata') as Promise<[Metadata]>;
          const final = once(under, 'status') as Promise<[StatusObject]>;
          expect((await initial)[0].get(initialKey)).to.deep.equal(['test_initial_metadata_value']);
          expect((await final)[0].metadata.get(trailingKey)).to.deep.equal([Buffer.from('ababab', 'hex')]);
        }),
      );
    },
  },
  {
    name: 'status_code_and_message',
    async run({ test }) {
      const request = new SimpleRequest();
      request.setResponseStatus(echoStatus(status.UNKNOWN, 'test status message'));
      const ofUnary = await failure(call((done) => test.unaryCall(request, done)));
      const stream = test.fullDuplexCall();
      const wish = new StreamingOutputCallRequest();
      wish.setResponseStatus(echoStatus(status.UNKNOWN, 'test status message'));
      stream.on('data', () => undefined);
      stream.end(wish);
      const [ofStream] = (await once(stream, 'error')) as [ServiceError];
      for (const { code, details } of [ofUnary, ofStream])
        expect({ code, details }).to.deep.equal({ code: status.UNKNOWN, details: 'test status message' });
    },
  },
  {
    name: 'special_status_message',
    async run({ test }) {
      const request = new SimpleRequest();
      request.setResponseStatus(echoStatus(status.UNKNOWN, specialMessage));
      const { code, details } = await failure(call((done) => test.unaryCall(request, done)));
      expect({ code, details }).to.deep.equal({ code: status.UNKNOWN, details: specialMessage });
    },
  },
  {
    name: 'unimplemented_method',
    async run({ test }) {
      const error = await failure(call((done) => test.unimplementedCall(new Empty(), done)));
      expect(error.code).to.equal(status.UNIMPLEMENTED);
    },
  },
  {
    name: 'unimplemented_service',
    async run({ unimplemented }) {
      const error = await failure(call((done) => unimplemented.unimplementedCall(new Empty(), done)));
      expect(error.code).to.equal(status.UNIMPLEMENTED);
    },
  },
  {
    name: 'cancel_after_begin',
    async run({ test }) {
      const { code } = await failure(
        call((done) => {
          const stream = test.streamingInputCall(done);
          setImmediate(() => stream.cancel());
          return stream;
        }),
      );
      expect(code).to.equal(status.CANCELLED);
    },
  },
  {
    name: 'cancel_after_first_response',
    async run({ test }) {
      const stream = test.fullDuplexCall();
      const failed = once(stream, 'error') as Promise<[ServiceError]>;
      stream.once('data', () => stream.cancel());
      stream.write(outputRequest([31415], 27182));
      expect((await failed)[0].code).to.equal(status.CANCELLED);
    },
  },
  {
    name: 'timeout_on_sleeping_server',
    async run({ test }) {
      const options: CallOptions = { deadline: Date.now() + 1 };
      const stream = test.fullDuplexCall(new Metadata(), options);
      const failed = once(stream, 'error') as Promise<[ServiceError]>;
      stream.on('data', () => undefined);
      const request = outputRequest([31415], 27182);
      request.getResponseParametersList()[0]?.setIntervalUs(500_000);
      stream.write(request);
      expect((await failed)[0].code).to.equal(status.DEADLINE_EXCEEDED);
    },
  },
];
