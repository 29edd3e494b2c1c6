import { startTimer } from 'plugin-async';
import { AwfError } from '../../domain/errors/awf-error.js';
import type { DomainEvent } from '../../domain/event/domain-event.js';
import type { EmittedEvent } from '../../domain/event/emission.js';
import type { JsonObject } from '../../domain/json.js';
import type { PluginDescription } from '../../domain/plugin/plugin-info.js';
import { lastWordsOf, type PluginEnd } from '../../domain/plugin-end.js';
import type { OperationResult, OperationSchema } from '../../domain/plugin/operation.js';
import type { StepExecuteRequest, StepExecuteResult, StepTypeInfo } from '../../domain/plugin/step-type.js';
import type { ValidationResult } from '../../domain/plugin/validation-result.js';
import type { CallOptions } from '../../ports/call-options.js';
import type { ExecuteOptions } from '../../ports/execute-options.js';
import type { Logger } from '../../ports/logger.js';
import type { EventStream } from '../../ports/plugin-events.js';
import type { PluginConnection } from '../../ports/plugin-transport.js';

/** How a connection is probed. */
export interface ProbePolicy {
  readonly probeEveryMs: number;
  readonly probeTimeoutMs: number;
}

/** A connection whose plugin is asked from time to time whether it answers. One that does not is ended. */
export class SupervisedConnection implements PluginConnection {
  readonly exited: Promise<PluginEnd>;
  #closed = false;
  /** A probe was not answered. What ends the plugin then is this, whatever its transport reports. */
  #silent = false;
  #cancelProbe: () => void = () => undefined;

  readonly #plugin: string;
  readonly #inner: PluginConnection;
  readonly #policy: ProbePolicy;
  readonly #logger: Logger;

  constructor(plugin: string, inner: PluginConnection, policy: ProbePolicy, { logger }: { readonly logger: Logger }) {
    this.#plugin = plugin;
    this.#inner = inner;
    this.#policy = policy;
    this.#logger = logger;
    this.exited = inner.exited
      .then((end) => (this.#silent ? silentEnd(policy, end) : end))
      .finally(() => this.#cancelProbe());
    if (policy.probeEveryMs > 0) this.#probeLater();
  }

  /** Whether the host has closed it. Then its end is not a crash. */
  get closed(): boolean {
    return this.#closed;
  }

  info(options?: CallOptions): Promise<PluginDescription> {
    return this.#explained(this.#inner.info(options));
  }

  init(config: JsonObject, options?: CallOptions): Promise<void> {
    return this.#explained(this.#inner.init(config, options));
  }

  operations(options?: CallOptions): Promise<readonly OperationSchema[]> {
    return this.#explained(this.#inner.operations(options));
  }

  execute(operation: string, inputs: JsonObject, options?: ExecuteOptions): Promise<OperationResult> {
    return this.#explained(this.#inner.execute(operation, inputs, options));
  }

  stepTypes(options?: CallOptions): Promise<readonly StepTypeInfo[]> {
    return this.#explained(this.#inner.stepTypes(options));
  }

  executeStep(request: StepExecuteRequest, options?: CallOptions): Promise<StepExecuteResult> {
    return this.#explained(this.#inner.executeStep(request, options));
  }

  validateWorkflow(workflowJson: string, options?: CallOptions): Promise<readonly ValidationResult[]> {
    return this.#explained(this.#inner.validateWorkflow(workflowJson, options));
  }

  validateStep(workflowJson: string, stepName: string, options?: CallOptions): Promise<readonly ValidationResult[]> {
    return this.#explained(this.#inner.validateStep(workflowJson, stepName, options));
  }

  handleEvent(event: DomainEvent, options?: CallOptions): Promise<readonly EmittedEvent[]> {
    return this.#explained(this.#inner.handleEvent(event, options));
  }

  streamEvents(): EventStream {
    return this.#inner.streamEvents();
  }

  shutdown(options?: CallOptions): Promise<void> {
    return this.#explained(this.#inner.shutdown(options));
  }

  close(): Promise<void> {
    this.#closed = true;
    this.#cancelProbe();
    return this.#inner.close();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  /** A call that the end of a silent plugin interrupts fails as with every other crash. */
  async #explained<T>(call: Promise<T>): Promise<T> {
    try {
      return await call;
    } catch (error) {
      if (!this.#silent || !AwfError.is(error, 'EXECUTION.PLUGIN.NOT_RUNNING')) throw error;
      const details = { plugin: this.#plugin, call: error.details.call, end: await this.exited };
      throw new AwfError('EXECUTION.PLUGIN.CRASHED', details, { cause: error });
    }
  }

  #probeLater(): void {
    this.#cancelProbe = startTimer(this.#policy.probeEveryMs, () => void this.#probe(), { unref: true });
  }

  /** Any answer will do, also an error: only silence shows that the plugin hangs. */
  async #probe(): Promise<void> {
    const { probeTimeoutMs: timeoutMs } = this.#policy;
    const silent = await this.#inner.info({ timeoutMs }).then(
      () => false,
      (error: unknown) => error instanceof Error && 'code' in error && error.code === 'EXECUTION.PLUGIN.CALL_TIMEOUT',
    );
    if (this.#closed) return;
    if (!silent) {
      this.#probeLater();
      return;
    }
    this.#silent = true;
    this.#logger.log('warn', 'the plugin does not answer, and is ended', { plugin: this.#plugin, timeoutMs });
    await this.#inner.close();
  }
}

const silentEnd = ({ probeTimeoutMs }: ProbePolicy, end: PluginEnd): PluginEnd => ({
  reason: 'failed',
  details: { message: `it did not answer a probe within ${probeTimeoutMs} ms`, stderrTail: lastWordsOf(end) },
});
