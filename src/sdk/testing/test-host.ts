import type { Logger, LogLevel } from 'go-plugin-node';
import { coreSource, emptyPayload, type DomainEvent } from '../../domain/event/domain-event.js';
import type { EmittedEvent } from '../../domain/event/emission.js';
import type { JsonObject } from '../../domain/json.js';
import type { OperationResult } from '../../domain/plugin/operation.js';
import type { StepExecuteResult } from '../../domain/plugin/step-type.js';
import type { ValidationResult } from '../../domain/plugin/validation-result.js';
import { decodeResult } from '../../wire/execute-result.js';
import { encodeJsonValues } from '../../wire/json-values.js';
import { decodeStepResult, encodeJsonObject } from '../../wire/step-values.js';
import { PluginRuntime } from '../plugin-runtime.js';
import type { Plugin } from '../plugin.js';
import type { LogEntry } from './recording-log.js';
import type { TestWorkflow } from './test-workflow.js';

/** How a call is made. */
export interface TestCallOptions {
  /** Aborts the call. */
  readonly signal?: AbortSignal;
}

/** How a step is executed. */
export interface TestStepOptions extends TestCallOptions {
  /** The inputs of the workflow. @default none */
  readonly inputs?: JsonObject;
  /** Name of the step. @default 'step' */
  readonly stepName?: string;
}

/** An event for a plugin. What is left out has some value that a host could give. */
export type TestEvent = Pick<DomainEvent, 'type'> & Partial<DomainEvent>;

/**
 * A plugin that runs in this process under the rules of a host: values travel as JSON, inputs and settings are checked, and exceptions become
 * failures. Nothing of gRPC is loaded.
 */
export class TestHost implements AsyncDisposable {
  /** What the plugin logged so far. */
  readonly log: readonly LogEntry[];
  readonly #runtime: PluginRuntime;

  private constructor(runtime: PluginRuntime, log: readonly LogEntry[]) {
    this.#runtime = runtime;
    this.log = log;
  }

  /**
   * Starts a plugin: calls its `init`.
   * @param config the configuration. Defaults of the manifest are not applied.
   * @throws Error `plugin init failed: …`
   */
  static async start(plugin: Plugin, config: JsonObject = {}): Promise<TestHost> {
    const entries: LogEntry[] = [];
    const runtime = new PluginRuntime(plugin, loggerInto(entries));
    await runtime.init(encodeJsonValues(config, 'setting'), new AbortController().signal);
    return new TestHost(runtime, entries);
  }

  /** Executes an operation. A failure in it is a result with `success: false`. @throws what a call that is aborted throws */
  async execute(operation: string, inputs: JsonObject = {}, options: TestCallOptions = {}): Promise<OperationResult> {
    return decodeResult(await this.#runtime.execute(operation, encodeJsonValues(inputs, 'input'), callerOf(options)));
  }

  /** Executes a step. @throws Error `execute step: …` for every failure but an exit code */
  async executeStep(
    stepType: string,
    config: JsonObject = {},
    { inputs = {}, stepName = 'step', ...options }: TestStepOptions = {},
  ): Promise<StepExecuteResult> {
    const step = {
      stepName,
      stepType,
      config: encodeJsonObject(config, 'setting'),
      inputs: encodeJsonObject(inputs, 'input'),
    };
    return decodeStepResult(await this.#runtime.stepTypes.execute(step, callerOf(options)));
  }

  /**
   * Asks the validator about a workflow and then about each of its steps, as hosts do.
   * @throws Error `validate workflow: …` or `validate step: …`
   */
  async validate(workflow: TestWorkflow, options: TestCallOptions = {}): Promise<readonly ValidationResult[]> {
    const json = JSON.stringify(workflow);
    const { validator } = this.#runtime;
    const found = [...(await validator.validateWorkflow(json, callerOf(options)))];
    for (const name of Object.keys(workflow.steps ?? {}))
      found.push(...(await validator.validateStep(json, name, callerOf(options))));
    return found;
  }

  /**
   * Has the plugin handle an event, unless its patterns leave that type out.
   * @returns what the plugin emits because of it
   * @throws what the handler throws
   */
  handleEvent(event: TestEvent, options: TestCallOptions = {}): Promise<readonly EmittedEvent[]> {
    const given = { id: 'test', timestamp: new Date(), source: coreSource, metadata: {}, propagationDepth: 0 };
    return this.#runtime.handleEvent({ ...given, payload: emptyPayload, ...event }, callerOf(options).signal);
  }

  /** Shuts the plugin down, once. @throws Error `plugin shutdown failed: …` */
  shutdown(): Promise<void> {
    return this.#runtime.shutdown(new AbortController().signal);
  }

  /** Ends the plugin. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.shutdown();
  }
}

const callerOf = ({ signal = new AbortController().signal }: TestCallOptions) => ({ signal });

function loggerInto(entries: LogEntry[]): Logger {
  const logger: Logger = {
    log: (level: LogLevel, message, fields = {}) => void entries.push({ level, message, fields }),
    isEnabled: () => true,
    named: () => logger,
  };
  return logger;
}
