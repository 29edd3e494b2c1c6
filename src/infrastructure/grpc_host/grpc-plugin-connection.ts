import { Metadata, status, type ServiceError } from '@grpc/grpc-js';
import type { DirectCallOptions, GrpcConnection, PluginClient } from 'go-plugin-node';
import { AwfError } from '../../domain/errors/awf-error.js';
import type { DomainEvent } from '../../domain/event/domain-event.js';
import type { EmittedEvent } from '../../domain/event/emission.js';
import type { JsonObject } from '../../domain/json.js';
import type { OperationResult, OperationSchema } from '../../domain/plugin/operation.js';
import type { StepExecuteRequest, StepExecuteResult, StepTypeInfo } from '../../domain/plugin/step-type.js';
import type { ValidationResult } from '../../domain/plugin/validation-result.js';
import { decodeResult, type EncodedResult } from '../../wire/execute-result.js';
import { mostAnswers } from '../../wire/event-messages.js';
import { eventService } from '../../wire/event-services.js';
import { callHeader } from '../../wire/progress-record.js';
import { encodeConfig, encodeInputs } from '../../wire/host-values.js';
import { nothing } from '../../wire/plugin-messages.js';
import { operationService, pluginService, within, type UnaryMethod } from '../../wire/plugin-services.js';
import { jsonMemory } from '../../wire/json-memory.js';
import { stepTypeService } from '../../wire/step-type-messages.js';
import { decodeStepResult, encodeStep } from '../../wire/step-values.js';
import { validatorService } from '../../wire/validator-messages.js';
import type { CallOptions } from '../../ports/call-options.js';
import type { ExecuteOptions } from '../../ports/execute-options.js';
import type { PluginDescription } from '../../domain/plugin/plugin-info.js';
import type { PluginEnd } from '../../domain/plugin-end.js';
import type { EventStream } from '../../ports/plugin-events.js';
import type { PluginConnection } from '../../ports/plugin-transport.js';
import { processEnd } from './go-plugin-errors.js';
import { GrpcEventStream } from './grpc-event-stream.js';
import { ProgressCalls } from './progress-log.js';

/** What a connection needs of the process behind it. */
export type ProcessHandle = Pick<PluginClient, 'exited' | 'kill' | 'classifyCallFailure'>;

/** What a connection needs of the gRPC connection to it. */
export type Caller = Pick<GrpcConnection, 'callUnary' | 'client'>;

/** A connection to a plugin process. */
export class GrpcPluginConnection implements PluginConnection {
  readonly exited: Promise<PluginEnd>;
  readonly #plugin: string;
  readonly #process: ProcessHandle;
  readonly #grpc: Caller;
  readonly #progress: ProgressCalls;
  readonly #messageBytes: number;
  #closed: Promise<void> | undefined;
  #crash: PluginEnd | undefined;

  /**
   * @param progress the calls that the log of this plugin may be about
   * @param messageBytes the largest message that is taken. Its texts may take as much memory. @default any number
   */
  constructor(
    plugin: string,
    process: ProcessHandle,
    grpc: Caller,
    progress = new ProgressCalls(),
    messageBytes = Infinity,
  ) {
    this.#progress = progress;
    this.#messageBytes = messageBytes;
    this.#plugin = plugin;
    this.#process = process;
    this.#grpc = grpc;
    this.exited = process.exited.then((exit) => this.#ended(processEnd(exit)));
  }

  info(options?: CallOptions): Promise<PluginDescription> {
    return this.#call('GetInfo', pluginService.getInfo, nothing, options);
  }

  async init(config: JsonObject, options?: CallOptions): Promise<void> {
    await this.#call('Init', pluginService.init, encodeConfig(this.#plugin, config), options);
  }

  operations(options?: CallOptions): Promise<readonly OperationSchema[]> {
    return this.#call('ListOperations', operationService.listOperations, nothing, options);
  }

  async execute(operation: string, inputs: JsonObject, options?: ExecuteOptions): Promise<OperationResult> {
    const call = { operation, inputs: encodeInputs(`${this.#plugin}.${operation}`, inputs) };
    if (options?.onProgress === undefined)
      return this.#result(await this.#call(operation, operationService.execute, call, options));
    const id = this.#progress.begin(options.onProgress);
    const metadata = new Metadata();
    metadata.set(callHeader, id);
    try {
      return this.#result(await this.#call(operation, operationService.execute, call, { ...options, metadata }));
    } finally {
      this.#progress.end(id);
    }
  }

  stepTypes(options?: CallOptions): Promise<readonly StepTypeInfo[]> {
    return this.#call('ListStepTypes', stepTypeService.listStepTypes, nothing, options);
  }

  async executeStep(request: StepExecuteRequest, options?: CallOptions): Promise<StepExecuteResult> {
    const call = request.stepType;
    const step = encodeStep(request, `${this.#plugin}.${call}`);
    const encoded = await this.#call(call, stepTypeService.executeStep, step, options);
    try {
      return decodeStepResult(encoded, jsonMemory(this.#messageBytes));
    } catch (cause) {
      const details = { plugin: this.#plugin, call, status: 'INTERNAL', message: (cause as Error).message };
      throw new AwfError('EXECUTION.PLUGIN.CALL_FAILED', details, { cause });
    }
  }

  validateWorkflow(workflowJson: string, options?: CallOptions): Promise<readonly ValidationResult[]> {
    return this.#call('ValidateWorkflow', validatorService.validateWorkflow, workflowJson, options);
  }

  validateStep(workflowJson: string, stepName: string, options?: CallOptions): Promise<readonly ValidationResult[]> {
    return this.#call('ValidateStep', validatorService.validateStep, { workflowJson, stepName }, options);
  }

  async handleEvent(event: DomainEvent, options?: CallOptions): Promise<readonly EmittedEvent[]> {
    const call = 'HandleEvent';
    const answers = await this.#call(call, eventService.handleEvent, event, options);
    if (answers.length <= mostAnswers) return answers;
    const details = { plugin: this.#plugin, call, what: 'events', most: mostAnswers, found: answers.length };
    throw new AwfError('EXECUTION.PLUGIN.LIMIT_EXCEEDED', details);
  }

  streamEvents(): EventStream {
    const plugin = this.#plugin;
    const call = 'StreamEvents';
    return new GrpcEventStream(this.#grpc, {
      failed: (error) => this.#errorOf(call, error, {}, Infinity),
      canceled: (cause) => new AwfError('EXECUTION.PLUGIN.CANCELED', { plugin, call }, { cause }),
      late: (timeoutMs) => new AwfError('EXECUTION.PLUGIN.CALL_TIMEOUT', { plugin, call, timeoutMs }),
    });
  }

  async shutdown(options?: CallOptions): Promise<void> {
    await this.#call('Shutdown', pluginService.shutdown, nothing, options);
  }

  close(): Promise<void> {
    this.#closed ??= this.#process.kill();
    return this.#closed;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  #result(encoded: EncodedResult): OperationResult {
    return decodeResult(encoded, jsonMemory(this.#messageBytes));
  }

  async #call<Request, Response>(
    name: string,
    method: UnaryMethod<Request, Response>,
    request: Request,
    options: DirectCallOptions = {},
  ): Promise<Response> {
    if (this.#crash !== undefined) throw this.#crashed(name, this.#crash);
    if (this.#closed !== undefined) throw this.#stopped(name);
    if (options.signal?.aborted === true) throw this.#canceled(name, options.signal);
    const deadline = Date.now() + (options.timeoutMs ?? Infinity);
    try {
      return await this.#grpc.callUnary(within(method, this.#messageBytes), request, options);
    } catch (error) {
      throw await this.#errorOf(name, error as ServiceError, options, deadline);
    }
  }

  /** The error for a failed call. The gRPC status alone does not tell the reason. */
  async #errorOf(
    call: string,
    error: ServiceError,
    { signal, timeoutMs }: CallOptions,
    deadline: number,
  ): Promise<AwfError> {
    const plugin = this.#plugin;
    const givenUp = (): boolean => signal?.aborted === true;
    if (givenUp()) return this.#canceled(call, signal);
    if (this.#crash === undefined && this.#closed !== undefined) return this.#stopped(call);
    const restMs = Math.max(0, deadline - Date.now());
    const failure = await this.#process.classifyCallFailure(error, { signal, timeoutMs: restMs });
    if (failure?.reason === 'plugin exited') return this.#crashed(call, processEnd(failure.exit), error);
    if (failure?.reason === 'deadline exceeded' && timeoutMs !== undefined)
      return new AwfError('EXECUTION.PLUGIN.CALL_TIMEOUT', { plugin, call, timeoutMs }, { cause: error });
    if (givenUp()) return this.#canceled(call, signal);
    const details = { plugin, call, status: status[error.code], message: error.details };
    return new AwfError('EXECUTION.PLUGIN.CALL_FAILED', details, { cause: error });
  }

  /** An end that this host did not ask for is a crash, even if the connection is closed afterwards. */
  #ended(end: PluginEnd): PluginEnd {
    if (this.#closed === undefined) this.#crash = end;
    return end;
  }

  #crashed(call: string, end: PluginEnd, cause?: unknown): AwfError {
    return new AwfError('EXECUTION.PLUGIN.CRASHED', { plugin: this.#plugin, call, end }, { cause });
  }

  #canceled(call: string, signal: AbortSignal | undefined): AwfError {
    return new AwfError('EXECUTION.PLUGIN.CANCELED', { plugin: this.#plugin, call }, { cause: signal?.reason });
  }

  #stopped(call: string): AwfError {
    return new AwfError('EXECUTION.PLUGIN.NOT_RUNNING', { plugin: this.#plugin, status: 'stopped', call });
  }
}
