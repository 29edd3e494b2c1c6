import { setTimeout as delay } from 'node:timers/promises';
import {
  Metadata,
  status,
  type sendUnaryData,
  type ServerDuplexStream,
  type ServerReadableStream,
  type ServerUnaryCall,
  type ServerWritableStream,
} from '@grpc/grpc-js';
import { statusOfNumber } from '../../src/channel/status-mapping.js';
import type { ServiceRegistrar } from '../../src/plugin-set.js';
import { TestServiceService } from './generated/grpc_testing_grpc_pb.cjs';
import {
  Empty,
  Payload,
  SimpleResponse,
  StreamingInputCallResponse,
  StreamingOutputCallResponse,
  type EchoStatus,
  type ResponseParameters,
  type SimpleRequest,
  type StreamingInputCallRequest,
  type StreamingOutputCallRequest,
} from './generated/grpc_testing_pb.cjs';

const initialKey = 'x-grpc-test-echo-initial';
const trailingKey = 'x-grpc-test-echo-trailing-bin';

function zeros(bytes: number): Payload {
  const payload = new Payload();
  payload.setBody(new Uint8Array(bytes));
  return payload;
}

function echoed(received: Metadata, key: string): Metadata {
  const metadata = new Metadata();
  for (const value of received.get(key)) metadata.add(key, value);
  return metadata;
}

const wanted = (wish: EchoStatus | undefined): { code: status; details: string } | undefined =>
  wish === undefined || wish.getCode() === 0
    ? undefined
    : { code: statusOfNumber(wish.getCode()) ?? status.UNKNOWN, details: wish.getMessage() };

async function answer(
  call: { write(response: StreamingOutputCallResponse): boolean; readonly cancelled: boolean },
  parameters: readonly ResponseParameters[],
): Promise<void> {
  for (const wish of parameters) {
    if (wish.getIntervalUs() > 0) await delay(wish.getIntervalUs() / 1000);
    if (call.cancelled) return;
    const response = new StreamingOutputCallResponse();
    response.setPayload(zeros(wish.getSize()));
    call.write(response);
  }
}

function converse(call: ServerDuplexStream<StreamingOutputCallRequest, StreamingOutputCallResponse>): void {
  let answered = Promise.resolve();
  call.on('data', (request: StreamingOutputCallRequest) => {
    const failure = wanted(request.getResponseStatus());
    answered = answered.then(() => answer(call, request.getResponseParametersList()));
    if (failure !== undefined) void answered.then(() => call.emit('error', failure));
  });
  call.on('end', () => void answered.then(() => call.end(echoed(call.metadata, trailingKey))));
}

/** gRPC's interop service on the server side, for a plugin to serve. */
export function registerInteropService(server: ServiceRegistrar): void {
  server.addService(TestServiceService, {
    emptyCall(_call: ServerUnaryCall<Empty, Empty>, callback: sendUnaryData<Empty>) {
      callback(null, new Empty());
    },
    unaryCall(call: ServerUnaryCall<SimpleRequest, SimpleResponse>, callback: sendUnaryData<SimpleResponse>) {
      call.sendMetadata(echoed(call.metadata, initialKey));
      const failure = wanted(call.request.getResponseStatus());
      const response = new SimpleResponse();
      response.setPayload(zeros(call.request.getResponseSize()));
      callback(failure ?? null, response, echoed(call.metadata, trailingKey));
    },
    streamingOutputCall(call: ServerWritableStream<StreamingOutputCallRequest, StreamingOutputCallResponse>) {
      void answer(call, call.request.getResponseParametersList()).then(() => call.end());
    },
    streamingInputCall(
      call: ServerReadableStream<StreamingInputCallRequest, StreamingInputCallResponse>,
      callback: sendUnaryData<StreamingInputCallResponse>,
    ) {
      let bytes = 0;
      call.on('data', (request: StreamingInputCallRequest) => {
        bytes += request.getPayload()?.getBody_asU8().length ?? 0;
      });
      call.on('end', () => {
        const response = new StreamingInputCallResponse();
        response.setAggregatedPayloadSize(bytes);
        callback(null, response);
      });
    },
    fullDuplexCall(call: ServerDuplexStream<StreamingOutputCallRequest, StreamingOutputCallResponse>) {
      call.sendMetadata(echoed(call.metadata, initialKey));
      converse(call);
    },
  });
}
