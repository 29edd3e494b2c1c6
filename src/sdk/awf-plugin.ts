import { status } from '@grpc/grpc-js';
import type { GrpcBroker, GrpcPlugin, ServiceRegistrar } from 'go-plugin-node';
import { awfFileDescriptors } from '../wire/file-descriptors.js';
import type { JsonValues } from '../wire/json-values.js';
import { nothing, type ExecuteCall } from '../wire/plugin-messages.js';
import { operationService, pluginService } from '../wire/plugin-services.js';
import { stepTypeService } from '../wire/step-type-messages.js';
import type { EncodedStep } from '../wire/step-values.js';
import { validatorService, type StepToValidate } from '../wire/validator-messages.js';
import { answer } from './answer.js';
import type { BrokerHostLink } from './broker-host-link.js';
import { addEventService } from './event-service.js';
import type { PluginRuntime } from './plugin-runtime.js';

/** An AWF plugin for go-plugin: the runtime answers all services. */
export class AwfPlugin implements GrpcPlugin {
  readonly fileDescriptors = awfFileDescriptors();
  readonly #runtime: PluginRuntime;
  readonly #link: BrokerHostLink;

  /** @param link the way of the runtime to the host */
  constructor(runtime: PluginRuntime, link: BrokerHostLink) {
    this.#runtime = runtime;
    this.#link = link;
  }

  registerServices(server: ServiceRegistrar, broker: GrpcBroker): void {
    const runtime = this.#runtime;
    this.#link.attach(broker);
    addEventService(server, runtime);
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
