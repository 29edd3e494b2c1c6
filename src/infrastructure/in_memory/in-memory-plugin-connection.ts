import { AwfError } from '../../domain/errors/awf-error.js';
import type { DomainEvent } from '../../domain/event/domain-event.js';
import type { EmittedEvent } from '../../domain/event/emission.js';
import type { JsonObject } from '../../domain/json.js';
import type { OperationResult, OperationSchema } from '../../domain/plugin/operation.js';
import type { StepExecuteRequest, StepExecuteResult, StepTypeInfo } from '../../domain/plugin/step-type.js';
import type { ValidationResult } from '../../domain/plugin/validation-result.js';
import { decodeResult } from '../../wire/execute-result.js';
import { encodeConfig, encodeInputs } from '../../wire/host-values.js';
import { decodeStepResult, encodeStep } from '../../wire/step-values.js';
import { copied } from './copied-event.js';
import type { CallOptions } from '../../ports/call-options.js';
import type { ExecuteOptions } from '../../ports/execute-options.js';
import type { PluginDescription } from '../../domain/plugin/plugin-info.js';
import type { PluginEnd } from '../../domain/plugin-end.js';
import type { EventStream } from '../../ports/plugin-events.js';
import type { PluginConnection } from '../../ports/plugin-transport.js';
import { limitCall } from 'plugin-async';
import { InMemoryEventStream } from './in-memory-event-stream.js';
import type { PluginRuntime } from '../../sdk/plugin-runtime.js';

type Reject = (error: AwfError) => void;

/** A connection to a plugin object. Values cross the same JSON encoding as over gRPC, so that neither side sees the other's. */
export class InMemoryPluginConnection implements PluginConnection {
  readonly exited: Promise<PluginEnd>;
  readonly #plugin: string;
  readonly #runtime: PluginRuntime;
  readonly #calls = new Map<Reject, string>();
  #resolveExited!: (end: PluginEnd) => void;
  #ended: ((call: string) => AwfError) | undefined;

  constructor(plugin: string, runtime: PluginRuntime) {
    this.#plugin = plugin;
    this.#runtime = runtime;
    this.exited = new Promise((resolve) => (this.#resolveExited = resolve));
  }

  info(options?: CallOptions): Promise<PluginDescription> {
    return this.#call('GetInfo', options, () => this.#runtime.info());
  }

  async init(config: JsonObject, options?: CallOptions): Promise<void> {
    const encoded = encodeConfig(this.#plugin, config);
    await this.#call('Init', options, (signal) => this.#runtime.init(encoded, signal));
  }

  operations(options?: CallOptions): Promise<readonly OperationSchema[]> {
    return this.#call('ListOperations', options, () => this.#runtime.operations());
  }

  async execute(operation: string, inputs: JsonObject, options?: ExecuteOptions): Promise<OperationResult> {
    const encoded = encodeInputs(`${this.#plugin}.${operation}`, inputs);
    return this.#call(operation, options, async (signal) =>
      decodeResult(await this.#runtime.execute(operation, encoded, { signal, onProgress: options?.onProgress })),
    );
  }

  stepTypes(options?: CallOptions): Promise<readonly StepTypeInfo[]> {
    return this.#call('ListStepTypes', options, () => this.#runtime.stepTypes.list());
  }

  async executeStep(request: StepExecuteRequest, options?: CallOptions): Promise<StepExecuteResult> {
    const step = encodeStep(request, `${this.#plugin}.${request.stepType}`);
    return this.#call(request.stepType, options, async (signal) =>
      decodeStepResult(await this.#runtime.stepTypes.execute(step, { signal })),
    );
  }

  validateWorkflow(workflowJson: string, options?: CallOptions): Promise<readonly ValidationResult[]> {
    return this.#call('ValidateWorkflow', options, (signal) =>
      this.#runtime.validator.validateWorkflow(workflowJson, { signal }),
    );
  }

  validateStep(workflowJson: string, stepName: string, options?: CallOptions): Promise<readonly ValidationResult[]> {
    return this.#call('ValidateStep', options, (signal) =>
      this.#runtime.validator.validateStep(workflowJson, stepName, { signal }),
    );
  }

  async handleEvent(event: DomainEvent, options?: CallOptions): Promise<readonly EmittedEvent[]> {
    const handle = (signal: AbortSignal) => this.#runtime.handleEvent(copied(event), signal);
    return (await this.#call('HandleEvent', options, handle)).map(copied);
  }

  streamEvents(): EventStream {
    return new InMemoryEventStream(this.#plugin, this.#runtime, (options, work) =>
      this.#call('StreamEvents', options, work),
    );
  }

  shutdown(options?: CallOptions): Promise<void> {
    return this.#call('Shutdown', options, (signal) => this.#runtime.shutdown(signal));
  }

  close(): Promise<void> {
    this.#end({ reason: 'closed' }, (call) => {
      return new AwfError('EXECUTION.PLUGIN.NOT_RUNNING', { plugin: this.#plugin, status: 'stopped', call });
    });
    return Promise.resolve();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  /** Ends it as a crash would. */
  crash(end: PluginEnd = { reason: 'failed' }): void {
    this.#end(end, (call) => new AwfError('EXECUTION.PLUGIN.CRASHED', { plugin: this.#plugin, call, end }));
  }

  #end(how: PluginEnd, errorOf: (call: string) => AwfError): void {
    if (this.#ended !== undefined) return;
    this.#ended = errorOf;
    for (const [end, call] of this.#calls) end(errorOf(call));
    this.#resolveExited(how);
  }

  #call<T>(call: string, options: CallOptions = {}, work: (signal: AbortSignal) => T | Promise<T>): Promise<T> {
    if (this.#ended !== undefined) return Promise.reject(this.#ended(call));
    const plugin = this.#plugin;
    const limit = limitCall(options, {
      canceled: (cause) => new AwfError('EXECUTION.PLUGIN.CANCELED', { plugin, call }, { cause }),
      late: (timeoutMs) => new AwfError('EXECUTION.PLUGIN.CALL_TIMEOUT', { plugin, call, timeoutMs }),
    });
    if (limit.signal.aborted) {
      limit[Symbol.dispose]();
      return Promise.reject(limit.signal.reason as AwfError);
    }

    const given = new AbortController();
    let settle: () => void = () => undefined;
    const result = new Promise<T>((resolve, reject) => {
      const end: Reject = (error) => {
        settle();
        // The plugin sees what a plugin over gRPC sees: the call was canceled, whatever the reason.
        given.abort(error);
        reject(error);
      };
      limit.signal.addEventListener('abort', () => end(limit.signal.reason as AwfError), { once: true });
      this.#calls.set(end, call);
      settle = () => {
        limit[Symbol.dispose]();
        this.#calls.delete(end);
      };
      void Promise.resolve()
        .then(() => work(given.signal))
        .then(resolve, (error: unknown) => reject(failed(plugin, call, error)));
    });
    return result.finally(() => settle());
  }
}

/** What an exception of the plugin's own becomes; over gRPC it is an UNKNOWN status with its text. */
function failed(plugin: string, call: string, error: unknown): AwfError {
  const message = error instanceof Error ? error.message : String(error);
  return new AwfError('EXECUTION.PLUGIN.CALL_FAILED', { plugin, call, status: 'UNKNOWN', message }, { cause: error });
}
