import { setTimeout as delay } from 'node:timers/promises';
import type { MessageInitShape } from '@bufbuild/protobuf';
import { StringValueSchema } from '@bufbuild/protobuf/wkt';
import { Code, ConnectError, type ConnectRouter, type HandlerContext } from '@connectrpc/connect';
import {
  TestService,
  type EchoStatus,
  type ResponseParameters,
  type StreamingOutputCallResponseSchema,
} from '../interop/proto/generated/grpc_testing_pb.js';
import { errorDetail } from './connect-interop-cases.js';

const initialKey = 'x-grpc-test-echo-initial';
const trailingKey = 'x-grpc-test-echo-trailing-bin';

function echo({ requestHeader, responseHeader, responseTrailer }: HandlerContext): void {
  for (const [key, target] of [
    [initialKey, responseHeader],
    [trailingKey, responseTrailer],
  ] as const) {
    const value = requestHeader.get(key);
    if (value !== null) target.set(key, value);
  }
}

const codeOf = ({ code }: EchoStatus): Code => Code[(Code[code] ?? 'Unknown') as keyof typeof Code];

function failIfWanted(wish: EchoStatus | undefined): void {
  if (wish === undefined || wish.code === 0) return;
  throw new ConnectError(wish.message, codeOf(wish), undefined, [
    { desc: StringValueSchema, value: { value: errorDetail } },
  ]);
}

async function* answers(
  parameters: readonly ResponseParameters[],
  signal: AbortSignal,
): AsyncGenerator<MessageInitShape<typeof StreamingOutputCallResponseSchema>> {
  for (const { intervalUs, size } of parameters) {
    if (intervalUs > 0) await delay(intervalUs / 1000, undefined, { signal });
    yield { payload: { body: new Uint8Array(size) } };
  }
}

/** gRPC's interop service as Connect routes. */
export function interopRoutes(router: ConnectRouter): void {
  router.service(TestService, {
    emptyCall: () => ({}),
    unaryCall(request, context) {
      echo(context);
      failIfWanted(request.responseStatus);
      return { payload: { body: new Uint8Array(request.responseSize) } };
    },
    streamingOutputCall: (request, { signal }) => answers(request.responseParameters, signal),
    async streamingInputCall(requests) {
      let aggregatedPayloadSize = 0;
      for await (const { payload } of requests) aggregatedPayloadSize += payload?.body.length ?? 0;
      return { aggregatedPayloadSize };
    },
    async *fullDuplexCall(requests, context) {
      echo(context);
      for await (const request of requests) {
        failIfWanted(request.responseStatus);
        yield* answers(request.responseParameters, context.signal);
      }
    },
  });
}
