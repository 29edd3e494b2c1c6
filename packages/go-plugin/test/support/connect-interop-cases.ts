import { create, type MessageInitShape } from '@bufbuild/protobuf';
import { StringValueSchema } from '@bufbuild/protobuf/wkt';
import {
  Code,
  ConnectError,
  decodeBinaryHeader,
  encodeBinaryHeader,
  type CallOptions,
  type Client,
} from '@connectrpc/connect';
import { createAsyncIterable, createWritableIterable } from '@connectrpc/connect/protocol';
import { expect } from 'chai';
import {
  EmptySchema,
  StreamingOutputCallRequestSchema,
  type StreamingInputCallRequestSchema,
  type TestService,
  type UnimplementedService,
} from '../interop/proto/generated/grpc_testing_pb.js';
import { rejection } from './rejection.js';

/** Connect's clients of the interop server, over the transport under test. */
export interface ConnectInteropClients {
  readonly test: Client<typeof TestService>;
  readonly unimplemented: Client<typeof UnimplementedService>;
}

/** A case of gRPC's official interop tests, with Connect's client: its official name and its check. */
export interface ConnectInteropCase {
  readonly name: string;
  run(clients: ConnectInteropClients): Promise<void>;
}

type OutputRequest = MessageInitShape<typeof StreamingOutputCallRequestSchema>;

const requestSizes = [27182, 8, 1828, 45904];
const responseSizes = [31415, 9, 2653, 58979];
const specialMessage = '\t\ntest with whitespace\r\nand Unicode BMP ☺ and non-BMP 😈\t\n';
const initialKey = 'x-grpc-test-echo-initial';
const trailingKey = 'x-grpc-test-echo-trailing-bin';
const largeRequest = { responseSize: 314159, payload: { body: new Uint8Array(271828) } };

const outputRequest = (responses: readonly number[], requestBytes = 0): OutputRequest => ({
  responseParameters: responses.map((size) => ({ size })),
  payload: { body: new Uint8Array(requestBytes) },
});

const each = <T>(...messages: T[]): AsyncIterable<T> => createAsyncIterable(messages);

const failureOf = async (failing: Promise<unknown>): Promise<ConnectError> => {
  const error = await rejection(failing);
  expect(error).to.be.instanceOf(ConnectError);
  return error as ConnectError;
};

const drain = async (messages: AsyncIterable<unknown>): Promise<void> => {
  for await (const message of messages) expect(message).to.be.an('object');
};

/** Headers and trailers of a call, as it reports them. */
class Reported {
  header = new Headers();
  trailer = new Headers();
  readonly options: CallOptions = {
    headers: {
      [initialKey]: 'test_initial_metadata_value',
      [trailingKey]: encodeBinaryHeader(Buffer.from('ababab', 'hex')),
    },
    onHeader: (header) => (this.header = header),
    onTrailer: (trailer) => (this.trailer = trailer),
  };
}

/** gRPC's interop cases for a client, against grpc-go's server. */
export const connectInteropCases: readonly ConnectInteropCase[] = [
  {
    name: 'empty_unary',
    async run({ test }) {
      expect(await test.emptyCall({})).to.deep.equal(create(EmptySchema));
    },
  },
  {
    name: 'large_unary',
    async run({ test }) {
      expect((await test.unaryCall(largeRequest)).payload?.body).to.have.length(314159);
    },
  },
  {
    name: 'client_streaming',
    async run({ test }) {
      const requests = requestSizes.map((size): MessageInitShape<typeof StreamingInputCallRequestSchema> => {
        return { payload: { body: new Uint8Array(size) } };
      });
      expect((await test.streamingInputCall(each(...requests))).aggregatedPayloadSize).to.equal(74922);
    },
  },
  {
    name: 'server_streaming',
    async run({ test }) {
      const sizes: (number | undefined)[] = [];
      for await (const { payload } of test.streamingOutputCall(outputRequest(responseSizes)))
        sizes.push(payload?.body.length);
      expect(sizes).to.deep.equal(responseSizes);
    },
  },
  {
    name: 'ping_pong',
    async run({ test }) {
      const requests = createWritableIterable<OutputRequest>();
      const answers = test.fullDuplexCall(requests)[Symbol.asyncIterator]();
      for (const [index, size] of requestSizes.entries()) {
        const answered = answers.next();
        await requests.write(outputRequest([responseSizes[index]!], size));
        const answer = await answered;
        expect(answer.done !== true && answer.value.payload?.body.length).to.equal(responseSizes[index]);
      }
      requests.close();
      expect((await answers.next()).done).to.equal(true);
    },
  },
  {
    name: 'empty_stream',
    async run({ test }) {
      const answers = test.fullDuplexCall(each<OutputRequest>())[Symbol.asyncIterator]();
      expect((await answers.next()).done).to.equal(true);
    },
  },
  {
    name: 'custom_metadata',
    async run({ test }) {
      const unary = new Reported();
      const stream = new Reported();
      await test.unaryCall(largeRequest, unary.options);
      await drain(test.fullDuplexCall(each(outputRequest([314159], 271828)), stream.options));
      for (const { header, trailer } of [unary, stream]) {
        expect(header.get(initialKey)).to.equal('test_initial_metadata_value');
        expect(Buffer.from(decodeBinaryHeader(trailer.get(trailingKey) ?? '')).toString('hex')).to.equal('ababab');
      }
    },
  },
  {
    name: 'status_code_and_message',
    async run({ test }) {
      const responseStatus = { code: Code.Unknown, message: 'test status message' };
      for (const fail of [
        () => test.unaryCall({ responseStatus }),
        () => drain(test.fullDuplexCall(each<OutputRequest>({ responseStatus }))),
      ]) {
        const { code, rawMessage } = await failureOf(fail());
        expect({ code, message: rawMessage }).to.deep.equal(responseStatus);
      }
    },
  },
  {
    name: 'special_status_message',
    async run({ test }) {
      const responseStatus = { code: Code.Unknown, message: specialMessage };
      const { code, rawMessage } = await failureOf(test.unaryCall({ responseStatus }));
      expect({ code, message: rawMessage }).to.deep.equal(responseStatus);
    },
  },
  {
    name: 'unimplemented_method',
    async run({ test }) {
      expect((await failureOf(test.unimplementedCall({}))).code).to.equal(Code.Unimplemented);
    },
  },
  {
    name: 'unimplemented_service',
    async run({ unimplemented }) {
      expect((await failureOf(unimplemented.unimplementedCall({}))).code).to.equal(Code.Unimplemented);
    },
  },
  {
    name: 'cancel_after_begin',
    async run({ test }) {
      const canceled = new AbortController();
      const failing = test.streamingInputCall(createWritableIterable(), { signal: canceled.signal });
      setImmediate(() => canceled.abort());
      expect((await failureOf(failing)).code).to.equal(Code.Canceled);
    },
  },
  {
    name: 'cancel_after_first_response',
    async run({ test }) {
      const canceled = new AbortController();
      const requests = createWritableIterable<OutputRequest>();
      const answers = test.fullDuplexCall(requests, { signal: canceled.signal })[Symbol.asyncIterator]();
      const answered = answers.next();
      await requests.write(outputRequest([31415], 27182));
      expect((await answered).done).to.equal(false);
      canceled.abort();
      expect((await failureOf(answers.next())).code).to.equal(Code.Canceled);
    },
  },
  {
    name: 'timeout_on_sleeping_server',
    async run({ test }) {
      const request = create(StreamingOutputCallRequestSchema, outputRequest([31415], 27182));
      request.responseParameters[0]!.intervalUs = 500_000;
      const failing = drain(test.fullDuplexCall(each(request), { timeoutMs: 1 }));
      expect((await failureOf(failing)).code).to.equal(Code.DeadlineExceeded);
    },
  },
];

/** The detail that the Go programs put into errors, and expect in them. */
export const errorDetail = 'a detail of the error';

/** Not one of gRPC's: the server adds {@link errorDetail} to its errors. */
export const statusDetails: ConnectInteropCase = {
  name: 'status_details',
  async run({ test }) {
    const responseStatus = { code: Code.FailedPrecondition, message: 'with a detail' };
    const error = await failureOf(test.unaryCall({ responseStatus }));
    expect(error.code).to.equal(Code.FailedPrecondition);
    expect(error.findDetails(StringValueSchema).map(({ value }) => value)).to.deep.equal([errorDetail]);
  },
};
