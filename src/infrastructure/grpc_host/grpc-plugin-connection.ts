import { Metadata, status, type Client, type MethodDefinition, type ServiceError } from '@grpc/grpc-js';
import { AwfError } from '../../domain/errors/awf-error.js';
import type { JsonObject } from '../../domain/json.js';
import type { OperationResult, OperationSchema } from '../../domain/plugin/operation.js';
import { settlesWithin } from 'go-plugin-node';
import { isTransportFailure } from 'go-plugin-node';
import type { PluginClient } from 'go-plugin-node';
import { GoPluginError } from 'go-plugin-node';
import { decodeResult } from '../../wire/execute-result.js';
import { encodeConfig, encodeInputs } from '../../wire/host-values.js';
import { nothing } from '../../wire/plugin-messages.js';
import { operationService, pluginService } from '../../wire/plugin-services.js';
import type { CallOptions } from '../../ports/call-options.js';
import type { PluginDescription } from '../../domain/plugin/plugin-description.js';
import type { PluginEnd } from '../../domain/plugin-end.js';
import type { PluginConnection } from '../../ports/plugin-transport.js';
import { processEnd } from './process-end.js';

/** A call that breaks because the plugin died breaks before the end of the process, with its last words, is known. */
const exitAfterFailureMs = 2_000;

const noMetadata = new Metadata();

/** What a connection needs of the process behind it. */
export type PluginProcess = Pick<PluginClient, 'exited' | 'signal' | 'kill'>;

/** A connection to a plugin process. */
export class GrpcPluginConnection implements PluginConnection {
  readonly exited: Promise<PluginEnd>;
  readonly #plugin: string;
  readonly #process: PluginProcess;
  readonly #grpc: Client;
  #closed: Promise<void> | undefined;
  #crash: PluginEnd | undefined;

  constructor(plugin: string, process: PluginProcess, grpc: Client) {
    this.#plugin = plugin;
    this.#process = process;
    this.#grpc = grpc;
    this.exited = process.exited.then((exit) => this.#ended(processEnd({ ...exit, stderrTail: this.#stderrTail() })));
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

  async execute(operation: string, inputs: JsonObject, options?: CallOptions): Promise<OperationResult> {
    const call = { operation, inputs: encodeInputs(`${this.#plugin}.${operation}`, inputs) };
    return decodeResult(await this.#call(operation, operationService.execute, call, options));
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

  #call<Request, Response>(
    name: string,
    { path, requestSerialize, responseDeserialize }: MethodDefinition<Request, Response>,
    request: Request,
    options: CallOptions = {},
  ): Promise<Response> {
    const { signal, timeoutMs } = options;
    if (this.#crash !== undefined) return Promise.reject(this.#crashed(name, this.#crash));
    if (this.#closed !== undefined) return Promise.reject(this.#stopped(name));
    if (signal?.aborted === true) return Promise.reject(this.#canceled(name, signal));
    return new Promise((resolve, reject) => {
      const deadline = Date.now() + (timeoutMs ?? Infinity);
      const answered = (error: ServiceError | null, response?: Response): void => {
        signal?.removeEventListener('abort', cancel);
        if (error === null) resolve(response as Response);
        else void this.#errorOf(name, error, options, deadline).then(reject);
      };
      const call = this.#grpc.makeUnaryRequest(
        path,
        requestSerialize,
        responseDeserialize,
        request,
        noMetadata,
        { deadline },
        answered,
      );
      const cancel = (): void => call.cancel();
      signal?.addEventListener('abort', cancel, { once: true });
    });
  }

  /** What a failed call means; the status alone does not say. */
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
    if (error.code === status.DEADLINE_EXCEEDED && timeoutMs !== undefined)
      return new AwfError('EXECUTION.PLUGIN.CALL_TIMEOUT', { plugin, call, timeoutMs }, { cause: error });
    // A plugin that has answered, whatever the status, lives.
    const patienceMs = Math.min(exitAfterFailureMs, deadline - Date.now());
    if (isTransportFailure(error) && (await settlesWithin(this.exited, patienceMs, signal)))
      return this.#crashed(call, await this.exited, error);
    if (givenUp()) return this.#canceled(call, signal);
    const details = { plugin, call, status: status[error.code], message: error.details };
    return new AwfError('EXECUTION.PLUGIN.CALL_FAILED', details, { cause: error });
  }

  /** An end that nobody asked for is a crash, whatever is done with the connection afterwards. */
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

  #stderrTail(): string {
    const reason: unknown = this.#process.signal.reason;
    return GoPluginError.is(reason, 'PLUGIN_EXITED') ? reason.details.stderrTail : '';
  }
}
