import { status, type handleUnaryCall, type ServerErrorResponse, type ServerUnaryCall } from '@grpc/grpc-js';
import { callHeader } from '../wire/progress-record.js';
import type { Cancelable } from './runtime-context.js';
import { messageOf } from './thrown.js';

/** A handler whose exception becomes an error status: UNKNOWN, as for a plain error of a Go plugin. */
export function answer<Request, Response>(
  work: (request: Request, caller: Cancelable) => Response | Promise<Response>,
  code = status.UNKNOWN,
): handleUnaryCall<Request, Response> {
  return (call, callback) => {
    void settle(call, callback);
  };

  async function settle(...[call, callback]: Parameters<handleUnaryCall<Request, Response>>): Promise<void> {
    let response: Response;
    try {
      response = await work(call.request, new GrpcCaller(call));
    } catch (error) {
      callback(statusOf(error, call.cancelled ? status.CANCELLED : code));
      return;
    }
    callback(null, response);
  }
}

/** The caller of a gRPC call. Most handlers never read the signal, and making one costs as much as a tenth of a call. */
class GrpcCaller implements Cancelable {
  readonly #call: ServerUnaryCall<unknown, unknown>;
  #controller: AbortController | undefined;

  constructor(call: ServerUnaryCall<unknown, unknown>) {
    this.#call = call;
  }

  get signal(): AbortSignal {
    return (this.#controller ??= this.#watch()).signal;
  }

  get callId(): string | undefined {
    const [call] = this.#call.metadata.get(callHeader);
    return typeof call === 'string' ? call : undefined;
  }

  #watch(): AbortController {
    const controller = new AbortController();
    if (this.#call.cancelled) controller.abort();
    // This event also comes when the deadline has passed.
    else this.#call.on('cancelled', () => controller.abort());
    return controller;
  }
}

/** A status with the text of what was thrown. */
export const statusOf = (error: unknown, code: status): Partial<ServerErrorResponse> => ({
  code,
  // A text that is not well formed cannot be sent at all: the call would never end.
  details: messageOf(error).toWellFormed(),
});
