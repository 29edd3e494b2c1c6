import { status, type handleUnaryCall, type ServerErrorResponse, type ServerUnaryCall } from '@grpc/grpc-js';
import type { GrpcPlugin, ServiceRegistrar } from 'go-plugin-node';
import { awfFileDescriptors } from '../wire/file-descriptors.js';
import type { JsonValues } from '../wire/json-values.js';
import { nothing, type ExecuteCall } from '../wire/plugin-messages.js';
import { operationService, pluginService } from '../wire/plugin-services.js';
import { stepTypeService } from '../wire/step-type-messages.js';
import type { EncodedStep } from '../wire/step-values.js';
import { validatorService, type StepToValidate } from '../wire/validator-messages.js';
import type { PluginRuntime } from './plugin-runtime.js';
import type { Cancelable } from './runtime-context.js';
import { textOf } from './thrown.js';

/** An AWF plugin for go-plugin: the runtime answers all services. */
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
      init: answer(async (config: JsonValues, caller) => {
        await runtime.init(config, caller.signal);
        return nothing;
      }),
      shutdown: answer(async (_, caller) => {
        await runtime.shutdown(caller.signal);
        return nothing;
      }),
    });
    server.addService(operationService, {
      listOperations: answer(() => runtime.operations()),
      getOperation: answer((name: string) => runtime.operation(name), status.NOT_FOUND),
      execute: answer(({ operation, inputs }: ExecuteCall, caller) => runtime.execute(operation, inputs, caller)),
    });
    server.addService(stepTypeService, {
      listStepTypes: answer(() => runtime.stepTypes.list()),
      executeStep: answer((step: EncodedStep, caller) => runtime.stepTypes.execute(step, caller)),
    });
    server.addService(validatorService, {
      validateWorkflow: answer((json: string, caller) => runtime.validator.validateWorkflow(json, caller)),
      validateStep: answer(({ workflowJson, stepName }: StepToValidate, caller) =>
        runtime.validator.validateStep(workflowJson, stepName, caller),
      ),
    });
  }
}

/** A handler whose exception becomes an error status: UNKNOWN, as for a plain error of a Go plugin. */
function answer<Request, Response>(
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

  #watch(): AbortController {
    const controller = new AbortController();
    if (this.#call.cancelled) controller.abort();
    // This event also comes when the deadline has passed.
    else this.#call.on('cancelled', () => controller.abort());
    return controller;
  }
}

const statusOf = (error: unknown, code: status): Partial<ServerErrorResponse> => ({
  code,
  // A text that is not well formed cannot be sent at all: the call would never end.
  details: textOf(error).toWellFormed(),
});
