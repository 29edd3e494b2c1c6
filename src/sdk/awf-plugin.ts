import { status, type handleUnaryCall, type ServerErrorResponse } from '@grpc/grpc-js';
import type { GrpcPlugin, ServiceRegistrar } from 'go-plugin-node';
import { awfFileDescriptors } from '../wire/file-descriptors.js';
import type { JsonValues } from '../wire/json-values.js';
import { nothing, type ExecuteCall } from '../wire/plugin-messages.js';
import { operationService, pluginService } from '../wire/plugin-services.js';
import type { PluginRuntime } from './plugin-runtime.js';
import { textOf } from './thrown.js';

/** An AWF plugin for go-plugin: the runtime answers both services. */
export class AwfPlugin implements GrpcPlugin {
  readonly fileDescriptors = awfFileDescriptors();
  readonly #runtime: PluginRuntime;

  constructor(runtime: PluginRuntime) {
    this.#runtime = runtime;
  }

  registerServices(server: ServiceRegistrar): void {
    const runtime = this.#runtime;
    server.addService(pluginService, {
      getInfo: answer(() => runtime.info()),
      init: answer(async (config: JsonValues, signal) => {
        await runtime.init(config, signal);
        return nothing;
      }),
      shutdown: answer(async (_, signal) => {
        await runtime.shutdown(signal);
        return nothing;
      }),
    });
    server.addService(operationService, {
      listOperations: answer(() => runtime.operations()),
      getOperation: answer((name: string) => runtime.operation(name), status.NOT_FOUND),
      execute: answer(({ operation, inputs }: ExecuteCall, signal) => runtime.execute(operation, inputs, signal)),
    });
  }
}

/** A handler whose exception becomes an error status: UNKNOWN, as for a plain error of a Go plugin. */
function answer<Request, Response>(
  work: (request: Request, signal: AbortSignal) => Response | Promise<Response>,
  code = status.UNKNOWN,
): handleUnaryCall<Request, Response> {
  return (call, callback) => {
    const canceled = new AbortController();
    // This event also comes when the deadline has passed.
    call.on('cancelled', () => canceled.abort());
    Promise.resolve()
      .then(() => work(call.request, canceled.signal))
      .then(
        (response) => callback(null, response),
        (error: unknown) => callback(statusOf(error, canceled.signal.aborted ? status.CANCELLED : code)),
      );
  };
}

const statusOf = (error: unknown, code: status): Partial<ServerErrorResponse> => ({
  code,
  // A text that is not well formed cannot be sent at all: the call would never end.
  details: textOf(error).toWellFormed(),
});
